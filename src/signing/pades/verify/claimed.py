"""Rule: the times that a signature states itself are one time, and inside its certificate's validity.

Programs show them as the day of signing: Adobe's the date of the dictionary, others that of the CMS.
Must not believe them: times.py proves times. Source: RFC 5652 section 11.3; ISO 32000-2, 7.9.4 and 12.8.1.
"""

import dataclasses as dc
import datetime as dt
import re
from collections.abc import Iterator
from itertools import permutations

from asn1crypto import cms
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfReadError

from signing.pades.verify.findings import Finding, Line, Reason, doubtful
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Signature

_EAST, _WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)
"""The outermost zones: a date that names none is of any (ISO 32000-1, 7.9.4), or UTC (ISO 32000-2)."""
_UTC_IN_FULL = re.compile(r"Z00'?(00'?)?$")


@dc.dataclass(frozen=True, slots=True)
class Claim:
    """A time that a signature states.

    Attributes:
        stated: as it stands there, perhaps without zone.
    """

    stated: dt.datetime

    @property
    def earliest(self) -> dt.datetime:
        """The earliest time that it can mean."""
        return self.stated if self.stated.tzinfo else self.stated.replace(tzinfo=dt.UTC) - _EAST

    @property
    def latest(self) -> dt.datetime:
        """The latest time that it can mean."""
        return self.stated if self.stated.tzinfo else self.stated.replace(tzinfo=dt.UTC) + _WEST


def claims(signature: Signature) -> tuple[Claim, ...]:
    """Return the times that a signature states: that of the CMS first, then that of the dictionary."""
    attributes = signature.found.signer_info["signed_attrs"]
    found = [
        value.native
        for attribute in (attributes if isinstance(attributes, cms.CMSAttributes) else ())
        if attribute["type"].native == "signing_time"
        for value in attribute["values"]
    ]
    dated = _date(signature)
    return tuple(Claim(one) for one in (*found, *(() if dated is None else (dated,))))


def _date(signature: Signature) -> dt.datetime | None:
    """Return the date of the dictionary, None where there is none that can be read."""
    try:
        text = entry(signature.found.sig_object, "/M", "")
        moment: dt.datetime = parse_pdf_date(_UTC_IN_FULL.sub("Z", text), strict=False)
    except (PdfReadError, TypeError):
        return None
    return moment


def check_claimed(signature: Signature, tolerance: dt.timedelta) -> Iterator[Finding]:
    """Yield what speaks against the times that a signature states, whatever is proved.

    Args:
        signature: of a person or agency.
        tolerance: how far clocks may differ.
    """
    certificate, stated = signature.found.signer_cert, claims(signature)
    begins, ends = certificate.not_valid_before - tolerance, certificate.not_valid_after + tolerance
    if any(one.latest < begins or one.earliest > ends for one in stated):
        yield _wrong("it claims a time at which its certificate was not valid")
    if any(one.latest + tolerance < other.earliest for one, other in permutations(stated, 2)):
        yield _wrong("the date of the dictionary is not that of the CMS")
    if "/M" in signature.found.sig_object and _date(signature) is None:
        yield doubtful(Line.CERTIFICATE, Reason.SIG_CONSTRAINTS_FAILURE, "its date cannot be read")


def _wrong(detail: str) -> Finding:
    return doubtful(Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, detail)
