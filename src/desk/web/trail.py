"""Shows the audit trail to auditors; looking at it is an event too.

Must not be open to anybody else.
"""

import dataclasses as dc
from typing import Any

from archive.accounts.actor import Actor
from archive.audit.repository import EventQuestion, events
from archive.errors import NotFound
from archive.papers import repository as papers
from desk.house import House


def trail(house: House, actor: Actor, asked: EventQuestion, *, paper: str = "") -> list[dict[str, Any]]:
    """Return events, the latest first; `paper` is a short code or UUID that is looked up first.

    Raises:
        Forbidden: the actor is no auditor.
    """
    with house.act(actor, "audit:read", "") as session:
        if paper:
            try:
                found = papers.get(session, actor, paper)
                asked = dc.replace(asked, subject=str(found.id), also=found.code)
            except NotFound:
                # Refusals name what was asked for, whether it exists or not.
                asked = dc.replace(asked, subject=paper)
        rows = events(session, actor, asked)
        house.done(
            session, actor, "audit:read", "",
            subject=asked.subject, of=asked.actor, action=asked.action, day=str(asked.day or ""),
            first=rows[0]["event"] if rows else "", last=rows[-1]["event"] if rows else "", count=len(rows),
        )  # fmt: skip
    return rows
