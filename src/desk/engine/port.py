"""The port of durable work.

Must not know papers' rules: it runs named legs for ids, at least once, and again after a crash.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

Step = Callable[[uuid.UUID], bool]
"""One step of a leg: does its work for that paper, or returns at once where the row is past it.
Returns whether the next step may follow; must not raise."""


class Leg(StrEnum):
    """A short piece of a paper's way; none waits for a person."""

    READ = "read"
    AGAIN = "read-again"
    KEEP = "keep"
    COMPLETE = "complete"
    SEAL = "seal"
    RENEW = "renew"


Legs = Mapping[Leg, Sequence[tuple[str, Step]]]


class Engine(Protocol):
    """Runs legs."""

    def enqueue(self, session: Session, leg: Leg, paper_id: uuid.UUID, attempt: int) -> None:
        """Order a leg in the caller's transaction, under the id `paper:leg:attempt`."""
        ...

    def live(self) -> frozenset[str]:
        """Return the ids of the legs that are waiting or running."""
        ...

    def start(self, legs: Legs) -> None:
        """Begin to work in this process."""
        ...

    def recover(self) -> None:
        """Give the work of dead processes back to the queue."""
        ...

    def stop(self) -> None:
        """Stop working; what was running goes on in the next process."""
        ...


def leg_id(leg: Leg, paper_id: uuid.UUID, attempt: int) -> str:
    """Return the id under which a leg runs; the same id never runs twice."""
    return f"{paper_id}:{leg.value}:{attempt}"
