"""Opens a PDF for one more revision and writes it.

Must not change anything that is there: what comes out begins with what went in.
"""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.errors import NotReadableAsPdf
from signing.pades.hex_strings import read_hex_at_once

HEADER = b"%PDF-"


class RevisionWriter(IncrementalPdfFileWriter):
    """Appends a revision and leaves the document's metadata alone.

    Signing is no edit: pyHanko would rewrite XMP and the modification date in every revision,
    dated by the machine's clock, and each would be a change for a judge to explain.
    """

    def _update_meta(self) -> None:
        return


def open_writer(pdf: bytes) -> RevisionWriter:
    """Return a writer that appends to `pdf`.

    Raises:
        NotReadableAsPdf: damaged, encrypted, or no PDF.
    """
    _require_pdf(pdf)
    read_hex_at_once()
    try:
        writer = RevisionWriter(io.BytesIO(pdf))
        if writer.prev.encrypted:
            raise NotReadableAsPdf(why="encrypted")
        if int(writer.prev.root["/Pages"]["/Count"]) < 1:
            raise NotReadableAsPdf(why="no page")
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise NotReadableAsPdf(why=type(error).__name__) from error
    return writer


def open_reader(pdf: bytes) -> PdfFileReader:
    """Return a reader of `pdf`.

    Raises:
        NotReadableAsPdf: damaged, encrypted, or no PDF.
    """
    _require_pdf(pdf)
    read_hex_at_once()
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise NotReadableAsPdf(why="encrypted")
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise NotReadableAsPdf(why=type(error).__name__) from error
    return reader


def written(writer: RevisionWriter) -> bytes:
    """Return the file with the writer's revision appended."""
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    return out.getvalue()


def _require_pdf(pdf: bytes) -> None:
    if HEADER not in pdf[:1024]:
        raise NotReadableAsPdf(why="no PDF header")
