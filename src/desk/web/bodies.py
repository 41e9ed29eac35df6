"""The JSON bodies of writes; anything unknown in them is refused.

Must not check what only the archive knows.
"""

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    """Base of the bodies: strict about names, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid")


class SignInBody(Body):
    """Name and password of an account."""

    name: str = Field(max_length=64)
    password: str = Field(max_length=1000)


class VersionedBody(Body):
    """A write on a paper; `version` is that of the paper as it was shown."""

    version: int | None = None
    reason: str = Field("", max_length=2000)


class ConfirmationBody(VersionedBody):
    """What the officer says: what was presented, what is corrected, whose it is."""

    presented: str
    changes: dict[str, str] = Field(default_factory=dict, max_length=60)
    owners: list[str] = Field(default_factory=list, max_length=40, description="[KIND:]ID[:ROLE]")


class MarkBody(VersionedBody):
    """What is noted: returned, held, released or rejected."""

    mark: str


class RevocationBody(VersionedBody):
    """Why a paper is no longer good for reuse, and which one replaces it."""

    superseded_by: str = Field("", max_length=60)


class SigningBody(VersionedBody):
    """Who signs: officer, or the agency's seal."""

    role: str = "officer"


class AskingBody(Body):
    """Whose papers, for which procedure, asked by whom on what ground."""

    owner: str = Field(max_length=60, description="[KIND:]ID")
    procedure: str = Field(max_length=40)
    requester: str = Field("", max_length=60)
    ground: str = Field("", max_length=80, description="self, parent, spouse, authority:PAPER or official")


class TakeBody(AskingBody):
    """A paper to take over; `revision` is the SHA-256 that was shown."""

    paper: str = Field(max_length=60)
    dossier: str = Field(max_length=64)
    component: str = Field(max_length=64)
    revision: str = Field("", max_length=64)


class RefusalBody(Body):
    """An offered paper that is refused, and why."""

    paper: str = Field(max_length=60)
    owner: str = Field(max_length=60)
    procedure: str = Field(max_length=40)
    dossier: str = Field("", max_length=64)
    component: str = Field(max_length=64)
    reason: str = Field("", max_length=2000)


class AskBody(Body):
    """A component that the citizen is asked for all the same, and why."""

    owner: str = Field(max_length=60)
    procedure: str = Field(max_length=40)
    dossier: str = Field("", max_length=64)
    component: str = Field(max_length=64)
    reason: str = Field("", max_length=2000)
