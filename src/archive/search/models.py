"""Tables of the search index.

Must not be written but together with the paper, in the same transaction (DESIGN: no index step).
The words themselves lie in an FTS5 table (SQLite) or in a tsvector column (PostgreSQL) that the
migration makes, since SQLAlchemy has no common form for them.
"""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class PaperIndex(Base):
    """What a paper is found by: `words` folded for matching, `exact` with accents for ranking."""

    __tablename__ = "paper_index"

    # When the paper came in, in microseconds; of several at once each has the next free one.
    seq: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), unique=True)
    words: Mapped[str] = mapped_column(sa.Text)
    exact: Mapped[str] = mapped_column(sa.Text)


class IndexWord(Base):
    """Distinct folded words of names, titles and numbers: what a misspelling may have meant."""

    __tablename__ = "index_word"

    word: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
