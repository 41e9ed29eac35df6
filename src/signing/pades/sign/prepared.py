"""A signature before it is made: everything is fixed except what the key makes of it.

Must not know pyHanko, nor hold the bytes that it was prepared for: those lie in the store under their hash.
"""

import dataclasses as dc
import datetime as dt

from archive.values.ids import Sha256
from archive.values.verdict import Level
from signing.ports import Signer


@dc.dataclass(frozen=True, slots=True)
class Credential:
    """Whose key will sign, without the key.

    Attributes:
        certificate: of the signer, DER.
        chain: the issuers' certificates, DER, nearest first.
        mechanism: `ecdsa` or `rsassa_pss`.
    """

    certificate: bytes = dc.field(repr=False)
    chain: tuple[bytes, ...] = dc.field(repr=False)
    mechanism: str

    @classmethod
    def of(cls, signer: Signer) -> "Credential":
        """Return what is public of a key at hand."""
        return cls(signer.certificate, signer.chain, signer.mechanism)


@dc.dataclass(frozen=True, slots=True)
class Prepared:
    """A signature that waits for its key.

    Attributes:
        parent: hash of the bytes that it was prepared for.
        tail: what is appended to them, with an empty hole for the signature.
        hole: first byte and end of the hole with its brackets, counted from the file's beginning.
        attributes: DER of the signed attributes: what the key signs after hashing it with `digest`.
        digest: `sha256`, `sha384` or `sha512`.
        credential: whose key it waits for.
        claimed_at: aware time of signing as the file claims it.
        level: that the file shall reach by this signature.
        stamped: whether there is room for a timestamp; without it none is asked for.
    """

    parent: Sha256
    tail: bytes = dc.field(repr=False)
    hole: tuple[int, int]
    attributes: bytes = dc.field(repr=False)
    digest: str
    credential: Credential
    claimed_at: dt.datetime
    level: Level
    stamped: bool

    @property
    def room(self) -> int:
        """Most bytes that the signature's container may take; they are written as pairs of digits."""
        return (self.hole[1] - self.hole[0] - 2) // 2
