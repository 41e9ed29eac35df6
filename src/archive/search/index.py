"""Writes a paper's index row, in the transaction that changes the paper.

Must not be called from a step of its own: a row that drifts finds the wrong paper.
"""

import unicodedata
import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.search.fold import words_of
from archive.search.models import IndexWord, PaperIndex

_LONGEST = 60


def write(session: Session, paper_id: uuid.UUID, *, telling: Iterable[str], text: str) -> None:
    """Write what the paper is found by.

    Args:
        session: of the transaction that changes the paper.
        paper_id: the paper.
        telling: names, titles and numbers; misspelt questions are held against their words.
        text: everything that was read on it.
    """
    telling = [entry for entry in telling if entry]
    whole = "\n".join([*telling, text])
    folded = " ".join(words_of(whole))
    exact = unicodedata.normalize("NFC", whole).lower()
    row = session.scalar(sa.select(PaperIndex).where(PaperIndex.paper_id == paper_id))
    if row is None:
        row = PaperIndex(paper_id=paper_id, words=folded, exact=exact)
        session.add(row)
    row.words, row.exact = folded, exact
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DELETE FROM paper_words WHERE rowid = :seq"), {"seq": row.seq})
        session.execute(
            sa.text("INSERT INTO paper_words(rowid, words) VALUES (:seq, :words)"),
            {"seq": row.seq, "words": folded},
        )
    _learn(session, telling)


def _learn(session: Session, telling: Iterable[str]) -> None:
    words = {word for entry in telling for word in words_of(entry) if len(word) <= _LONGEST}
    if not words:
        return
    there = set(session.scalars(sa.select(IndexWord.word).where(IndexWord.word.in_(words))))
    fresh = [{"word": word} for word in sorted(words - there)]
    if not fresh:
        return
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        session.execute(pg_insert(IndexWord).on_conflict_do_nothing(), fresh)
    else:
        session.execute(sa.insert(IndexWord), fresh)
