"""Writes a paper's index row, in the transaction that changes the paper.

Must not be called from a step of its own: a row that drifts finds the wrong paper.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.once import insert_once
from archive.papers.models import Paper
from archive.search.fold import spelled_words, words_of
from archive.search.models import IndexWord, PaperIndex

LONGEST = 60
"""Letters of a word that is indexed: no name or number is longer."""
_MOST_LETTERS = 900_000
"""Distinct letters of one paper's index: a tsvector of PostgreSQL holds less than 1 MiB."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LAST_PLACE = (dt.datetime(9999, 12, 1, tzinfo=dt.UTC) - _EPOCH) // dt.timedelta(microseconds=1)
_SAME_MOMENT = 100_000
"""Microseconds in which further papers of the same moment stand: no file has as many pages."""


def write(session: Session, paper_id: uuid.UUID, *, telling: Iterable[str], text: str) -> None:
    """Write what the paper is found by.

    Args:
        session: of the transaction that changes the paper.
        paper_id: the paper.
        telling: names, titles and numbers; misspelt questions are held against their words.
        text: everything that was read on it.
    """
    telling = [entry for entry in telling if entry]
    folded, exact = row_of(telling, text)
    row = _row(session, paper_id) or _added(session, paper_id)
    row.words, row.exact = folded, exact
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DELETE FROM paper_words WHERE rowid = :seq"), {"seq": row.seq})
        session.execute(
            sa.text("INSERT INTO paper_words(rowid, words) VALUES (:seq, :words)"),
            {"seq": row.seq, "words": folded},
        )
    _learn(session, telling)


def row_of(telling: Iterable[str], text: str) -> tuple[str, str]:
    """Return the words of an index row, folded and as they are spelled."""
    whole = "\n".join([*(entry for entry in telling if entry), text])
    return " ".join(_indexable(words_of(whole))), " ".join(spelled_words(whole))


def place_in_time(at: dt.datetime) -> int:
    """Return the place of a moment in the index."""
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def moment_of(place: int) -> dt.datetime:
    """Return the moment of a place; the last one there is where it is behind all."""
    return _EPOCH + dt.timedelta(microseconds=min(place, _LAST_PLACE))


def _row(session: Session, paper_id: uuid.UUID) -> PaperIndex | None:
    return session.scalar(sa.select(PaperIndex).where(PaperIndex.paper_id == paper_id))


def _added(session: Session, paper_id: uuid.UUID) -> PaperIndex:
    """Add an empty row at the moment the paper came in, or behind those that came in the same moment."""
    received = session.scalars(sa.select(Paper.received_at).where(Paper.id == paper_id)).one()
    seq = place_in_time(received)
    while (row := _row(session, paper_id)) is None:
        if not insert_once(session, PaperIndex, seq=seq, paper_id=paper_id, words="", exact=""):
            near = sa.select(sa.func.max(PaperIndex.seq)).where(
                PaperIndex.seq.between(seq, seq + _SAME_MOMENT)
            )
            seq = (session.scalar(near) or seq) + 1
    return row


def _indexable(words: Iterable[str]) -> list[str]:
    """Return the words in order, without endless ones, up to what an index row may hold."""
    kept, seen, letters = [], set[str](), 0
    for word in words:
        if word not in seen:
            if len(word) > LONGEST or letters + len(word) > _MOST_LETTERS:
                continue
            seen.add(word)
            letters += len(word)
        kept.append(word)
    return kept


def _learn(session: Session, telling: Iterable[str]) -> None:
    words = {word for entry in telling for word in words_of(entry) if len(word) <= LONGEST}
    if not words:
        return
    there = set(session.scalars(sa.select(IndexWord.word).where(IndexWord.word.in_(words))))
    for word in sorted(words - there):  # in order, so that two writers never wait for each other
        insert_once(session, IndexWord, word=word)
