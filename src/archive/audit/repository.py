"""Looks events up for auditors, page by page.

Must not be open to anybody else, nor change an event.
"""

import dataclasses as dc
import datetime as dt
import json
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.audit.models import Event, EventDetail
from archive.clock import VIETNAM, vietnam_iso

RIGHTS = (AccountRight.AUDITOR,)


@dc.dataclass(frozen=True, slots=True)
class EventQuestion:
    """Which events somebody looks for.

    Attributes:
        subject: what it was done to: the id of a paper, a dossier's number, …
        also: another name of the same thing: a refusal names a paper as it was typed, by code or id.
        actor: name of the account.
        action: `paper:confirm`, or its beginning `paper:`.
        day: date in Vietnam.
        outcome: done or refused.
        before: id of the last event of the page before.
        limit: most answers.
    """

    subject: str = ""
    also: str = ""
    actor: str = ""
    action: str = ""
    day: dt.date | None = None
    outcome: str = ""
    before: uuid.UUID | None = None
    limit: int = 100


def events(session: Session, actor: Actor, asked: EventQuestion) -> list[dict[str, Any]]:
    """Return events, the latest first, with their detail where it was not erased.

    Raises:
        Forbidden: the actor is no auditor.
    """
    actor.require("audit:read", *RIGHTS)
    rows = session.execute(
        sa.select(Event, EventDetail.detail)
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .where(*_conditions(asked))
        .order_by(Event.id.desc())
        .limit(asked.limit)
    ).all()
    return [_row(event, detail) for event, detail in rows]


def _conditions(asked: EventQuestion) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    named = [name for name in (asked.subject, asked.also) if name]
    if named:
        found.append(Event.subject.in_(named))
    if asked.actor:
        found.append(Event.actor == asked.actor)
    if asked.action:
        found.append(Event.action.startswith(asked.action, autoescape=True))
    if asked.outcome:
        found.append(Event.outcome == asked.outcome)
    if asked.day is not None:
        start = dt.datetime.combine(asked.day, dt.time(), VIETNAM)
        found.append(Event.at.between(start, start + dt.timedelta(days=1) - dt.timedelta(microseconds=1)))
    if asked.before is not None:
        found.append(Event.id < asked.before)
    return found


def _row(event: Event, detail: str | None) -> dict[str, Any]:
    return {
        "event": str(event.id),
        "n": event.n,
        "at": vietnam_iso(event.at),
        "actor": event.actor,
        "channel": event.channel,
        "action": event.action,
        "subject": event.subject,
        "outcome": event.outcome,
        "sealed": event.link is not None,
        "detail": json.loads(detail) if detail else None,
    }


def last_sealed(session: Session) -> tuple[int, int]:
    """Return how many events there are, and how many of them are in the chain."""
    events = session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0
    return events, session.scalar(sa.select(sa.func.max(Event.n))) or 0
