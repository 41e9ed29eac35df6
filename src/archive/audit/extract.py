"""The events of one subject with their links, to be checked by whoever has nothing but the extract.

Must not hold an event that the reader may not see. What it cannot prove: that no other event is in the chain,
and that the chain is the archive's; for that its links are compared with those the archive has.
"""

import dataclasses as dc
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from archive.audit.chain import START, link
from archive.audit.models import Event, EventDetail
from archive.audit.record import detail_hash
from archive.audit.seal import said

_FIELDS = ("id", "at", "actor", "channel", "action", "subject", "outcome", "detail_hash")


@dc.dataclass(frozen=True, slots=True)
class Extracted:
    """One event out of the chain.

    Attributes:
        n: its number in the chain.
        previous: link of the event before it.
        link: its own.
        said: what the link says of it, in the order of the fields.
        salt: of its detail, hexadecimal; empty where the detail was erased.
        detail: as it was hashed; empty where it was erased.
    """

    n: int
    previous: str
    link: str
    said: tuple[str, ...]
    salt: str = ""
    detail: str = ""

    @property
    def action(self) -> str:
        """What was done."""
        return self.said[_FIELDS.index("action")]

    @property
    def subject(self) -> str:
        """To what it was done."""
        return self.said[_FIELDS.index("subject")]

    @property
    def outcome(self) -> str:
        """How it ended."""
        return self.said[_FIELDS.index("outcome")]

    @property
    def facts(self) -> dict[str, object]:
        """The detail as values; empty where it was erased or is none."""
        try:
            found = json.loads(self.detail)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def holds(self) -> bool:
        """Whether link and detail are those of what it says."""
        if self.link != link(self.previous, self.n, self.said):
            return False
        return not self.detail or detail_hash(bytes.fromhex(self.salt), self.detail) == self.said[-1]


def extract(session: Session, subject: str, seen: Callable[[Event], bool]) -> list[Extracted]:
    """Return the chained events of a subject, oldest first.

    Args:
        session: for reading.
        subject: to what they were done.
        seen: whether an event may be shown.
    """
    before = aliased(Event)
    rows = session.execute(
        sa.select(Event, before.link, EventDetail)
        .outerjoin(before, before.n == Event.n - 1)
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .where(Event.subject == subject, Event.n.is_not(None))
        .order_by(Event.n)
    ).all()
    return [
        Extracted(
            event.n or 0,
            previous or START,
            event.link or "",
            said(event),
            detail.salt.hex() if detail else "",
            detail.detail if detail else "",
        )
        for event, previous, detail in rows
        if seen(event)
    ]


def head(session: Session) -> tuple[int, str]:
    """Return number and link of the last event in the chain."""
    row = session.execute(
        sa.select(Event.n, Event.link).where(Event.n.is_not(None)).order_by(Event.n.desc()).limit(1)
    ).first()
    return (row.n or 0, row.link or START) if row else (0, START)


def as_lines(events: Iterable[Extracted]) -> str:
    """Return an extract as JSON lines."""
    return "".join(json.dumps(_row(event), ensure_ascii=False) + "\n" for event in events)


def from_lines(text: str) -> list[Extracted]:
    """Return the events of an extract.

    Raises:
        ValueError: it is none.
    """
    return [_event(line) for line in text.splitlines() if line]


def is_whole(events: Sequence[Extracted]) -> bool:
    """Return whether nothing in an extract was altered: each event holds, and neighbours are linked."""
    for one, following in pairwise(events):
        if following.n <= one.n or (following.n == one.n + 1 and following.previous != one.link):
            return False
    first = all(event.previous == START for event in events if event.n == 1)
    return first and all(event.holds for event in events)


def _row(event: Extracted) -> dict[str, object]:
    told: dict[str, object] = {"n": event.n, **dict(zip(_FIELDS, event.said, strict=True))}
    told |= {"previous": event.previous, "link": event.link}
    return told | ({"salt": event.salt, "detail": event.detail} if event.detail else {})


def _event(line: str) -> Extracted:
    try:
        row = json.loads(line)
        number = row["n"]
        texts = [row[name] for name in ("previous", "link", *_FIELDS)]
        texts += [row.get("salt", ""), row.get("detail", "")]
        bytes.fromhex(texts[-2])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no event") from error
    if type(number) is not int or number < 1 or not all(type(text) is str for text in texts):
        raise ValueError("no event")
    for text in texts:
        text.encode()  # a lone surrogate is no text
    previous, own, *middle, salt, detail = texts
    return Extracted(number, previous, own, tuple(middle), salt, detail)
