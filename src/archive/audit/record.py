"""Records acts and refusals as events, inside the transaction of the act.

Must not chain: many writers insert at once, `seal.py` chains what was committed.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.audit.models import Event, EventDetail
from archive.clock import Clock
from archive.values.ids import new_id

_LONGEST = 120  # letters of `Event.subject`
_PERSONAL = re.compile(r"(?<![\w.-])\d{9,13}(?![\w.-])")
_HIDDEN = "…"


class Outcome(StrEnum):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"


def record(
    session: Session,
    clock: Clock,
    actor: Actor,
    action: str,
    subject: str,
    *,
    outcome: Outcome = Outcome.DONE,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Insert one event.

    Args:
        session: of the act's own transaction; of a fresh one for a refusal, which must survive.
        clock: tells the event's time.
        actor: who did it.
        action: `subject:act`, e.g. `paper:confirm` (docs/guide/auditors.md says how to look for them).
        subject: what it was done to: the paper's id, a dossier's number, …; what people typed may be
            a personal number, which is moved to the detail.
        outcome: done or refused.
        detail: what else must be known; personal values belong here, never into `subject`.
    """
    told = dict(detail or {})
    named = _storable(subject)
    public = _PERSONAL.sub(_HIDDEN, named)[:_LONGEST]
    if public != named:
        told["subject"] = named
    text = _storable(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str))
    salt = secrets.token_bytes(32)
    event = Event(
        id=new_id(),
        at=clock.now(),
        actor=actor.account,
        channel=actor.channel,
        action=action,
        subject=public,
        outcome=outcome.value,
        detail_hash=detail_hash(salt, text),
    )
    session.add(event)
    session.flush()
    session.add(EventDetail(event_id=event.id, salt=salt, detail=text))


def _storable(text: str) -> str:
    """Write what no database keeps as escapes: names of files may be any bytes."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")


def detail_hash(salt: bytes, text: str) -> str:
    """Return SHA-256(salt ‖ detail): without the salt a 12-digit number could be guessed from it."""
    return hashlib.sha256(salt + text.encode()).hexdigest()
