"""The ports of this room: a key that signs, a timestamp authority, a source of revocation data.

Must not know any adapter. tests/fakes has a fake of each.
"""

import datetime as dt
from typing import Protocol


class Signer(Protocol):
    """A private key that never leaves its place, and its certificate."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        ...

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates up to the anchor, DER, nearest first."""
        ...

    @property
    def mechanism(self) -> str:
        """`ecdsa` or `rsassa_pss`."""
        ...

    def sign(self, data: bytes, digest: str) -> bytes:
        """Sign `data` after hashing it with `digest` (`sha256`, `sha384`, `sha512`).

        Raises:
            KeyUnavailable: the token is gone, locked or busy.
        """
        ...


class TimestampAuthority(Protocol):
    """RFC 3161."""

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the DER TimeStampToken over `imprint`.

        Raises:
            TimestampUnavailable: it does not answer, or with something else than was asked.
        """
        ...


class RevocationSource(Protocol):
    """CRLs and OCSP answers for a chain."""

    def crls(self, chain: tuple[bytes, ...], at: dt.datetime) -> tuple[bytes, ...]:
        """Return current DER CRLs that cover each certificate of `chain` except the anchor.

        Raises:
            RevocationUnavailable: one of them cannot be had.
        """
        ...
