"""Remembers which files came from stores of others.

Must not be asked whose a paper is: that a store told it for somebody proves nothing.
"""

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.clock import Clock
from archive.database.once import insert_once
from archive.papers.models import Paper
from archive.values.ids import Sha256
from reuse.models import Fetched
from reuse.sources.values import Elsewhere


def keep_origin(
    session: Session, clock: Clock, actor: Actor, content: Sha256, dossier: str, told: Elsewhere
) -> None:
    """Note where bytes that go into a dossier come from, before they are received; the first time counts."""
    insert_once(
        session,
        Fetched,
        sha256=str(content),
        dossier_number=dossier,
        source=told.source,
        agency=told.agency,
        place=told.place,
        title=told.title,
        number=told.number,
        fetched_by=actor.account,
        fetched_at=clock.now(),
    )


def origin_of(session: Session, paper: Paper) -> Fetched | None:
    """Return where the paper was fetched, None where somebody handed it in."""
    return session.get(Fetched, (paper.original_sha256, paper.dossier_number))
