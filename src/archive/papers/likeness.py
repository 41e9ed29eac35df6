"""Keeps which papers are the same, and finds those worth comparing by their keys alone.

Must not compare papers, nor read all of them: every look-up goes by an index.
"""

import dataclasses as dc
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.database.once import insert_once
from archive.papers.models import Intake, LikenessKey, Paper, PaperDouble, PaperPage
from archive.papers.repository import state
from archive.values.doubles import SameBy
from archive.values.states import Stage, Standing

_FULL = 50
"""Papers under one key; what more papers than that have in common is their form."""
_KEYS = 16
"""Keys that a paper is kept under: as many as two readings need to share some."""
_LOCK = 0x50_48_4C_4B  # any number that no other lock of the product uses
_DEAD = (Standing.REVOKED.value, Standing.SUPERSEDED.value)


@dc.dataclass(frozen=True, slots=True)
class Double:
    """The first paper that another one is the same as.

    Attributes:
        paper: its id.
        code: its short code.
        state: what people see as its state.
        how: how that is known.
        likeness: 0 to 1: of bytes, pictures or words.
    """

    paper: uuid.UUID
    code: str
    state: str
    how: SameBy
    likeness: float


def lock(session: Session) -> None:
    """Let nobody else compare papers until this transaction ends: of two at once neither saw the other.

    Call it last: whoever waits here holds rows that the one before must not want.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def near(session: Session, keys: Sequence[int], *, limit: int) -> list[uuid.UUID]:
    """Return the papers that share most keys, a rare key counting more; the earliest of equals first."""
    rows = session.execute(
        sa.select(LikenessKey.key, LikenessKey.paper_id).where(LikenessKey.key.in_(keys))
    ).all()
    papers_of = Counter(row.key for row in rows)
    weight: dict[uuid.UUID, float] = defaultdict(float)
    for row in rows:
        weight[row.paper_id] += 1 / papers_of[row.key]
    return sorted(weight, key=lambda paper: (-round(weight[paper], 6), paper))[:limit]


def keep_keys(session: Session, paper_id: uuid.UUID, keys: Sequence[int]) -> None:
    """Keep a paper under the first of `keys` that are not full; keys that it was kept under stay."""
    rows = session.execute(
        sa.select(LikenessKey.key, sa.func.count())
        .where(LikenessKey.key.in_(keys))
        .group_by(LikenessKey.key)
        .having(sa.func.count() >= _FULL)
    )
    full = {row[0] for row in rows}
    for key in [key for key in keys if key not in full][:_KEYS]:
        insert_once(session, LikenessKey, key=key, paper_id=paper_id)


def begins_with(session: Session, sha256: str, page: int, *, limit: int) -> Sequence[uuid.UUID]:
    """Return the papers whose first page is that page of a file of those bytes, the earliest first."""
    return session.scalars(
        sa.select(PaperPage.paper_id)
        .join(Intake, Intake.id == PaperPage.intake_id)
        .where(Intake.sha256 == sha256, PaperPage.page == page, PaperPage.no == 1)
        .order_by(PaperPage.paper_id)
        .limit(limit)
    ).all()


def forget(session: Session, paper_id: uuid.UUID) -> None:
    """Forget what a paper was found to be the same as: it is compared anew."""
    either = sa.or_(PaperDouble.paper_id == paper_id, PaperDouble.double_of == paper_id)
    session.execute(sa.delete(PaperDouble).where(either))


def put(session: Session, one: Paper, other: Paper, how: SameBy, likeness: float) -> None:
    """Write down that two papers are the same: the later one is a double of the earlier."""
    first, later = sorted((one, other), key=lambda paper: (paper.received_at, paper.id))
    insert_once(
        session,
        PaperDouble,
        paper_id=later.id,
        double_of=first.id,
        how=how.value,
        likeness=round(likeness, 4),
    )


def first_double(session: Session, actor: Actor, paper: Paper) -> tuple[Double | None, bool]:
    """Return the first paper that this one is the same as, and whether there is one at another agency only.

    A paper that was rejected is no first one: its better scan is. One that was revoked or superseded is
    named where no other is there: who is handed it again must know. Nothing is told of a paper that the
    actor may not read but that there is one.
    """
    first = sa.literal(paper.duplicate_of, sa.Uuid())
    known = sa.select(PaperDouble.double_of).where(PaperDouble.paper_id == paper.id).union(sa.select(first))
    rows = session.execute(
        sa.select(Paper, PaperDouble.how, PaperDouble.likeness, readable_by(actor).label("readable"))
        .outerjoin(PaperDouble, sa.and_(PaperDouble.double_of == Paper.id, PaperDouble.paper_id == paper.id))
        .where(Paper.id.in_(known), Paper.stage != Stage.REJECTED.value)
    ).all()
    named = [row for row in rows if row.readable]
    if not named:
        return None, bool(rows)
    best = min(named, key=lambda row: (row[0].standing in _DEAD, row[0].received_at, row[0].id))
    how, likeness = (SameBy(best.how), best.likeness) if best.how else (SameBy.BYTES, 1.0)
    return Double(best[0].id, best[0].code, state(best[0]), how, likeness), False
