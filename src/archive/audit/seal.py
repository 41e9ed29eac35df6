"""The one sealer: chains committed events, so that none can be altered or dropped unseen.

Must not change what an event says. Runs in short transactions of its own, never in that of an act.
"""

import dataclasses as dc
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.audit.chain import START
from archive.audit.chain import link as link_of
from archive.audit.models import Event, EventDetail
from archive.audit.record import detail_hash
from archive.database.engine import Database
from archive.database.once import insert_once
from archive.papers.models import Counter

_BATCH = 500
_HEAD = "audit"
_LOCK = 0x50_48_4F_41  # any number that no other lock of the product uses


def seal(database: Database) -> int:
    """Chain every committed event that is not yet chained; return how many were."""
    total = 0
    while done := _seal_some(database):
        total += done
    return total


def _seal_some(database: Database) -> int:
    with database.transaction() as session:
        if database.postgres:
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        last = session.execute(
            sa.select(Event.n, Event.link).where(Event.n.is_not(None)).order_by(Event.n.desc()).limit(1)
        ).first()
        link = last.link or START if last else START
        number = _head(session)
        fresh = session.scalars(
            sa.select(Event).where(Event.n.is_(None)).order_by(Event.at, Event.id).limit(_BATCH)
        ).all()
        for event in fresh:
            number += 1
            link = link_of(link, number, said(event))
            event.n, event.link = number, link
        session.get_one(Counter, _HEAD).value = number
        return len(fresh)


def _head(session: Session) -> int:
    """Return the number of the last event ever sealed, so that a dropped end leaves a gap."""
    insert_once(session, Counter, name=_HEAD, value=0)
    return session.get_one(Counter, _HEAD).value


def said(event: Event) -> tuple[str, ...]:
    """Return what the chain holds of an event; its detail only by its hash."""
    return (
        str(event.id),
        event.at.isoformat(timespec="microseconds"),
        event.actor,
        event.channel,
        event.action,
        event.subject,
        event.outcome,
        event.detail_hash,
    )


@dc.dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk over the chain found.

    Attributes:
        events: all events.
        sealed: those in the chain.
        unsealed: those not chained yet.
        erased: events whose personal detail was erased.
        broken: numbers of events that do not fit the chain or their detail, or of the last one where the
            end is missing (at most 1,000).
    """

    events: int
    sealed: int
    unsealed: int
    erased: int
    broken: tuple[int, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was altered or dropped."""
        return not self.broken


def verify(session: Session) -> ChainReport:
    """Walk the whole chain and hold each event and its detail against it."""
    events = session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0
    rows: Iterable[tuple[Event, EventDetail | None]] = session.execute(
        sa.select(Event, EventDetail)
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .where(Event.n.is_not(None))
        .order_by(Event.n)
        .execution_options(yield_per=1000)
    )
    expected, link, sealed, erased = 0, START, 0, 0
    broken: list[int] = []
    for event, detail in rows:
        expected += 1
        sealed += 1
        wanted = link_of(link, expected, said(event))
        fits = event.n == expected and event.link == wanted
        if detail is None:
            erased += 1
        elif detail_hash(detail.salt, detail.detail) != event.detail_hash:
            fits = False
        if not fits:
            broken.append(event.n or 0)
        # Go on from what is written, so that one altered event is named once.
        expected, link = event.n or expected, event.link or wanted
    head = session.get(Counter, _HEAD)
    if (head.value if head else 0) != expected:
        broken.append(head.value if head else expected)
    return ChainReport(events, sealed, events - sealed, erased, tuple(broken[:1000]))
