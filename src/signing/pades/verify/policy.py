"""What a judgement is made by: anchors, revocation data, a time and the least strength of algorithms.

Must not read files nor the clock: the caller gives everything.
"""

import dataclasses as dc
import datetime as dt

STRONG_DIGESTS = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512", "shake256"})
"""ETSI TS 119 312; SHA-1 and MD5 collide, SHA-224 is not for new signatures."""

STRONG_CURVES = frozenset(
    {"secp256r1", "secp384r1", "secp521r1", "brainpoolp256r1", "brainpoolp384r1", "brainpoolp512r1"}
)
"""Curves of at least 128 bits of strength that the cryptographic library can check."""


@dc.dataclass(frozen=True, slots=True)
class Policy:
    """The conditions of one judgement; equal conditions give an equal verdict.

    Attributes:
        at: aware time that is taken for now.
        anchors: DER certificates that are trusted by themselves.
        crls: DER revocation lists beside those in the file.
        ocsps: DER OCSP responses beside those in the file.
        certificates: DER certificates of issuers beside those in the file.
        expected_signers: names (common name or serial number of the subject) that must have signed.
        digests: names of allowed digests, asn1crypto's spelling.
        curves: names of allowed elliptic curves.
        rsa_bits: least length of an RSA key.
        tolerance: how far the clocks of authorities may differ.
    """

    at: dt.datetime
    anchors: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    expected_signers: tuple[str, ...] = ()
    digests: frozenset[str] = STRONG_DIGESTS
    curves: frozenset[str] = STRONG_CURVES
    rsa_bits: int = 2048
    tolerance: dt.timedelta = dt.timedelta(minutes=5)

    def __post_init__(self) -> None:
        """Refuse a time without zone: the same file must not change its verdict with the machine's zone."""
        if self.at.tzinfo is None:
            raise ValueError("the time of a judgement needs a zone")
