"""The index in the order of arrival, so that the newest hits are found without the others; folded issuers."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

from archive.search.fold import words_of

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_LOT = 5000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PAPER = sa.table(
    "paper",
    sa.column("id", sa.Uuid()),
    sa.column("received_at", sa.DateTime(timezone=True)),
    sa.column("issuer", sa.Text()),
    sa.column("issuer_folded", sa.Text()),
)
_INDEX = sa.table("paper_index", sa.column("seq", sa.BigInteger()), sa.column("paper_id", sa.Uuid()))


def upgrade() -> None:
    op.add_column("paper", sa.Column("issuer_folded", sa.Text(), nullable=False, server_default=""))
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.alter_column("paper_index", "seq", type_=sa.BigInteger())
    else:
        op.execute("DROP TABLE paper_words")
    _renumber(op.get_bind())
    if not postgres:
        op.execute("CREATE VIRTUAL TABLE paper_words USING fts5(words)")
        op.execute("INSERT INTO paper_words(rowid, words) SELECT seq, words FROM paper_index")


def _renumber(connection: sa.Connection) -> None:
    rows = connection.execute(
        sa.select(_PAPER.c.id, _PAPER.c.received_at, _PAPER.c.issuer).order_by(
            _PAPER.c.received_at, _PAPER.c.id
        )
    ).all()
    last, numbered, folded = 0, [], []
    for key, received, issuer in rows:
        at = received if received.tzinfo else received.replace(tzinfo=dt.UTC)
        last = max(last + 1, (at - _EPOCH) // dt.timedelta(microseconds=1))
        numbered.append({"key": key, "value": last})
        if found := " ".join(words_of(issuer)):
            folded.append({"key": key, "value": found})
    paper, value = sa.bindparam("key", type_=sa.Uuid()), sa.bindparam("value", type_=sa.BigInteger())
    _in_lots(connection, sa.update(_INDEX).where(_INDEX.c.paper_id == paper).values(seq=value), numbered)
    words = sa.bindparam("value", type_=sa.Text())
    _in_lots(connection, sa.update(_PAPER).where(_PAPER.c.id == paper).values(issuer_folded=words), folded)


def _in_lots(connection: sa.Connection, statement: sa.Update, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _LOT):
        connection.execute(statement, rows[start : start + _LOT])


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
