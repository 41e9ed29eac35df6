"""Reads the catalogue as it holds on a day.

Must not know files. The catalogue is published law and organisation, so every account may read it
and no actor is asked for.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue.codes import agency_code, procedure_code
from archive.catalogue.memory import remembered
from archive.catalogue.models import (
    AgencyRow,
    AgencySuccessorRow,
    ComponentRow,
    Dated,
    DocumentTypeRow,
    ProcedureRow,
    SigningProfileRow,
)
from archive.catalogue.sheets import AGENCIES, COMPONENTS, PROCEDURES, PROFILES, TYPES, Entry
from archive.catalogue.stored import read_entries
from archive.catalogue.succession import Link, predecessors_of, successors_on
from archive.catalogue.values import (
    Agency,
    Component,
    Corner,
    DocumentType,
    Form,
    Procedure,
    Profile,
    Proof,
    ReuseClass,
    Signers,
    Tier,
    holds_on,
)


def types_on(session: Session, date: dt.date) -> list[DocumentType]:
    """Return the document types that hold on `date`, by slug."""
    entries = read_entries(session, TYPES, _holds(DocumentTypeRow, date))
    return [_document_type(entry) for entry in entries]


def types_ever(session: Session) -> tuple[DocumentType, ...]:
    """Return every entry of every document type, by slug and first day."""
    return remembered(
        session, "types", lambda: tuple(_document_type(entry) for entry in read_entries(session, TYPES))
    )


def types_proving(session: Session, date: dt.date) -> dict[Proof, frozenset[str]]:
    """Return the slugs of the types whose papers prove something on `date`, by what they prove.

    A birth or marriage is proved by what papers count as on that day. An end that any entry ever spoke
    of stays one: a marriage does not begin again when a type ends, or goes on under another name.
    """
    found: dict[Proof, set[str]] = {proof: set() for proof in Proof}
    for slug, kind in types_by_any_name(session, date).items():
        if kind.proves is not None:
            found[kind.proves].add(slug)
    for kind in types_ever(session):
        if kind.proves in (Proof.DIVORCE, Proof.DEATH):
            found[kind.proves].add(kind.slug)
    return {proof: frozenset(slugs) for proof, slugs in found.items()}


def types_by_any_name(session: Session, date: dt.date) -> dict[str, DocumentType]:
    """Return the types that hold on `date` by their slug, and by that of each type that they go on from."""
    ever = types_ever(session)
    onward = {kind.slug: kind.successor for kind in ever}
    holding = {kind.slug: kind for kind in ever if holds_on(kind, date)}
    found = {slug: _followed(slug, holding, onward) for slug in onward}
    return {slug: kind for slug, kind in found.items() if kind is not None}


def _followed(
    slug: str, holding: dict[str, DocumentType], onward: dict[str, str | None]
) -> DocumentType | None:
    """Return the type as which papers of `slug` count; the catalogue has no circles."""
    now: str | None = slug
    while now is not None and now not in holding:
        now = onward.get(now)
    return holding[now] if now is not None else None


def document_type(session: Session, slug: str, date: dt.date) -> DocumentType | None:
    """Return the type `slug` as it holds on `date`, None where there is none."""
    entries = read_entries(session, TYPES, DocumentTypeRow.slug == slug, _holds(DocumentTypeRow, date))
    return _document_type(entries[0]) if entries else None


def procedures_on(session: Session, date: dt.date) -> list[Procedure]:
    """Return the procedures that hold on `date`, by code."""
    return [_procedure(entry) for entry in read_entries(session, PROCEDURES, _holds(ProcedureRow, date))]


def procedure(session: Session, code: str, date: dt.date) -> Procedure | None:
    """Return a procedure as it holds on `date`.

    Args:
        session: open session.
        code: `1.001193`, or in the longer form of older systems, `1.001193.000.00.00.H31`.
        date: date in Vietnam.

    Returns:
        The procedure, or None where there is none on that day.
    """
    same = procedure_code(code)
    ever = remembered(
        session,
        ("procedure", same),
        lambda: tuple(map(_procedure, read_entries(session, PROCEDURES, ProcedureRow.code == same))),
    )
    return next((one for one in ever if holds_on(one, date)), None)


def components(session: Session, code: str, date: dt.date) -> list[Component]:
    """Return what the procedure `code` asks for on `date`, by component code; empty where it is unknown."""
    same = procedure_code(code)
    ever = remembered(
        session,
        ("components", same),
        lambda: tuple(map(_component, read_entries(session, COMPONENTS, ComponentRow.procedure == same))),
    )
    return [one for one in ever if holds_on(one, date)]


def agency(session: Session, code: str, date: dt.date | None = None) -> Agency | None:
    """Return an agency, also a dissolved one.

    Args:
        session: open session.
        code: `H99.12`, or in the older form, `000.00.12.H99`.
        date: as it was on that day; None for its latest row.

    Returns:
        The agency, or None where the code is unknown (on that day).
    """
    where = [AgencyRow.code == agency_code(code)]
    if date is not None:
        where.append(_holds(AgencyRow, date))
    entries = read_entries(session, AGENCIES, *where)
    return Agency(**_facts(entries[-1], level=Tier)) if entries else None


def agencies_on(session: Session, date: dt.date) -> list[Agency]:
    """Return the agencies that exist on `date`, by code."""
    entries = read_entries(session, AGENCIES, _holds(AgencyRow, date))
    return [Agency(**_facts(entry, level=Tier)) for entry in entries]


def agencies_ever(session: Session) -> list[Agency]:
    """Return every entry of every agency, also of the dissolved ones, by code and first day."""
    return [Agency(**_facts(entry, level=Tier)) for entry in read_entries(session, AGENCIES)]


def agencies_and_links(session: Session) -> tuple[tuple[Agency, ...], tuple[Link, ...]]:
    """Return every agency that there ever was, and who took over from whom."""
    return tuple(agencies_ever(session)), tuple(_links(session))


def agency_names(session: Session) -> dict[str, str]:
    """Return the latest name of every agency that there ever was, by code."""
    query = sa.select(AgencyRow.code, AgencyRow.name).order_by(AgencyRow.valid_from)
    return {code: name for code, name in session.execute(query)}


def successors(session: Session, code: str, date: dt.date) -> frozenset[str]:
    """Return the agencies that stand for `code` on `date`: itself while it exists.

    A dissolved agency may have several successors, and these may have been dissolved in their turn.

    Returns:
        Codes of agencies that exist on `date`; empty where `code` is unknown or nobody took over.
    """
    query = sa.select(AgencyRow.code).where(_holds(AgencyRow, date))
    alive = frozenset(session.scalars(query))
    return successors_on(agency_code(code), date, alive=alive, links=_links(session))


def predecessors(session: Session, code: str) -> frozenset[str]:
    """Return every agency whose papers `code` keeps today: itself and all that it took over from."""
    return predecessors_of(agency_code(code), _links(session))


def profile(session: Session, slug: str, date: dt.date) -> Profile | None:
    """Return the signing profile `slug` as it holds on `date`, None where there is none."""
    same = SigningProfileRow.slug == slug
    entries = read_entries(session, PROFILES, same, _holds(SigningProfileRow, date))
    return _profile(entries[0]) if entries else None


def profiles_on(session: Session, date: dt.date) -> list[Profile]:
    """Return the signing profiles that hold on `date`, by slug."""
    return [_profile(entry) for entry in read_entries(session, PROFILES, _holds(SigningProfileRow, date))]


def profiles_ever(session: Session) -> tuple[Profile, ...]:
    """Return every entry of every signing profile, by slug and first day."""
    return remembered(
        session, "profiles", lambda: tuple(_profile(entry) for entry in read_entries(session, PROFILES))
    )


def profile_rights(session: Session) -> frozenset[str]:
    """Return the rights that signing profiles ask for, of any day."""
    asked = sa.select(SigningProfileRow.right).where(SigningProfileRow.right.is_not(None)).distinct()
    return frozenset(right for right in session.scalars(asked) if right)


def _holds(row: type[Dated], date: dt.date) -> sa.ColumnElement[bool]:
    return sa.and_(row.valid_from <= date, sa.or_(row.valid_to.is_(None), row.valid_to >= date))


def _links(session: Session) -> list[Link]:
    rows = session.scalars(sa.select(AgencySuccessorRow))
    return [Link(row.agency, row.successor, row.since) for row in rows]


def _facts(entry: Entry, **words: type[StrEnum]) -> dict[str, Any]:
    """Return the entry's cells as keyword arguments of its value, with words as members of enums."""
    return {**entry.values, **{name: kind(str(entry.values[name])) for name, kind in words.items()}}


def _document_type(entry: Entry) -> DocumentType:
    proves = entry.values["proves"]
    return DocumentType(
        **_facts(entry, reuse_class=ReuseClass) | {"proves": Proof(str(proves)) if proves else None}
    )


def _procedure(entry: Entry) -> Procedure:
    return Procedure(**_facts(entry, decided_by=Tier))


def _component(entry: Entry) -> Component:
    return Component(**_facts(entry, form=Form))


def _profile(entry: Entry) -> Profile:
    return Profile(**_facts(entry, signers=Signers, corner=Corner))
