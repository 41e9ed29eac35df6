"""The JSON bodies of writes; anything unknown in them is refused.

Must not check what only the archive knows.
"""

import dataclasses as dc
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field

from desk.counter.request import CounterRequest
from desk.web.choice import legible

Text = Annotated[str, AfterValidator(legible)]
Shown = Annotated[
    Text,
    Field(
        max_length=96,  # a SHA-256 and two small numbers
        validation_alias=AliasChoices("shown", "revision"),
        description="`shown` of a check or preview, or its SHA-256 alone: refused if it changed since",
    ),
]


class Body(BaseModel):
    """Base of the bodies: strict about names, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid")


class SignInBody(Body):
    """Name and password of an account."""

    name: Text = Field(max_length=64)
    password: Text = Field(max_length=1000)


class VersionedBody(Body):
    """A write on a paper; `version` is that of the paper as it was shown."""

    version: int | None = None
    reason: Text = Field("", max_length=2000)


class ConfirmationBody(VersionedBody):
    """What the officer says: what was presented, what is corrected, whose it is."""

    presented: Text
    changes: dict[Text, Text] = Field(default_factory=dict, max_length=60)
    owners: list[Text] = Field(default_factory=list, max_length=40, description="[KIND:]ID[:ROLE]")
    profile: Text = Field("", max_length=40, description="slug of the signing profile; empty: the usual one")
    rest_of_batch: list[Text] = Field(
        default_factory=list, max_length=60,
        description="names in `changes` to put right, too, on the papers of its file with the same value",
    )  # fmt: skip


class MarkBody(VersionedBody):
    """What is noted: returned, held, released or rejected."""

    mark: Text


class RevocationBody(VersionedBody):
    """Why a paper is no longer good for reuse, and which one replaces it."""

    superseded_by: Text = Field("", max_length=60)
    authority: Text = Field("", max_length=300, description="who decided; empty: the officer's agency")
    decision: Text = Field("", max_length=120, description="number of the decision")
    decision_paper: Text = Field("", max_length=60, description="the decision, where it is kept here")
    since: Text = Field("", max_length=10, description="day from which it holds; empty: today")


class ReplacementBody(VersionedBody):
    """Why a copy is incomplete, and which copy of the same paper goes on in its place."""

    by: Text = Field(max_length=60)


class CorrectionNoticeBody(VersionedBody):
    """A notice that corrects a kept paper: one kept here, or agency, number, day; `reason` is its words."""

    notice: Text = Field("", max_length=60)
    agency: Text = Field("", max_length=300)
    number: Text = Field("", max_length=120)
    issued_on: Text = Field("", max_length=10)


class AcknowledgementBody(Body):
    """Of which dossier a notice was seen."""

    dossier: Text = Field(max_length=64)


class SplitBody(VersionedBody):
    """A division of the paper's file: page numbers of the file, every page of each touched paper."""

    papers: list[list[int]] = Field(max_length=2000, description="pages of each paper, in order")
    blanks: list[int] = Field(default_factory=list, max_length=2000, description="pages with nothing on them")
    separators: list[int] = Field(default_factory=list, max_length=2000, description="separator sheets")


class ReadingBody(VersionedBody):
    """By what the paper is read again; what is left out is the usual one."""

    engine: Text = Field("", max_length=20, description="lines, tesserocr or pytesseract")
    model: Text = Field("", max_length=60, description="language, or several joined by +, as vie+eng")


class SigningBody(VersionedBody):
    """Who signs: officer, or the agency's seal."""

    role: Text = "officer"


class SessionBody(Body):
    """Which papers an officer signs on their own machine, and how."""

    papers: list[Text] = Field(max_length=200, description="short codes or UUIDs")
    role: Text = Field("officer", description="officer, or seal for the agency's")
    way: Text = Field("hash", description="hash, or file for one-time links to whole files")
    certificate: Text = Field(
        "", max_length=40_000, description="PEM of the signer and its issuers; for hash"
    )


class SignatureBody(Body):
    """What the key made for one paper."""

    paper: Text = Field(max_length=60)
    signature: Text = Field(max_length=8_000, description="base64")


class SignaturesBody(Body):
    """The signatures of a session, with the token that was given out with it."""

    token: Text = Field(max_length=100)
    signatures: list[SignatureBody] = Field(max_length=200)


class JoinBody(Body):
    """Today's number of a person, a former one, its last day, and what showed it."""

    owner: Text = Field(max_length=60, description="[KIND:]ID")
    old: Text = Field(max_length=60, description="[KIND:]ID")
    until: Text = Field("", max_length=10, description="2024-12-31; empty where unknown")
    reason: Text = Field(max_length=500)


class PartBody(Body):
    """Two numbers that were joined wrongly, and how that was seen."""

    owner: Text = Field(max_length=60, description="[KIND:]ID")
    old: Text = Field(max_length=60, description="[KIND:]ID")
    reason: Text = Field(max_length=500)


class AskingBody(Body):
    """Whose papers, for which procedure, asked by whom on what ground."""

    owner: Text = Field(max_length=60, description="[KIND:]ID")
    procedure: Text = Field(max_length=40)
    requester: Text = Field("", max_length=60)
    ground: Text = Field("", max_length=80, description="self, parent, spouse, authority:PAPER or official")

    def request(self) -> CounterRequest:
        """Return what is asked; what this body does not have is empty.

        Raises:
            BadValue: the owner is no identifier.
        """
        names = {field.name for field in dc.fields(CounterRequest)}
        return CounterRequest.of(**self.model_dump(include=names))


class CounterBody(AskingBody):
    """Somebody asks at a counter; an officer who helps says how they checked the requester's identity."""

    identity: Text = Field("", max_length=20, description="vneid, chip-card, id-original or known-account")


class CheckBody(CounterBody):
    """The dossier tells on which day papers must have been valid; empty before there is one."""

    dossier: Text = Field("", max_length=64)


class PreviewBody(CounterBody):
    """An offered paper to look at before it is taken."""

    paper: Text = Field(max_length=60)
    dossier: Text = Field("", max_length=64)
    component: Text = Field(max_length=64)
    shown: Shown = ""


class TakeBody(CounterBody):
    """A paper to take over."""

    paper: Text = Field(max_length=60)
    dossier: Text = Field(max_length=64)
    component: Text = Field(max_length=64)
    shown: Shown = ""


class FetchBody(AskingBody):
    """A paper that a store of others has; `key` is as the check gave it."""

    key: Text = Field(max_length=40)
    dossier: Text = Field(max_length=64)
    component: Text = Field(max_length=64)


class RefusalBody(CounterBody):
    """An offered paper that is refused, and why."""

    paper: Text = Field(max_length=60)
    dossier: Text = Field("", max_length=64)
    component: Text = Field(max_length=64)
    reason: Text = Field("", max_length=2000)


class AskBody(CounterBody):
    """A component that the citizen is asked for all the same, and why."""

    dossier: Text = Field("", max_length=64)
    component: Text = Field(max_length=64)
    reason: Text = Field("", max_length=2000)
