"""What a signing session is opened for, and what it gives.

Must not know rows.
"""

import dataclasses as dc
import datetime as dt
import hashlib
import secrets
import uuid
from enum import StrEnum

from archive.errors import SohoaError
from signing.pades.sign.prepared import Prepared

MOST_PAPERS = 200
"""Papers of one act: a desk's whole day, and under a minute of preparing."""
_TOKEN_BYTES = 32


class Role(StrEnum):
    """Who signs."""

    OFFICER = "officer"
    SEAL = "seal"


class Way(StrEnum):
    """What goes out and comes back."""

    HASH = "hash"
    FILE = "file"


class State(StrEnum):
    """How far one paper of a session is."""

    OPEN = "open"
    HANDED = "handed"
    DONE = "done"


@dc.dataclass(frozen=True, slots=True)
class Asked:
    """What a session is opened for.

    Attributes:
        role: the officer's signature, or the agency's seal.
        way: hashes, or whole files.
        certificates: of the signer with its issuers, PEM or DER; for hashes only.
    """

    role: Role = Role.OFFICER
    way: Way = Way.HASH
    certificates: bytes = dc.field(default=b"", repr=False)


@dc.dataclass(frozen=True, slots=True)
class Opening:
    """One paper of a session as it is given out.

    Attributes:
        paper_id, code: the paper.
        prepared: what its key shall sign; None for a whole file.
        link: last part of the one-time link to the file; empty for a hash.
    """

    paper_id: uuid.UUID
    code: str
    prepared: Prepared | None = None
    link: str = dc.field(default="", repr=False)


@dc.dataclass(frozen=True, slots=True)
class Opened:
    """A session, told once: neither token nor links can be had again."""

    id: uuid.UUID
    token: str = dc.field(repr=False)
    way: Way
    expires_at: dt.datetime
    items: tuple[Opening, ...]
    refused: tuple[tuple[str, SohoaError], ...]


@dc.dataclass(frozen=True, slots=True)
class Taken:
    """How the signature of one paper was received."""

    key: str
    paper_id: uuid.UUID | None = None
    error: SohoaError | None = None


def new_token() -> str:
    """Return a secret that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
