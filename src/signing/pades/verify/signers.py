"""Rule: every expected signer has a good signature in the file.

Must not trust a name alone: only signatures that passed count.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from asn1crypto import x509

from archive.values.verdict import SignatureVerdict, Verdict
from signing.pades.verify.findings import Finding, Line, Reason, doubtful
from signing.pades.verify.opened import Signature
from signing.pades.verify.policy import Policy


def common_name(certificate: x509.Certificate) -> str:
    """Return the common name of the subject in NFC, or the whole subject where it has none."""
    return _named(certificate.subject)


def issuer_name(certificate: x509.Certificate) -> str:
    """Return the common name of the issuer in NFC, or the whole issuer where it has none."""
    return _named(certificate.issuer)


def _named(holder: x509.Name) -> str:
    name = holder.native.get("common_name")
    if isinstance(name, list):
        name = name[-1]
    return unicodedata.normalize("NFC", str(name or holder.human_friendly))


def check_expected(
    verdicts: Sequence[SignatureVerdict], signatures: Sequence[Signature], policy: Policy
) -> Iterator[Finding]:
    """Yield a finding for each expected signer without a signature that passed.

    Args:
        verdicts: those of `signatures` first, in the same order.
        signatures: real signatures of the file.
        policy: names the expected signers.
    """
    present: set[str] = set()
    for verdict, signature in zip(verdicts, signatures, strict=False):
        if verdict.verdict is Verdict.PASSED:
            certificate = signature.found.signer_cert
            serial = certificate.subject.native.get("serial_number")
            present |= {_plain(common_name(certificate)), _plain(str(serial or "")), verdict.thumbprint}
    for name in policy.expected_signers:
        if not _plain(name) or _plain(name) not in present:
            yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"no good signature of {name!r}")


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
