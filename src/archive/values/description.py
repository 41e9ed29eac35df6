"""What a paper is: its type, its fields and the parties named on it, each with its evidence.

Pure values; must not know rules nor tables.
"""

import dataclasses as dc
from enum import StrEnum

from archive.values.reading import Box

OTHER_TYPE = "khac"
"""Slug of the type that is given where none fits."""


class Source(StrEnum):
    """Who says so."""

    READ = "read"
    OFFICER = "officer"
    QR = "qr"


class Presented(StrEnum):
    """What was shown at the desk (Circular 01/2023/TT-VPCP, chapter II)."""

    ORIGINAL = "original"
    REGISTER_COPY = "register_copy"
    E_CERTIFIED = "e_certified"
    COMPARED_COPY = "compared_copy"
    NOT_COMPARED = "not_compared"


class PaperKind(StrEnum):
    """A component handed in, or the result of a procedure."""

    COMPONENT = "component"
    RESULT = "result"


class Role(StrEnum):
    """The part that a person or organisation plays on a paper."""

    APPLICANT = "applicant"
    OWNER = "owner"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    RIGHT_HOLDER = "right-holder"
    GIVER = "giver"
    TAKER = "taker"
    NAMED = "named"
    """Named for another reason (who registered a birth, a representative): the paper is not theirs by it."""


class OwnerKind(StrEnum):
    """Kind of an identifier: KIND:NUMBER on the command line."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    HOUSEHOLD = "household"
    FOREIGNER = "foreigner"


@dc.dataclass(frozen=True, slots=True)
class OwnerId:
    """An identifier of a person or organisation, e.g. `citizen:033184582405`."""

    kind: OwnerKind
    number: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


@dc.dataclass(frozen=True, slots=True)
class Field:
    """One value found on a paper.

    Attributes:
        name: of FIELDS (number, issued_on, owner_id, …).
        value: normalised (ISO dates, `no-expiry`, digits, NFC).
        raw: the words as they were read.
        confidence: 0 to 1.
        page: page of the paper's file (1-based) it stands on, None when not from a page.
        box: its place on that page.
        source: read, officer or qr.
        rule: name of the rule that found it.
    """

    name: str
    value: str
    raw: str
    confidence: float
    page: int | None = None
    box: Box | None = None
    source: Source = Source.READ
    rule: str = ""


@dc.dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation named on the paper.

    Attributes:
        role: their part.
        name: as printed.
        owner: their identifier, None where none is printed.
        source: read, officer or qr.
        printed: the words that the part is printed in (`Bên A`, `Chủ hộ`), empty where none are; however it
            is worded, the party is the same.
    """

    role: Role
    name: str
    owner: OwnerId | None
    source: Source = Source.READ
    printed: str = dc.field(default="", compare=False)


@dc.dataclass(frozen=True, slots=True)
class Description:
    """One legal paper found in a file.

    Attributes:
        pages: 1-based pages of the file, without blanks and separators.
        type: slug of the document type, `khac` where none fits.
        type_confidence: 0 to 1.
        why: the words that decided and their place, for the officer.
        fields: by name.
        parties: all persons and organisations named, the first owner first.
    """

    pages: tuple[int, ...]
    type: str
    type_confidence: float
    why: str
    fields: dict[str, Field]
    parties: tuple[Party, ...] = ()


@dc.dataclass(frozen=True, slots=True)
class Batch:
    """A file divided into papers; every page is in exactly one of the three lists."""

    papers: tuple[Description, ...]
    blanks: tuple[int, ...] = ()
    separators: tuple[int, ...] = ()
