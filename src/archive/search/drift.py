"""Holds the index against the papers: each row must be what the paper now says.

Must not change anything, but where it is asked to mend.
"""

import dataclasses as dc
import uuid
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers.models import Paper
from archive.search.index import row_of
from archive.search.models import PaperIndex
from archive.values.states import Stage

_PART = 200
Telling = Callable[[Session, Sequence[Paper]], dict[uuid.UUID, tuple[Sequence[str], str]]]
"""Says of papers what they are found by: names, titles and numbers, and all that was read on them."""


@dc.dataclass(frozen=True, slots=True)
class Drift:
    """A paper whose index row is `missing` or `stale`."""

    kind: str
    paper_id: uuid.UUID
    code: str


def drifted(session: Session, telling: Telling) -> Iterator[Drift]:
    """Yield each paper that rests, to be reviewed or kept, that the index does not have as it is.

    Args:
        session: on one snapshot of the database.
        telling: what the acts on papers write into the index.
    """
    last: uuid.UUID | None = None
    while papers := _part(session, last):
        last = papers[-1].id
        rows = _rows(session, [paper.id for paper in papers])
        said = telling(session, papers)
        for paper in papers:
            if paper.id not in rows:
                yield Drift("missing", paper.id, paper.code)
            elif rows[paper.id] != row_of(*said[paper.id]):
                yield Drift("stale", paper.id, paper.code)
        session.expunge_all()


def _part(session: Session, after: uuid.UUID | None) -> Sequence[Paper]:
    at_rest = (Stage.NEEDS_REVIEW.value, Stage.KEPT.value)
    query = sa.select(Paper).where(Paper.stage.in_(at_rest)).order_by(Paper.id).limit(_PART)
    return session.scalars(query if after is None else query.where(Paper.id > after)).all()


def _rows(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str] | None]:
    """Return what each row says; None where the engine's own index does not hold the row's words."""
    query = sa.select(
        PaperIndex.paper_id, PaperIndex.words, PaperIndex.exact, _is_held(session).label("held")
    ).where(PaperIndex.paper_id.in_(ids))
    return {row.paper_id: (row.words, row.exact) if row.held else None for row in session.execute(query)}


def _is_held(session: Session) -> sa.ColumnElement[bool]:
    if session.get_bind().dialect.name == "postgresql":
        return sa.true()  # PostgreSQL derives the column itself
    words = sa.table("paper_words", sa.column("rowid", sa.Integer), sa.column("words", sa.Text))
    same = (words.c.rowid == PaperIndex.seq, words.c.words == PaperIndex.words)
    return sa.exists().where(*same).correlate(PaperIndex)
