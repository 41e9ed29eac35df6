"""What others are asked, and what they say they have; never a candidate of the own archive.

Must not be turned into a `Candidate`: only a file that was fetched, judged and confirmed becomes a paper.
"""

import dataclasses as dc
import hashlib
from collections.abc import Mapping
from enum import StrEnum

_KEY_DIGITS = 20


class State(StrEnum):
    """How asking one source ended."""

    ANSWERED = "answered"
    UNSIGNED = "unsigned"
    LATE = "late"
    DOWN = "down"
    WRONG = "wrong"
    REFUSED = "refused"
    RESTING = "resting"


class Proof(StrEnum):
    """How far it is proved that the source says so; the file itself is judged when it was fetched."""

    SIGNED = "signed"
    UNVERIFIED = "unverified"


@dc.dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for elsewhere.

    Attributes:
        owner: number of whose papers.
        requester: number of who asks.
        procedure: code of the procedure that needs them.
        types: slug of each type that would serve, by its code in the catalogue.
    """

    owner: str
    requester: str
    procedure: str
    types: Mapping[str, str]


@dc.dataclass(frozen=True, slots=True)
class Elsewhere:
    """A paper that a source says it has for the owner who was asked about.

    Attributes:
        source: name of the source.
        type: slug.
        title: as the source names the paper.
        number: number and symbol.
        agency: who keeps it, as the source writes it; part of its address.
        file: name of the file.
        place: address of the file at the source, empty where it has none; never shown.
        proof: whether the source stands by what it says.
    """

    source: str
    type: str
    title: str
    number: str
    agency: str
    file: str
    place: str = dc.field(repr=False)
    proof: Proof

    @property
    def key(self) -> str:
        """A name for `fetch` that holds nothing of what strangers chose."""
        parts = (self.source, self.type, self.agency, self.place)
        hashed = hashlib.sha256(b"".join(hashlib.sha256(part.encode()).digest() for part in parts))
        return hashed.hexdigest()[:_KEY_DIGITS]

    @property
    def fetchable(self) -> bool:
        """Whether its file may be fetched: the source stands by it, and there is one."""
        return self.proof is Proof.SIGNED and bool(self.place)


@dc.dataclass(frozen=True, slots=True)
class Reply:
    """What a source answered: its papers, and why its word cannot be verified (empty where it can)."""

    found: tuple[Elsewhere, ...] = ()
    doubt: str = ""


@dc.dataclass(frozen=True, slots=True)
class Told:
    """How asking one source ended, and what it said it has."""

    source: str
    state: State
    why: str = ""
    found: tuple[Elsewhere, ...] = ()
