"""Rule: what a time stamp token states is of the form that we know, exact enough, and in its maker's name.

Must not check its signature, digest or chain: trust.py does. Source: RFC 3161 section 2.4.2.
"""

import datetime as dt
from collections.abc import Iterator

from asn1crypto import cms, tsp, x509

from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful

_UNITS = {"seconds": "seconds", "millis": "milliseconds", "micros": "microseconds"}


def check_token_form(
    token: cms.SignedData, certificate: x509.Certificate, tolerance: dt.timedelta
) -> Iterator[Finding]:
    """Yield what keeps the statement of a token from proving a time.

    Args:
        token: of a time stamp.
        certificate: of who signed it.
        tolerance: by how much its time may be wrong.
    """
    stated = token["encap_content_info"]["content"].parsed
    if stated["version"].native != "v1":
        yield cannot_judge(Line.CERTIFICATE, "a stamp of a version that nobody knows")
    if any(one["critical"].native for one in stated["extensions"] or ()):
        yield cannot_judge(Line.CERTIFICATE, "a stamp says what must not be overlooked and nobody knows")
    if not _is_exact(stated, tolerance):
        yield doubtful(
            Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, "a stamp that does not know its time"
        )
    if not _is_named(stated, certificate):
        reason = Reason.NO_SIGNING_CERTIFICATE_FOUND
        yield doubtful(Line.CERTIFICATE, reason, "a stamp in the name of another authority")


def _is_exact(stated: tsp.TSTInfo, tolerance: dt.timedelta) -> bool:
    said = stated["accuracy"].native or {}
    parts = {unit: said.get(part) or 0 for part, unit in _UNITS.items()}
    return min(parts.values()) >= 0 and dt.timedelta(**parts) <= tolerance


def _is_named(stated: tsp.TSTInfo, certificate: x509.Certificate) -> bool:
    """Whether the authority that a token names, if any, is one of the certificate's subjects."""
    named = stated["tsa"]
    if named.native is None:
        return True
    if named.name == "directory_name" and named.chosen == certificate.subject:
        return True
    others = certificate.subject_alt_name_value
    return others is not None and any(one == named for one in others)
