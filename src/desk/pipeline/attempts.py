"""Tries of a step: a passing failure is tried again later, a lasting one ends in `failed` with its code.

Must not hide a bug: an unknown error is logged with its trace and tried again a few times.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.machine import MACHINE
from archive.audit.record import Outcome, record
from archive.errors import SohoaError
from archive.papers import readings
from archive.papers import repository as papers
from archive.values.states import Stage
from desk.engine.port import Leg, Step
from desk.house import House
from desk.models import Attempt

LOG = logging.getLogger("sohoa.pipeline")

WAITS = (dt.timedelta(seconds=1), dt.timedelta(seconds=10), dt.timedelta(minutes=2), dt.timedelta(minutes=15))
"""Waits before the next try; after the last one the paper fails and an officer decides."""

INTERNAL = "internal"


def step(house: House, name: str, work: Callable[[House, uuid.UUID], bool]) -> tuple[str, Step]:
    """Wrap one step of a leg, so that a failure becomes a row and never ends the worker."""

    def run(paper_id: uuid.UUID) -> bool:
        try:
            go_on = work(house, paper_id)
        except SohoaError as error:
            _failed(house, paper_id, name, error.code, error.text_en, lasting=not error.retryable)
            return False
        except Exception:
            LOG.exception("step failed step=%s paper=%s", name, paper_id)
            _failed(house, paper_id, name, INTERNAL, "see the log of the worker", lasting=False)
            return False
        _passed(house, paper_id, name)
        return go_on

    return name, run


def _failed(house: House, paper_id: uuid.UUID, name: str, code: str, text: str, *, lasting: bool) -> None:
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        row = session.get(Attempt, (paper_id, name))
        if row is None:
            row = Attempt(paper_id=paper_id, step=name, count=0, code=code, last_at=house.clock.now())
            session.add(row)
        row.count += 1
        row.code, row.last_at = code, house.clock.now()
        ends = lasting or row.count > len(WAITS)
        again = name == Leg.AGAIN.value
        over = ends and Stage(paper.stage) in papers.WORKING and not again
        # A kept paper that lacks a timestamp is tried for ever, at the longest wait.
        wait = WAITS[min(row.count, len(WAITS)) - 1]
        row.next_at = None if over else house.clock.now() + wait
        paper.error = code
        if lasting and name in (Leg.SEAL.value, Leg.RENEW.value):
            # An order that cannot be met ends here: whoever gave it sees why, and may give it again.
            paper.sealing_account, row.next_at = None, None
            _record(session, house, MACHINE, paper_id, name, code, text)
        if again and ends:
            # What was read before is still there: the paper goes back to where it was.
            readings.close_order(session, paper_id)
            row.next_at = None
            if paper.stage == Stage.READING.value:
                papers.move(paper, Stage.NEEDS_REVIEW)
            _record(session, house, MACHINE, paper_id, name, code, text)
        if over:
            papers.move(paper, Stage.FAILED)
            _record(session, house, MACHINE, paper_id, name, code, text)


def _record(
    session: Session, house: House, actor: Actor, paper_id: uuid.UUID, name: str, code: str, text: str
) -> None:
    detail = {"step": name, "code": code, "text": text}
    record(session, house.clock, actor, "paper:fail", str(paper_id), outcome=Outcome.REFUSED, detail=detail)


def _passed(house: House, paper_id: uuid.UUID, name: str) -> None:
    with house.database.reading() as session:
        if session.get(Attempt, (paper_id, name)) is None:
            return
    with house.database.transaction() as session:
        forget(session, paper_id, name)
        paper = papers.at_work(session, paper_id)
        if paper.error is not None:
            paper.error = None


def forget(session: Session, paper_id: uuid.UUID, name: str) -> None:
    """Let the tries of a step count from the beginning again."""
    session.execute(sa.delete(Attempt).where(Attempt.paper_id == paper_id, Attempt.step == name))


def waiting_until(session: Session, paper_id: uuid.UUID) -> dt.datetime | None:
    """Return when the paper's next try is due, None where none is planned."""
    return session.scalar(sa.select(sa.func.max(Attempt.next_at)).where(Attempt.paper_id == paper_id))
