"""The review queue: what waits for the officer, the least sure first, each paper with its reasons.

Must not confirm anything: comparing is an officer's act, one paper at a time.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.accounts.readable import changeable_by
from archive.clock import vietnam_iso
from archive.papers.listing import waiting
from archive.papers.models import Intake, Paper
from desk.house import House
from desk.pipeline.doubts import reason_rows

ACTION = "paper:list"
Place = tuple[float, uuid.UUID]
"""Where a paper stands in the queue: its doubt, and its id."""


def place_of(paper: Paper) -> Place:
    """Return where the paper stands."""
    return paper.doubt, paper.id


def look(
    house: House, actor: Actor, *, dossier: str = "", after: Place | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], Place | None]:
    """Return the papers that wait for the actor's review, and record the look.

    Args:
        house: the archive.
        actor: an officer.
        dossier: only papers of this dossier; empty: of all.
        after: where the part before ended, None for the first.
        limit: most papers.

    Returns:
        Rows, and where this part ends; None where no more follow.

    Raises:
        Forbidden: the actor is no officer.
    """
    with house.act(actor, ACTION, "queue") as session:
        actor.require(ACTION, AccountRight.OFFICER)
        rule = changeable_by(actor)
        found = waiting(session, rule, dossier=dossier, after=after, limit=limit + 1)
        shown = found[:limit]
        rows = _rows(session, house, shown)
        house.done(session, actor, ACTION, "queue", dossier=dossier, shown=[str(paper.id) for paper in shown])
    return rows, place_of(shown[-1]) if len(found) > limit else None


def following(session: Session, actor: Actor, paper: Paper, after: Place | None) -> Paper | None:
    """Return the paper to go on with: the one behind `after`, from the front where none is left."""
    rule = sa.and_(changeable_by(actor), Paper.id != paper.id)
    found = waiting(session, rule, after=after, limit=1) or waiting(session, rule, limit=1)
    return found[0] if found else None


def _rows(session: Session, house: House, found: Sequence[Paper]) -> list[dict[str, Any]]:
    return [
        {
            "paper": str(paper.id),
            "code": paper.code,
            "file": session.get_one(Intake, paper.leaves[0].intake_id).name,
            "pages": [leaf.page for leaf in paper.leaves],
            "dossier": paper.dossier_number,
            "component": paper.component,
            "type": paper.type,
            "title": paper.title,
            "number": paper.number,
            "received_at": vietnam_iso(paper.received_at),
            "version": paper.version,
            "doubt": paper.doubt,
            "reasons": reason_rows(session, house, paper),
        }
        for paper in found
    ]
