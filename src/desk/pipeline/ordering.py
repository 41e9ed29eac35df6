"""Orders legs for papers, one at a time for each: two side by side could sign the same paper twice.

Must not decide which leg a paper needs: acts and the sweep do.
"""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers.models import Paper
from desk.engine.port import Leg, leg_id
from desk.house import House


def order(session: Session, house: House, paper: Paper, leg: Leg) -> None:
    """Order a leg for the paper, under the next number."""
    paper.leg += 1
    house.engine.enqueue(session, leg, paper.id, paper.leg)


def lock(session: Session, ids: Sequence[uuid.UUID]) -> Sequence[Paper]:
    """Return these papers as they are now, and let nobody else order work for them until the end.

    Whether a leg is live is only certain behind this lock: another process may just have ordered one.
    """
    return session.scalars(
        sa.select(Paper)
        .where(Paper.id.in_(ids))
        .order_by(Paper.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def under_way(paper: Paper, live: frozenset[str]) -> bool:
    """Return whether a leg of the paper is waiting or running; `live` as the engine tells it."""
    return any(leg_id(leg, paper.id, paper.leg) in live for leg in Leg)
