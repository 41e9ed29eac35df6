"""How the words of a question are held against the index, on either engine.

Must not take anything for a word but letters and digits (`words_of`): nothing asked is read as an operator.
"""

import dataclasses as dc
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers.models import Paper
from archive.search.eras import Span, backwards
from archive.search.models import PaperIndex

Groups = Sequence[Sequence[str]]
_FTS = sa.table("paper_words", sa.column("rowid", sa.BigInteger))


@dc.dataclass(frozen=True, slots=True)
class Hit:
    """A paper that holds the words, and its place in the order of arrival."""

    seq: int
    paper_id: uuid.UUID


def matching(session: Session, groups: Groups, *, begun: bool = False) -> sa.ColumnElement[bool]:
    """Return the condition on `PaperIndex` that one word of each group occurs.

    Args:
        session: tells the engine.
        groups: words of which any will do, at least one group.
        begun: the last group's words may go on.
    """
    if _postgres(session):
        return _tokens(groups, begun=begun)
    asked = sa.select(_FTS.c.rowid).where(_match(groups, begun=begun))
    return PaperIndex.seq.in_(asked)


def newest_hits(
    session: Session,
    rules: Sequence[sa.ColumnElement[bool]],
    groups: Groups,
    *,
    begun: bool,
    before: int | None,
    limit: int,
) -> list[Hit]:
    """Return the latest papers that hold the words, walking the index backwards as far as needed.

    Args:
        session: open session.
        rules: conditions on `Paper`, with the right to read among them.
        groups: words of which any will do, at least one group.
        begun: the last group's words may go on.
        before: only those that came before this place.
        limit: most answers.
    """
    if not _postgres(session):
        return _fts(session, rules, groups, begun=begun, before=before, limit=limit)
    return _walked(session, rules, groups, begun=begun, before=before, limit=limit)


def few_hits(
    session: Session,
    rules: Sequence[sa.ColumnElement[bool]],
    groups: Groups,
    *,
    begun: bool,
    before: int | None,
    limit: int,
) -> list[Hit]:
    """Return the same where `rules` leave so few papers that each one's words are looked through."""
    query = _hits(rules, before).where(
        *(_reads(group) for group in groups[:-1]), _reads(groups[-1], begun=begun)
    )
    return _rows(session, query.order_by(PaperIndex.seq.desc()).limit(limit))


def _postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _hits(rules: Sequence[sa.ColumnElement[bool]], before: int | None) -> sa.Select[int, uuid.UUID]:
    query = sa.select(PaperIndex.seq, PaperIndex.paper_id).join(Paper, Paper.id == PaperIndex.paper_id)
    return query.where(*rules) if before is None else query.where(*rules, PaperIndex.seq < before)


def _rows(session: Session, query: sa.Select[int, uuid.UUID]) -> list[Hit]:
    return [Hit(row.seq, row.paper_id) for row in session.execute(query)]


def _reads(group: Sequence[str], *, begun: bool = False) -> sa.ColumnElement[bool]:
    """Return the condition that the row's words hold one of the group; no index is needed for a few rows."""
    text, end = " " + PaperIndex.words + " ", "" if begun else " "
    return sa.or_(*(text.like(f"% {word}{end}%") for word in group))


def _fts(session: Session, rules: Sequence[sa.ColumnElement[bool]], groups: Groups, *, begun: bool,
         before: int | None, limit: int) -> list[Hit]:  # fmt: skip
    # "+" lets SQLite join in one order only: it walks the words backwards, which FTS5 gives without
    # sorting them, looks each paper up, and stops at the limit.
    here = sa.literal_column("+paper_words.rowid", sa.Integer)
    paper = sa.literal_column("+paper_index.paper_id", PaperIndex.paper_id.type)
    query = (
        sa.select(PaperIndex.seq, PaperIndex.paper_id)
        .select_from(_FTS)
        .join(PaperIndex, PaperIndex.seq == here)
        .join(Paper, Paper.id == paper)
        .where(_match(groups, begun=begun), *rules)
        .order_by(_FTS.c.rowid.desc())
        .limit(limit)
    )
    return _rows(session, query if before is None else query.where(_FTS.c.rowid < before))


def _walked(session: Session, rules: Sequence[sa.ColumnElement[bool]], groups: Groups, *, begun: bool,
            before: int | None, limit: int) -> list[Hit]:  # fmt: skip
    ends = sa.func.coalesce(sa.func.min(PaperIndex.seq), 0), sa.func.coalesce(sa.func.max(PaperIndex.seq), -1)
    first, last = session.execute(sa.select(*ends)).one()
    found: list[Hit] = []
    for span in backwards(first, last if before is None else min(before - 1, last)):
        found += _within(session, rules, groups, begun=begun, span=span, limit=limit - len(found))
        if len(found) == limit:
            break
    return found


def _within(session: Session, rules: Sequence[sa.ColumnElement[bool]], groups: Groups, *, begun: bool,
            span: Span, limit: int) -> list[Hit]:  # fmt: skip
    words = sa.select(PaperIndex.seq, PaperIndex.paper_id).where(
        _tokens(groups, begun=begun, eras=span.eras), PaperIndex.seq <= span.last
    )
    # OFFSET 0 keeps PostgreSQL from joining papers before it has put the hits in order.
    held = words.order_by(PaperIndex.seq.desc()).offset(0).subquery("held")
    query = (
        sa.select(held.c.seq, held.c.paper_id).join(Paper, Paper.id == held.c.paper_id)
        .where(*rules).order_by(held.c.seq.desc()).limit(limit)
    )  # fmt: skip
    return _rows(session, query)


def _tokens(groups: Groups, *, begun: bool, eras: Sequence[str] = ()) -> sa.ColumnElement[bool]:
    asked = sa.text("paper_index.tokens @@ CAST(:asked AS tsquery)")
    held = [eras, *groups[:-1]] if eras else groups[:-1]
    last = _any_of(groups[-1], "'{}':*" if begun else "'{}'", " | ")
    query = " & ".join([*(_any_of(group, "'{}'", " | ") for group in held), last])
    return asked.bindparams(asked=query)  # type: ignore[return-value]


def _match(groups: Groups, *, begun: bool) -> sa.ColumnElement[bool]:
    last = '"{}"*' if begun else '"{}"'
    asked = " AND ".join(
        [*(_any_of(group, '"{}"', " OR ") for group in groups[:-1]), _any_of(groups[-1], last, " OR ")]
    )
    return sa.text("paper_words MATCH :asked").bindparams(asked=asked)  # type: ignore[return-value]


def _any_of(words: Sequence[str], form: str, operator: str) -> str:
    return "(" + operator.join(form.format(word) for word in words) + ")"
