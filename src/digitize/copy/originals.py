"""The original files of a copy, each opened once and only as far as it is needed.

Must not write to them.
"""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import pikepdf
import pypdfium2
from PIL import Image

from digitize.copy.render import open_drawn
from digitize.formats.pdf_tree import numbered_alike

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "AVIF", "BMP", "GIF")
"""No others: Pillow would start a PostScript interpreter for EPS."""


class Originals:
    """Open originals; a context that closes them all."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._documents: dict[Path, pikepdf.Pdf] = {}
        self._drawn: dict[Path, pypdfium2.PdfDocument] = {}
        self._pictures: dict[Path, Image.Image] = {}

    def __enter__(self) -> "Originals":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def document(self, file: Path) -> pikepdf.Pdf:
        """Open a PDF for its structure."""
        if file not in self._documents:
            self._documents[file] = self._stack.enter_context(pikepdf.open(numbered_alike(file, None)))
        return self._documents[file]

    def drawn(self, file: Path) -> pypdfium2.PdfDocument:
        """Open a PDF for drawing."""
        if file not in self._drawn:
            self._drawn[file] = self._stack.enter_context(open_drawn(file))
        return self._drawn[file]

    def picture(self, file: Path) -> Image.Image:
        """Open a picture file."""
        if file not in self._pictures:
            self._pictures[file] = self._stack.enter_context(Image.open(file, formats=_FORMATS))
        return self._pictures[file]
