"""The ports of this room: a key that signs, a timestamp authority, a source of revocation data.

Must not know any adapter. tests/fakes has a fake of each.
"""

import dataclasses as dc
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


@dc.dataclass(frozen=True, slots=True)
class RevocationData:
    """What authorities say of their certificates: DER revocation lists and OCSP responses."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def __add__(self, other: "RevocationData") -> "RevocationData":
        """Return both together, nothing twice."""
        return RevocationData(
            tuple(dict.fromkeys(self.crls + other.crls)), tuple(dict.fromkeys(self.ocsps + other.ocsps))
        )


class RevocationSource(Protocol):
    """Revocation lists and OCSP answers for a chain."""

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        """Return current data that covers each certificate of `chain` (DER, leaf first) except the anchor.

        Raises:
            RevocationUnavailable: one of them cannot be had.
        """
        ...
