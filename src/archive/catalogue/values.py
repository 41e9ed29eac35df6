"""What the catalogue says, as values: types, procedures, components, agencies and profiles on a day.

Must not know rows nor files. Every value carries the dates between which it holds (both inclusive)
and the source that says so, since law changes often.
"""

import dataclasses as dc
import datetime as dt
from enum import StrEnum
from functools import cache
from typing import Protocol

TOGETHER = "+"
"""Joins the types of papers that satisfy a component only together."""
SAME_OWNER = "owner"
"""In `ends_earlier`: the same owners, which every other word of it asks for too."""


class Dated(Protocol):
    """What holds from its first to its last day, both inclusive; without a last one it still does."""

    @property
    def valid_from(self) -> dt.date:
        """First day."""

    @property
    def valid_to(self) -> dt.date | None:
        """Last day."""


def holds_on(entry: Dated, day: dt.date) -> bool:
    """Return whether an entry holds on `day`."""
    return entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to)


class Tier(StrEnum):
    """Level of government that an agency belongs to or a procedure is decided at."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"


class ReuseClass(StrEnum):
    """How often and how long a digitised paper of a type may serve again."""

    LASTING = "lasting"
    UNTIL_DATE = "until_date"
    PURPOSE_ONLY = "purpose_only"
    ONCE = "once"
    NEVER = "never"


class Form(StrEnum):
    """What a procedure asks for: the original, or a copy compared with it."""

    ORIGINAL = "original"
    COPY = "copy"


class Whose(StrEnum):
    """Whose paper a component asks for, seen from the dossier's applicant."""

    OWNER = "owner"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"


class Proof(StrEnum):
    """What papers of a type prove about the people whom they name."""

    BIRTH = "birth"
    """Who is whose child (Law on Civil Status 2014, article 14)."""
    MARRIAGE = "marriage"
    """Who married whom (the same law, article 17)."""
    DIVORCE = "divorce"
    """Whose marriage ended by a court (Law on Marriage and Family 2014, article 57)."""
    DEATH = "death"
    """Who died, and by that is nobody's spouse any more (the same law, article 65)."""
    AUTHORITY = "authority"
    """Who may act for whom (Civil Code 2015, article 562)."""


class Within(StrEnum):
    """Where a paper must have been issued: in the unit of the agency that receives the dossier."""

    PROVINCE = "province"
    COMMUNE = "commune"


class Signers(StrEnum):
    """Who signs under a profile; `none` where such copies are verified and never made here."""

    OFFICER = "officer"
    SEAL = "seal"
    BOTH = "both"
    NONE = "none"


class Corner(StrEnum):
    """Where on page one the words stand; `signature` is beside the signature itself."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    SIGNATURE = "signature"
    NONE = "none"


@dc.dataclass(frozen=True, slots=True)
class DocumentType:
    """An entry of the document type catalogue.

    Attributes:
        slug: key inside this product.
        code: code of the province's own catalogue of results and papers.
        name: Vietnamese name.
        titles: title lines as printed, any case, with accents.
        symbols: fragments of the number and symbol, e.g. `/QĐ-`.
        words: further telling words.
        fields: names of the fields to look for (fields.py).
        reuse_class: how often and how long it may serve again.
        term_months: months that it is good for from its issue where law says so and it prints no date.
        keep_picture: whether its picture may be kept.
        picture_ground: the ground for keeping the picture of a sensitive paper.
        valid_from, valid_to: first and last day of this entry.
        source: law or decision.
        successor: slug of the type that such papers count as once this one has ended (it was renamed).
        ends_earlier: what a newer paper of the type must share with an older one to end it: `owner`, and
            names of fields; empty where none ends another.
        proves: what such a paper proves about the people on it, None where nothing.
    """

    slug: str
    code: str
    name: str
    titles: tuple[str, ...]
    symbols: tuple[str, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...]
    reuse_class: ReuseClass
    term_months: int | None
    keep_picture: bool
    picture_ground: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    successor: str | None = None
    ends_earlier: tuple[str, ...] = ()
    proves: Proof | None = None


@dc.dataclass(frozen=True, slots=True)
class Procedure:
    """An administrative procedure.

    Attributes:
        code: national code.
        name: Vietnamese name.
        field: field of law.
        decided_by: tier of the agency that decides.
        results: types of paper that it produces.
        valid_from, valid_to: first and last day.
        source: law or decision.
        linked_from: codes of the procedures whose results pass on to it before the citizen has them.
    """

    code: str
    name: str
    field: str
    decided_by: Tier
    results: tuple[str, ...]
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    linked_from: tuple[str, ...] = ()


@dc.dataclass(frozen=True, slots=True)
class Component:
    """One paper that a procedure asks for.

    Attributes:
        procedure: code of the procedure.
        code: code of the component, unique within the procedure.
        name: Vietnamese name as published.
        required: False where it is only asked in some cases.
        form: original or compared copy.
        accepts: what satisfies it, any of them: a slug, or several joined by `+` that are needed together.
        purpose: words of the purpose that a paper of class `purpose_only` must be issued for.
        from_database: the database that has it, so that nobody may be asked for it.
        group: components of one procedure with the same group are alternatives: one of them is enough.
        valid_from, valid_to: first and last day.
        source: law or decision.
        option: components of a group with the same option are one alternative together.
        copies: how many are handed in on paper.
        whose: whose paper it is; several where any will do.
        issued_within: months before the day of filing in which it must have been issued.
        issuer_levels: tiers of agencies of which one must have issued it; empty: any.
        issued_in: the unit of the receiving agency in which it must have been issued, None: anywhere.
    """

    procedure: str
    code: str
    name: str
    required: bool
    form: Form
    accepts: tuple[str, ...]
    purpose: str | None
    from_database: str | None
    group: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    option: str | None = None
    copies: int = 1
    whose: tuple[str, ...] = (Whose.OWNER.value,)
    issued_within: int | None = None
    issuer_levels: tuple[str, ...] = ()
    issued_in: str | None = None

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """What satisfies it: any of these, each the slugs of papers that are needed together."""
        return _ways(self.accepts)

    @property
    def types(self) -> frozenset[str]:
        """Slugs of all types that can have a part in satisfying it."""
        return _types(self.accepts)


# A check asks for every paper anew; a catalogue has few different ones.
@cache
def _ways(accepts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(way.split(TOGETHER)) for way in accepts)


@cache
def _types(accepts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(slug for way in _ways(accepts) for slug in way)


@dc.dataclass(frozen=True, slots=True)
class Agency:
    """An agency or administrative unit; `successors` took over from it the day after `valid_to`."""

    code: str
    name: str
    name_en: str | None
    parent: str | None
    level: Tier
    successors: tuple[str, ...]
    valid_from: dt.date
    valid_to: dt.date | None
    source: str


@dc.dataclass(frozen=True, slots=True)
class Profile:
    """A signing profile: how a kind of copy is signed and what is written on it.

    Attributes:
        slug: key.
        name: Vietnamese name.
        signers: who signs.
        words_vi: words on page one; `{person}`, `{agency}` and `{time}` are filled in.
        corner: where they stand.
        seal_picture: whether the seal's picture is shown.
        level: PAdES level that is asked for.
        right: the right that an account must hold, None where every officer may.
        valid_from, valid_to: first and last day.
        source: law or decision.
    """

    slug: str
    name: str
    signers: Signers
    words_vi: str
    corner: Corner
    seal_picture: bool
    level: str
    right: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
