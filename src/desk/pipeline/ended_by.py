"""Which papers a newer one ended by the rule of their type, and which of these ends are in doubt.

Must not take an end back: an officer does that, with a reason.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.machine import MACHINE
from archive.catalogue import repository as catalogue
from archive.clock import today, vietnam_iso
from archive.papers.listing import readable_ids
from archive.papers.models import Paper, PaperEnding
from archive.values.states import Ended, Standing
from desk.house import House
from desk.pipeline.issued import facts_of
from reuse.ending import ends
from reuse.telling import tell_in_doubt


def by_rule(row: PaperEnding) -> bool:
    """Return whether the rule of the type ended the paper, and no officer or agency decided it."""
    return row.how == Ended.SUPERSEDED.value and row.by == MACHINE.account


def in_doubt(session: Session, house: House, row: PaperEnding) -> bool:
    """Return whether the newer paper of an end by rule was found wrong since: it would end nothing now."""
    if not by_rule(row) or row.reinstated_at is not None or row.newer_id is None:
        return False
    older = session.get_one(Paper, row.paper_id)
    if older.standing != Standing.SUPERSEDED.value:
        return False
    return not _would_end(session, house, _goes_on(session, row.newer_id), older)


def question_ends(session: Session, house: House, paper: Paper) -> None:
    """Let those who keep a paper that this one ended know that the end is in doubt, where it is.

    To be called where a kept paper was revoked, replaced or put right; the same again changes nothing.
    """
    session.flush()
    for row in _ends_of(session, paper):
        if in_doubt(session, house, row):
            tell_in_doubt(session, house.clock, row, session.get_one(Paper, row.paper_id))


def ended_rows(session: Session, house: House, actor: Actor, paper: Paper) -> list[dict[str, Any]]:
    """Return the papers that this one ended and that the actor may read, with what is in doubt of it."""
    rows = _ends_of(session, paper)
    readable = readable_ids(session, actor, [row.paper_id for row in rows])
    return [
        {
            "paper": str(row.paper_id),
            "code": readable[row.paper_id],
            "how": row.how,
            "doubtful": in_doubt(session, house, row),
        }
        for row in rows
        if row.paper_id in readable
    ]


def reinstated_row(row: PaperEnding) -> dict[str, str | None] | None:
    """Return who took an end back, when and why; None where it stands."""
    if row.reinstated_at is None:
        return None
    return {"by": row.reinstated_by, "at": vietnam_iso(row.reinstated_at), "reason": row.reinstated_because}


def _ends_of(session: Session, paper: Paper) -> Sequence[PaperEnding]:
    return session.scalars(
        sa.select(PaperEnding)
        .where(PaperEnding.newer_id == paper.id, PaperEnding.reinstated_at.is_(None))
        .order_by(PaperEnding.at, PaperEnding.id)
    ).all()


def _goes_on(session: Session, key: uuid.UUID) -> Paper:
    """Return the paper, or the whole copy that took its place."""
    whole = session.scalar(
        sa.select(PaperEnding.newer_id).where(
            PaperEnding.paper_id == key, PaperEnding.how == Ended.REPLACED.value
        )
    )
    return session.get_one(Paper, key) if whole is None else _goes_on(session, whole)


def _would_end(session: Session, house: House, newer: Paper, older: Paper) -> bool:
    if newer.standing == Standing.REVOKED.value:
        return False
    kinds = catalogue.types_by_any_name(session, today(house.clock))
    kind, other = kinds.get(older.type), kinds.get(newer.type)
    if kind is None or not kind.ends_earlier:
        return True  # the rule itself is gone since; what it ended while it held stays ended
    if other is None or other.slug != kind.slug:
        return False
    facts = facts_of(session, [newer, older], kind)
    return ends(facts[newer.id], facts[older.id], kind.ends_earlier)
