"""Rule: every expected signer has a good signature in the file.

Must not trust a name alone: only signatures that passed count.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from asn1crypto import x509

from archive.values.verdict import SignatureVerdict, Verdict
from signing.pades.verify.findings import Finding, Line, Reason, doubtful
from signing.pades.verify.opened import Signature
from signing.pades.verify.policy import Policy

_PRINT = re.compile("[0-9a-f]{64}")
"""SHA-256 in hexadecimal."""


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
    good = [
        signature.found.signer_cert
        for verdict, signature in zip(verdicts, signatures, strict=False)
        if verdict.verdict is Verdict.PASSED
    ]
    for who in policy.expected_signers:
        if not any(_is(who, certificate) for certificate in good):
            yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"no good signature of {who!r}")


def _is(who: str, certificate: x509.Certificate) -> bool:
    """Whether a certificate is whose it should be; a name that looks like a number or a print is neither."""
    plain = _plain(who)
    if _PRINT.fullmatch(plain):
        return bool(plain == certificate.sha256.hex())
    if " " in plain:
        return plain == _plain(common_name(certificate))
    return bool(plain) and plain in _numbers(certificate.subject)


def _numbers(holder: x509.Name) -> set[str]:
    """Return the numbers of a person or agency, also without their kind (CCCD:, MST:)."""
    stated = [holder.native.get(kind, ()) for kind in ("serial_number", "user_id")]
    values = [_plain(one) for value in stated for one in ([value] if isinstance(value, str) else value)]
    return {part for value in values for part in (value, value.rpartition(":")[2])}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
