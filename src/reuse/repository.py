"""Finds candidates by identifiers, in one statement; writes takes and what was asked all the same.

Must not match by name, nor judge: rules do.
"""

import dataclasses as dc
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.values import Profile
from archive.clock import VIETNAM
from archive.database.rows import read_rows
from archive.dossiers.models import Dossier
from archive.owners.models import Identifier, PaperParty
from archive.owners.repository import OWNING_ROLES
from archive.papers.models import Paper
from archive.search.models import PaperIndex
from archive.values.description import OwnerId, OwnerKind
from archive.values.states import Stage
from reuse.models import AskedInstead, Take
from reuse.values import Candidate

_MOST = 500


def candidates(
    session: Session,
    owners: Mapping[OwnerId, Collection[str]],
    types: Collection[str] | None,
    *,
    only: uuid.UUID | None = None,
) -> list[Candidate]:
    """Return the papers that show one of these identifiers in an owning role, newest first.

    A paper that shows those of several people is a candidate once for each.

    Args:
        session: open session.
        owners: identifiers to look for, with whose each is (`catalogue.values.Whose`).
        types: slugs, None for any.
        only: this paper and no other.
    """
    query = _CANDIDATES if types is None else _CANDIDATES_OF_TYPES
    if only is not None:
        query = query.where(Paper.id == only)
    profiles = catalogue.profiles_ever(session)
    pairs = [(owner.number, owner.kind.value) for owner in owners]
    asked = {"pairs": pairs, "numbers": [owner.number for owner in owners], "types": sorted(types or ())}
    found: dict[tuple[uuid.UUID, str], Candidate] = {}
    for row in read_rows(session, query, asked):
        named = {"number_ended": _ended(row), "owner_name": row.party_name}
        one = _candidate(row, profiles, confirmed=bool(row.confirmed), **named)
        for whose in owners[OwnerId(OwnerKind(row.party_kind), row.party_number)]:
            before = found.get((row.id, whose))
            if before is None or _sureness(one) > _sureness(before):
                found[row.id, whose] = one if whose == one.whose else dc.replace(one, whose=whose)
    return list(found.values())


def one(session: Session, paper_id: uuid.UUID, owners: Mapping[OwnerId, Collection[str]]) -> list[Candidate]:
    """Return that paper as a candidate, once for each of these people whom it shows."""
    return candidates(session, owners, None, only=paper_id)


def lock(session: Session, paper_id: uuid.UUID) -> None:
    """Let nobody else take or change the paper until this act ends, and see it as it is now."""
    query = sa.select(Paper).where(Paper.id == paper_id).with_for_update()
    # The row must be fetched: until then what this session read before stays as it was.
    session.scalar(query.execution_options(populate_existing=True))


def judged(session: Session, paper_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Candidate]:
    """Return papers as candidates whoever they belong to (`find` tells why each may not serve)."""
    rows = read_rows(session, _PAPERS.where(Paper.id.in_(paper_ids)))
    profiles = catalogue.profiles_ever(session)
    return {row.id: _candidate(row, profiles, confirmed=row.owner_confirmed) for row in rows}


def _sureness(paper: Candidate) -> tuple[bool, bool]:
    """Of several numbers of one person on a paper, the confirmed one counts, then the one of that day."""
    return paper.owner_confirmed, not paper.number_ended


def _ended(paper: sa.Row[*tuple[Any, ...]]) -> bool:
    """Return whether the number on the paper had ended when it was issued, or at least when it came in."""
    day = paper.issued_on or paper.received_at.astimezone(VIETNAM).date()
    return paper.number_until is not None and day > paper.number_until


def _asked(paper: sa.Row[*tuple[Any, ...]], profiles: Sequence[Profile]) -> str | None:
    """Return the level that the paper's profile asked for when the paper was compared."""
    day = (paper.compared_at or paper.received_at).astimezone(VIETNAM).date()
    before = [one for one in profiles if one.slug == paper.profile and one.valid_from <= day]
    return before[-1].level if before else None


def _candidate(
    paper: sa.Row[*tuple[Any, ...]],
    profiles: Sequence[Profile],
    *,
    confirmed: bool,
    number_ended: bool = False,
    owner_name: str = "",
) -> Candidate:
    return Candidate(
        id=paper.id,
        code=paper.code,
        type=paper.type,
        title=paper.title,
        number=paper.number,
        stage=paper.stage,
        standing=paper.standing,
        held=paper.held,
        presented=paper.presented,
        owner_confirmed=confirmed and paper.owner_confirmed,
        came_signed=paper.came_signed,
        verdict=paper.verdict,
        level=paper.level,
        level_asked=_asked(paper, profiles),
        issuer=paper.issuer,
        issued_on=paper.issued_on,
        valid_until=paper.valid_until,
        no_expiry=paper.no_expiry,
        received_at=paper.received_at,
        dossier=paper.dossier_number,
        procedure=paper.procedure_code,
        used_by=frozenset(paper.users.split("\n")) if paper.users else frozenset(),
        words=paper.words or "",
        number_ended=number_ended,
        owner_name=owner_name,
        description_n=paper.description_n,
    )


def _papers() -> sa.Select[*tuple[Any, ...]]:
    """Return the statement of everything that rules ask of a paper."""
    users = (
        sa.select(sa.func.aggregate_strings(Take.dossier_number, "\n"))
        .where(Take.paper_id == Paper.id)
        .scalar_subquery()
    )
    return (
        sa.select(
            Paper.id, Paper.code, Paper.type, Paper.title, Paper.number, Paper.stage, Paper.standing,
            Paper.held, Paper.presented, Paper.owner_confirmed, Paper.came_signed, Paper.verdict, Paper.level,
            Paper.profile, Paper.compared_at, Paper.issuer, Paper.issued_on, Paper.valid_until,
            Paper.no_expiry, Paper.received_at, Paper.description_n, Paper.dossier_number,
            Dossier.procedure_code, PaperIndex.words, users.label("users"),
        )
        .join(Dossier, Dossier.number == Paper.dossier_number)
        .outerjoin(PaperIndex, PaperIndex.paper_id == Paper.id)
        .order_by(Paper.issued_on.desc().nulls_last(), Paper.received_at.desc(), Paper.id)
    )  # fmt: skip


def _candidates() -> sa.Select[*tuple[Any, ...]]:
    """Return the statement of the papers that show one of some identifiers in an owning role."""
    mine = (
        sa.select(
            PaperParty.paper_id,
            PaperParty.kind,
            PaperParty.number,
            sa.func.count(PaperParty.confirmed_by).label("confirmed"),
            sa.func.max(PaperParty.name).label("name"),
            sa.func.max(Identifier.valid_to).label("until"),
        )
        .outerjoin(
            Identifier,
            sa.and_(Identifier.kind == PaperParty.kind, Identifier.number == PaperParty.number),
        )
        .where(
            # Also without their kinds: for pairs alone SQLite reads every party there is.
            PaperParty.number.in_(sa.bindparam("numbers", expanding=True)),
            sa.tuple_(PaperParty.number, PaperParty.kind).in_(sa.bindparam("pairs", expanding=True)),
            PaperParty.role.in_([role.value for role in OWNING_ROLES]),
        )
        .group_by(PaperParty.paper_id, PaperParty.kind, PaperParty.number)
        .subquery()
    )
    return (
        _papers()
        .join(mine, mine.c.paper_id == Paper.id)
        .add_columns(
            mine.c.kind.label("party_kind"),
            mine.c.number.label("party_number"),
            mine.c.name.label("party_name"),
            mine.c.confirmed,
            mine.c.until.label("number_until"),
        )
        .where(Paper.stage != Stage.REJECTED.value)
        .limit(_MOST)
    )


# Built once: building takes longer than many a database takes to answer.
_PAPERS, _CANDIDATES = _papers(), _candidates()
_CANDIDATES_OF_TYPES = _CANDIDATES.where(Paper.type.in_(sa.bindparam("types", expanding=True)))


def take_of(session: Session, dossier: str, component: str, paper_id: uuid.UUID) -> Take | None:
    """Return the take of that paper for that component of that dossier, None where there is none."""
    return session.scalar(
        sa.select(Take).where(
            Take.dossier_number == dossier, Take.component == component, Take.paper_id == paper_id
        )
    )


def takes_of_paper(session: Session, paper_id: uuid.UUID) -> Sequence[Take]:
    """Return where a paper was reused, oldest first."""
    return session.scalars(
        sa.select(Take).where(Take.paper_id == paper_id).order_by(Take.taken_at, Take.id)
    ).all()


def asked_of_paper(session: Session, paper_id: uuid.UUID) -> Sequence[AskedInstead]:
    """Return when a paper was refused."""
    return session.scalars(
        sa.select(AskedInstead).where(AskedInstead.paper_id == paper_id).order_by(AskedInstead.at)
    ).all()
