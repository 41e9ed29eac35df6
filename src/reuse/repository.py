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
from archive.owners.models import PaperParty
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
    pairs = [(owner.number, owner.kind.value) for owner in owners]
    mine = (
        sa.select(
            PaperParty.paper_id,
            PaperParty.kind,
            PaperParty.number,
            sa.func.count(PaperParty.confirmed_by).label("confirmed"),
        )
        .where(
            sa.tuple_(PaperParty.number, PaperParty.kind).in_(pairs),
            PaperParty.role.in_([role.value for role in OWNING_ROLES]),
        )
        .group_by(PaperParty.paper_id, PaperParty.kind, PaperParty.number)
        .subquery()
    )
    query = _query().join(mine, mine.c.paper_id == Paper.id)
    query = query.add_columns(mine.c.kind, mine.c.number, mine.c.confirmed)
    if types is not None:
        query = query.where(Paper.type.in_(sorted(types)))
    if only is not None:
        query = query.where(Paper.id == only)
    query = query.where(Paper.stage != Stage.REJECTED.value).limit(_MOST)
    profiles = catalogue.profiles_ever(session)
    rows: Sequence[Any] = session.execute(query).all()
    found: dict[tuple[uuid.UUID, str], Candidate] = {}
    for paper, words, users, kind, number, confirmed in rows:
        for whose in owners[OwnerId(OwnerKind(kind), number)]:
            before = found.get((paper.id, whose))
            if before is None or (confirmed and not before.owner_confirmed):
                one = _candidate(paper, words, users, profiles, confirmed=bool(confirmed))
                found[paper.id, whose] = dc.replace(one, whose=whose)
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
    rows = session.execute(_query().where(Paper.id.in_(paper_ids))).all()
    profiles = catalogue.profiles_ever(session)
    return {
        row[0].id: _candidate(row[0], row[1], row[2], profiles, confirmed=row[0].owner_confirmed)
        for row in rows
    }


def _asked(paper: Paper, profiles: Sequence[Profile]) -> str | None:
    """Return the level that the paper's profile asked for when the paper was compared."""
    day = (paper.compared_at or paper.received_at).astimezone(VIETNAM).date()
    before = [one for one in profiles if one.slug == paper.profile and one.valid_from <= day]
    return before[-1].level if before else None


def _query() -> sa.Select[Paper, str | None, str | None]:
    users = (
        sa.select(sa.func.aggregate_strings(Take.dossier_number, "\n"))
        .where(Take.paper_id == Paper.id)
        .scalar_subquery()
    )
    return (
        sa.select(Paper, PaperIndex.words, users)
        .outerjoin(PaperIndex, PaperIndex.paper_id == Paper.id)
        .order_by(Paper.issued_on.desc().nulls_last(), Paper.received_at.desc(), Paper.id)
    )


def _candidate(
    paper: Paper,
    words: str | None,
    users: str | None,
    profiles: Sequence[Profile],
    *,
    confirmed: bool,
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
