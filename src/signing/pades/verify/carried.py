"""What a signed file carries to be proved by: certificates, revocation lists, answers; and its identifier.

Must not judge nor trust any of it.
"""

import dataclasses as dc
import datetime as dt
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.pades.verify.material import embedded
from signing.pades.verify.objects import resolved
from signing.pades.verify.opened import MAX_REVISIONS, NotAPdf, open_pdf
from signing.pades.verify.policy import Policy

_NEVER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
"""Everything in a file is listed, also what claims to be from the future."""


@dc.dataclass(frozen=True, slots=True)
class Evidence:
    """What a file carries, each DER, nothing twice.

    Attributes:
        certificates: of signers, authorities and their issuers.
        crls: revocation lists.
        ocsps: OCSP responses.
        document_id: the first half of the file identifier (ISO 32000-2, 14.4), empty where there is none.
        revisions: how many times the file was saved.
    """

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    document_id: bytes = b""
    revisions: int = 0


def evidence_of(pdf: bytes | Path) -> Evidence:
    """List what `pdf` carries; nothing where it cannot be read, so that whoever misses it will say so."""
    try:
        opened = open_pdf(pdf.read_bytes() if isinstance(pdf, Path) else pdf)
        if opened.reader.encrypted or opened.last >= MAX_REVISIONS:
            return Evidence()
        found = embedded(opened, Policy(at=_NEVER))
        return Evidence(
            certificates=tuple(dict.fromkeys(one.dump() for one in found.certificates)),
            crls=tuple(dict.fromkeys(one.dump() for one in found.crls)),
            ocsps=tuple(dict.fromkeys(one.dump() for one in found.ocsps)),
            document_id=_document_id(opened.reader),
            revisions=opened.last + 1,
        )
    except (NotAPdf, Exception):  # hostile bytes raise anything
        return Evidence()


def _document_id(reader: PdfFileReader) -> bytes:
    halves = reader.trailer["/ID"] if "/ID" in reader.trailer else None  # noqa: SIM401 - get() resolves nothing
    first = resolved(halves[0]) if isinstance(halves, generic.ArrayObject) and len(halves) else None
    if isinstance(first, generic.ByteStringObject | generic.TextStringObject):
        return bytes(first.original_bytes)
    return b""
