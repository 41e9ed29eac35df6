"""Rule: a security store grows by certificates, lists, OCSP answers and time stamps, and by nothing else.

Every signature lets later updates write a store: nobody signed what is in it, nor that something is missing.
Must not trust what it holds; trust.py does. Source: ISO 32000-2, 12.8.4.3 and 12.8.4.4.
"""

from collections.abc import Iterator
from typing import Any

from asn1crypto import cms, crl, ocsp, x509

from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.material import STAMPS, stored
from signing.pades.verify.opened import Opened

_KINDS: dict[str, Any] = {
    "/Certs": x509.Certificate,
    "/CRLs": crl.CertificateList,
    "/OCSPs": ocsp.OCSPResponse,
    STAMPS: cms.ContentInfo,
}


def check_evidence(opened: Opened) -> Iterator[Finding]:
    """Yield a finding for what is no evidence, and for evidence that was taken out again."""
    signed = (*opened.signatures, *opened.timestamps)
    # A file made for the web has no whole catalog before it is signed.
    first = min((one.revision for one in signed), default=opened.last)
    listed: set[tuple[str, bytes]] = set()
    for revision in range(first, opened.last + 1):
        found = set(stored(opened, revision))
        if any(not _is_whole(kind, content) for kind, content in found - listed):
            yield cannot_judge(Line.CHANGES, f"the store of revision {revision} holds something else")
        if listed - found:
            yield cannot_judge(Line.CHANGES, f"evidence was taken out in revision {revision}")
        listed |= found


def _is_whole(kind: str, content: bytes) -> bool:
    """Whether bytes are one structure of a kind from the first to the last; its outer parts are read."""
    try:
        value = _KINDS[kind].load(content, strict=True)
        if kind == STAMPS:
            return bool(value["content"]["encap_content_info"]["content_type"].native == "tst_info")
        return all(value[name] is not None for name in value)
    except (ValueError, TypeError, KeyError):
        return False
