"""How the proofs of kept papers stand: what is due, what is lost, what still lacks a timestamp, and why.

Must not change anything: the sweep orders what is due.
"""

import dataclasses as dc
import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers.models import Paper
from archive.settings import Settings
from archive.values.states import Stage
from desk.models import Attempt
from signing.models import SignedRevision

LATE = dt.timedelta(days=1)
"""A server that is down for a night is no alarm; one that is down for a day is."""


@dc.dataclass(frozen=True, slots=True)
class Proofs:
    """Figures over all kept papers.

    Attributes:
        due: proofs that are to be carried on now.
        late: of these, so many have less than half of the time left that renewal was given.
        lost: proofs that ended.
        next_end: when the next proof ends, None without any.
        unfinished: papers below the level that was asked for.
        unfinished_since: when the oldest of them was signed.
        why: what these lack, or the code of their last try → how many.
    """

    due: int
    late: int
    lost: int
    next_end: dt.datetime | None
    unfinished: int
    unfinished_since: dt.datetime | None
    why: dict[str, int]

    def alarm(self, now: dt.datetime) -> bool:
        """Return whether somebody must look: proofs are not carried on, or signatures not completed."""
        waits = self.unfinished_since is not None and self.unfinished_since < now - LATE
        return bool(self.late or self.lost or waits)


def proofs(session: Session, now: dt.datetime, settings: Settings) -> Proofs:
    """Count how all kept papers stand."""
    until = now + dt.timedelta(days=settings.renew_days)
    ends = SignedRevision.proof_ends
    middle = now + (until - now) / 2
    due, late, lost = session.execute(
        _last(
            _count(sa.and_(ends > now, ends <= until)),
            _count(sa.and_(ends > now, ends <= middle)),
            _count(ends <= now),
        ).where(ends <= until)
    ).one()
    first = session.scalar(_last(ends).where(ends > now).order_by(ends).limit(1))
    below = SignedRevision.level != SignedRevision.level_asked
    unfinished, since = session.execute(
        _last(sa.func.count(), sa.func.min(SignedRevision.signed_at)).where(below)
    ).one()
    why = sa.func.coalesce(Attempt.code, SignedRevision.missing)
    reasons = session.execute(
        _last(why, sa.func.count())
        .outerjoin(Attempt, sa.and_(Attempt.paper_id == Paper.id, Attempt.step == "complete"))
        .where(below)
        .group_by(why)
        .order_by(sa.func.count().desc())
    )
    return Proofs(due or 0, late or 0, lost or 0, first, unfinished, since, {code: n for code, n in reasons})


def _last(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - expressions of many types
    """Select `columns` over the last revision of each kept paper."""
    return (
        sa.select(*columns)
        .select_from(SignedRevision)
        .join(Paper, sa.and_(SignedRevision.paper_id == Paper.id, SignedRevision.n == Paper.revision_n))
        .where(Paper.stage == Stage.KEPT.value)
    )


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))
