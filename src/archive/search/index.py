"""Writes a paper's index row, in the transaction that changes the paper.

Must not be called from a step of its own: a row that drifts finds the wrong paper.
"""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.once import insert_once
from archive.search.fold import spelled_words, words_of
from archive.search.models import IndexWord, PaperIndex

LONGEST = 60
"""Letters of a word that is indexed: no name or number is longer."""
_MOST_LETTERS = 900_000
"""Distinct letters of one paper's index: a tsvector of PostgreSQL holds less than 1 MiB."""


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
    folded = " ".join(_indexable(words_of(whole)))
    exact = " ".join(spelled_words(whole))
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
