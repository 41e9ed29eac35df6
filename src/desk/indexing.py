"""Holds the search index against the papers, and mends what drifted.

Must not mend unless an administrator or auditor orders it: a drift is a fault that somebody should know.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.papers.models import Paper
from archive.search.drift import Drift, drifted
from desk.house import House
from desk.pipeline.index import told_by, update_index


def check_index(house: House) -> list[Drift]:
    """Return the papers at rest that the index does not have as they are."""
    with house.database.reading() as session:
        return list(drifted(session, told_by))


def index_row(drift: Drift) -> dict[str, str]:
    """Return a drift as scripts get it."""
    return {"kind": f"index-{drift.kind}", "paper": str(drift.paper_id), "code": drift.code}


def mend(house: House, actor: Actor, drifts: Sequence[Drift]) -> int:
    """Write the rows of those papers anew, each in a transaction of its own; return how many."""
    for drift in drifts:
        with house.act(actor, "archive:mend", str(drift.paper_id)) as session:
            _write(session, drift)
            house.done(session, actor, "archive:mend", str(drift.paper_id), index=drift.kind)
    return len(drifts)


def _write(session: Session, drift: Drift) -> None:
    update_index(session, session.get_one(Paper, drift.paper_id))
