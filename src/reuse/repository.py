"""Finds candidates by identifiers, in one statement; writes takes and what was asked all the same.

Must not match by name, nor judge: rules do.
"""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue.models import SigningProfileRow
from archive.owners.models import PaperParty
from archive.owners.repository import OWNING_ROLES
from archive.papers.models import Paper
from archive.search.models import PaperIndex
from archive.values.description import OwnerId
from archive.values.states import Stage
from reuse.models import AskedInstead, Take
from reuse.values import Candidate

_MOST = 500


def candidates(session: Session, owners: Sequence[OwnerId], types: Collection[str] | None) -> list[Candidate]:
    """Return the papers that show one of these identifiers in an owning role, newest first.

    Args:
        session: open session.
        owners: all identifiers of one person or organisation.
        types: slugs, None for any.
    """
    pairs = [(owner.number, owner.kind.value) for owner in owners]
    mine = (
        sa.select(PaperParty.paper_id, sa.func.count(PaperParty.confirmed_by).label("confirmed"))
        .where(
            sa.tuple_(PaperParty.number, PaperParty.kind).in_(pairs),
            PaperParty.role.in_([role.value for role in OWNING_ROLES]),
        )
        .group_by(PaperParty.paper_id)
        .subquery()
    )
    query = _query().join(mine, mine.c.paper_id == Paper.id).add_columns(mine.c.confirmed)
    if types is not None:
        query = query.where(Paper.type.in_(sorted(types)))
    query = query.where(Paper.stage != Stage.REJECTED.value).limit(_MOST)
    rows = session.execute(query).all()
    return [_candidate(row[0], row[1], row[2], row[3], confirmed=bool(row[4])) for row in rows]


def one(session: Session, paper_id: uuid.UUID, owners: Sequence[OwnerId]) -> Candidate | None:
    """Return that paper as a candidate of these identifiers, None where it shows none of them."""
    return next((paper for paper in candidates(session, owners, None) if paper.id == paper_id), None)


def judged(session: Session, paper_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Candidate]:
    """Return papers as candidates whoever they belong to (`find` tells why each may not serve)."""
    rows = session.execute(_query().where(Paper.id.in_(paper_ids))).all()
    return {
        row[0].id: _candidate(row[0], row[1], row[2], row[3], confirmed=row[0].owner_confirmed)
        for row in rows
    }


def _query() -> sa.Select[Paper, str | None, str | None, str | None]:
    users = (
        sa.select(sa.func.aggregate_strings(Take.dossier_number, "\n"))
        .where(Take.paper_id == Paper.id)
        .scalar_subquery()
    )
    asked = (
        sa.select(sa.func.max(SigningProfileRow.level))
        .where(SigningProfileRow.slug == Paper.profile)
        .scalar_subquery()
    )
    return (
        sa.select(Paper, PaperIndex.words, users, asked)
        .outerjoin(PaperIndex, PaperIndex.paper_id == Paper.id)
        .order_by(Paper.issued_on.desc().nulls_last(), Paper.received_at.desc(), Paper.id)
    )


def _candidate(
    paper: Paper, words: str | None, users: str | None, level: str | None, *, confirmed: bool
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
        level_asked=level,
        issued_on=paper.issued_on,
        valid_until=paper.valid_until,
        no_expiry=paper.no_expiry,
        received_at=paper.received_at,
        dossier=paper.dossier_number,
        used_by=frozenset(users.split("\n")) if users else frozenset(),
        words=words or "",
    )


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
