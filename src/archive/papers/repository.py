"""Finds and moves papers; every read starts from what the actor may read.

Must not act by itself: which move follows which is the pipeline's.
"""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.readable import answered_for_by, changeable_by, readable_by
from archive.errors import Forbidden, MoveNotAllowed, NotFound
from archive.papers.models import Intake, Paper, PaperPage
from archive.values.states import STAGE_MOVES, STANDING_MOVES, Stage, Standing, shown_state


def get(session: Session, actor: Actor, key: str) -> Paper:
    """Return the paper with that UUID or short code.

    Raises:
        NotFound: there is none, or the actor may not read it: nobody can tell which.
    """
    paper = session.scalar(sa.select(Paper).where(called(key), readable_by(actor)))
    if paper is None:
        raise NotFound(what="giấy tờ/paper", key=key)
    return paper


def get_to_change(session: Session, actor: Actor, key: str, act: str) -> Paper:
    """Return the paper, if the actor may do `act` to it: the right to read is not the right to change.

    Raises:
        NotFound: as `get`.
        Forbidden: the actor is no officer, or another agency answers for the paper.
    """
    paper = get(session, actor, key)
    if not may_change(session, actor, paper):
        raise Forbidden(account=actor.account, act=f"{act} ({paper.code})")
    return paper


def may_change(session: Session, actor: Actor, paper: Paper) -> bool:
    """Return whether the actor may confirm, sign, mark and revoke the paper."""
    return _holds(session, paper, changeable_by(actor))


def sees_all(session: Session, actor: Actor, paper: Paper) -> bool:
    """Return whether the actor may know who else looked at the paper and took it over."""
    return actor.may(AccountRight.AUDITOR) or _holds(session, paper, answered_for_by(actor))


def _holds(session: Session, paper: Paper, rule: sa.ColumnElement[bool]) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(Paper.id == paper.id, rule))))


def called(key: str) -> sa.ColumnElement[bool]:
    """Return the condition that a paper has that UUID or short code."""
    try:
        return Paper.id == uuid.UUID(key)
    except ValueError:
        return Paper.code == key


def at_work(session: Session, paper_id: uuid.UUID) -> Paper:
    """Return the paper for a worker's step, which acts for whoever asked for it."""
    return session.get_one(Paper, paper_id)


def move(paper: Paper, then: Stage) -> None:
    """Move `paper` along its way.

    Raises:
        MoveNotAllowed: the table of moves has no such move.
    """
    now = Stage(paper.stage)
    if then not in STAGE_MOVES[now]:
        raise MoveNotAllowed(key=paper.code, now=state(paper), then=then.value)
    paper.stage = then.value


def change_standing(paper: Paper, then: Standing) -> None:
    """Change what a kept paper is good for.

    Raises:
        MoveNotAllowed: it is not kept, or the table of moves has no such move.
    """
    now = Standing(paper.standing)
    if paper.stage != Stage.KEPT.value or then not in STANDING_MOVES[now]:
        raise MoveNotAllowed(key=paper.code, now=state(paper), then=then.value)
    paper.standing = then.value


def state(paper: Paper) -> str:
    """Return the one word that people see for stage and standing."""
    return shown_state(Stage(paper.stage), Standing(paper.standing))


def intake_of(session: Session, dossier_number: str, sha256: str) -> Intake | None:
    """Return the intake of those bytes in that dossier, None where they are new to it."""
    return session.scalar(
        sa.select(Intake).where(Intake.dossier_number == dossier_number, Intake.sha256 == sha256)
    )


def of_intake(session: Session, intake_id: uuid.UUID) -> Sequence[Paper]:
    """Return the papers whose pages lie in that file, in the order of their pages."""
    first = (
        sa.select(PaperPage.paper_id, sa.func.min(PaperPage.page).label("page"))
        .where(PaperPage.intake_id == intake_id)
        .group_by(PaperPage.paper_id)
        .subquery()
    )
    return session.scalars(
        sa.select(Paper).join(first, first.c.paper_id == Paper.id).order_by(first.c.page, Paper.id)
    ).all()


def first_with_bytes(session: Session, sha256: str) -> Paper | None:
    """Return the first paper of any dossier that came as those bytes (its `duplicate_of` for later ones)."""
    return session.scalar(
        sa.select(Paper)
        .join(PaperPage, PaperPage.paper_id == Paper.id)
        .join(Intake, Intake.id == PaperPage.intake_id)
        .where(Intake.sha256 == sha256)
        .order_by(Paper.received_at, Paper.id)
        .limit(1)
    )


def intakes_of(session: Session, paper: Paper) -> list[Intake]:
    """Return the files of a paper, in the order of its pages."""
    wanted = list(dict.fromkeys(leaf.intake_id for leaf in paper.leaves))
    rows = session.scalars(sa.select(Intake).where(Intake.id.in_(wanted))).all()
    return sorted(rows, key=lambda row: wanted.index(row.id))


WORKING = (Stage.RECEIVED, Stage.READING, Stage.CONFIRMED, Stage.COPYING, Stage.SIGNING)
"""Stages in which a machine works; a sweep looks for those without live work."""


def working(session: Session) -> Sequence[Paper]:
    """Return every paper that a machine should be working on."""
    return session.scalars(sa.select(Paper).where(Paper.stage.in_([s.value for s in WORKING]))).all()
