"""Lists papers page by page, and counts them for operators.

Must not show what the actor may not read; the counts name no paper.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.dossiers.models import DossierPaper
from archive.papers.models import Paper, PaperPage
from archive.papers.repository import WORKING
from archive.values.states import Stage


def listing(
    session: Session,
    actor: Actor,
    *,
    stages: Collection[Stage] = (),
    dossier: str = "",
    before: uuid.UUID | None = None,
    limit: int = 50,
) -> Sequence[Paper]:
    """Return papers that the actor may read, the latest first.

    Args:
        session: open session.
        actor: who asks.
        stages: only these; empty: all.
        dossier: only papers of this dossier; empty: of all.
        before: the last paper of the page before, whose followers are wanted.
        limit: most answers.
    """
    query = sa.select(Paper).where(readable_by(actor))
    if stages:
        query = query.where(Paper.stage.in_([stage.value for stage in stages]))
    if dossier:
        inside = sa.select(DossierPaper.paper_id).where(DossierPaper.dossier_number == dossier)
        query = query.where(Paper.id.in_(inside))
    if before is not None:
        # Ids are UUIDv7: their order is that of arrival.
        query = query.where(Paper.id < before)
    return session.scalars(query.order_by(Paper.id.desc()).limit(limit)).all()


def waiting(
    session: Session,
    rule: sa.ColumnElement[bool],
    *,
    dossier: str = "",
    after: tuple[float, uuid.UUID] | None = None,
    limit: int = 50,
) -> Sequence[Paper]:
    """Return papers that wait for an officer, the least sure first, of equals the oldest first.

    Args:
        session: open session.
        rule: whose, as `archive.accounts.readable` says it.
        dossier: only papers of this dossier; empty: of all.
        after: doubt and id of the paper whose followers are wanted, None for the first.
        limit: most answers.
    """
    query = sa.select(Paper).where(Paper.stage == Stage.NEEDS_REVIEW.value, rule)
    if dossier:
        query = query.where(Paper.dossier_number == dossier)
    if after is not None:
        doubt, last = after
        query = query.where(sa.or_(Paper.doubt < doubt, sa.and_(Paper.doubt == doubt, Paper.id > last)))
    return session.scalars(query.order_by(Paper.doubt.desc(), Paper.id).limit(limit)).all()


def beside(session: Session, rule: sa.ColumnElement[bool], paper: Paper) -> Sequence[Paper]:
    """Return the other papers of the same files that wait for an officer, as far as `rule` allows."""
    files = [leaf.intake_id for leaf in paper.leaves]
    inside = sa.select(PaperPage.paper_id).where(PaperPage.intake_id.in_(files))
    return session.scalars(
        sa.select(Paper)
        .where(Paper.id.in_(inside), Paper.id != paper.id, Paper.stage == Stage.NEEDS_REVIEW.value, rule)
        .order_by(Paper.id)
    ).all()


def readable_ids(session: Session, actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return those of `ids` that the actor may read, each with its short code."""
    rows = session.execute(sa.select(Paper.id, Paper.code).where(Paper.id.in_(ids), readable_by(actor)))
    return {row.id: row.code for row in rows}


def stage_counts(session: Session) -> dict[str, int]:
    """Return how many papers are in each stage, for operators."""
    rows = session.execute(sa.select(Paper.stage, sa.func.count()).group_by(Paper.stage)).all()
    return {stage.value: 0 for stage in Stage} | {row[0]: row[1] for row in rows}


def oldest_working(session: Session) -> dt.datetime | None:
    """Return when the oldest paper that a machine should be working on was received."""
    return session.scalar(
        sa.select(Paper.received_at)
        .where(Paper.stage.in_([stage.value for stage in WORKING]))
        .order_by(Paper.received_at)
        .limit(1)
    )
