"""Auditors look events up, and nobody else does."""

import datetime as dt

import pytest

from archive.accounts.actor import AccountRight
from archive.audit.models import EventDetail
from archive.audit.record import Outcome, record
from archive.audit.repository import EventQuestion, events, last_sealed
from archive.audit.seal import seal
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import Forbidden
from tests.factories import NOW, actor

AUDITOR = actor(AccountRight.AUDITOR)


def _fill(database: Database) -> None:
    rows = [
        ("lan", "paper:confirm", "p1", Outcome.DONE, NOW),
        ("binh", "paper:sign", "p1", Outcome.REFUSED, NOW),
        ("lan", "reuse:take", "p2", Outcome.DONE, dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)),
        (
            "lan",
            "paperclip:x",
            "p3",
            Outcome.DONE,
            dt.datetime(2026, 3, 2, 16, 59, 59, 999999, tzinfo=dt.UTC),
        ),
    ]
    for account, action, subject, outcome, at in rows:
        with database.transaction() as session:
            record(
                session,
                FixedClock(at),
                actor(account=account),
                action,
                subject,
                outcome=outcome,
                detail={"x": 1},
            )


def _subjects(database: Database, **asked) -> list[str]:
    with database.reading() as session:
        return [row["subject"] for row in events(session, AUDITOR, EventQuestion(**asked))]


@pytest.mark.parametrize(
    "roles",
    [
        [AccountRight.OFFICER],
        [AccountRight.HANDLER],
        [AccountRight.ADMIN],
        [AccountRight.ADMIN, AccountRight.OFFICER],
    ],
)
def test_nobody_but_an_auditor_reads_the_trail(database: Database, roles: list[AccountRight]) -> None:
    _fill(database)
    with database.reading() as session, pytest.raises(Forbidden):
        events(session, actor(*roles), EventQuestion())


def test_events_are_asked_for_by_each_of_their_sides(database: Database) -> None:
    _fill(database)
    assert _subjects(database) == ["p3", "p2", "p1", "p1"]
    assert _subjects(database, subject="p1", outcome="refused") == ["p1"]
    assert _subjects(database, subject="p1", also="p2") == ["p2", "p1", "p1"]
    assert _subjects(database, actor="binh") == ["p1"]
    assert _subjects(database, action="paper:") == ["p1", "p1"]
    assert _subjects(database, action="%") == []


def test_a_day_is_one_of_vietnam_to_its_last_moment(database: Database) -> None:
    _fill(database)
    assert _subjects(database, day=dt.date(2026, 3, 2)) == ["p3", "p1", "p1"]
    assert _subjects(database, day=dt.date(2026, 3, 3)) == ["p2"]


def test_pages_of_events_follow_each_other(database: Database) -> None:
    import uuid

    _fill(database)
    with database.reading() as session:
        first = events(session, AUDITOR, EventQuestion(limit=2))
        rest = events(session, AUDITOR, EventQuestion(before=uuid.UUID(first[-1]["event"])))
        whole = events(session, AUDITOR, EventQuestion())
    assert first + rest == whole


def test_an_event_whose_detail_was_erased_is_shown_without_it(database: Database) -> None:
    import sqlalchemy as sa

    _fill(database)
    with database.transaction() as session:
        session.execute(sa.delete(EventDetail))
    with database.reading() as session:
        shown = events(session, AUDITOR, EventQuestion())
    assert [row["detail"] for row in shown] == [None] * 4
    assert "2026-03-02T23:59:59+07:00" in {row["at"] for row in shown}


def test_it_is_told_how_much_is_sealed(database: Database) -> None:
    assert last_sealed_of(database) == (0, 0)
    _fill(database)
    assert last_sealed_of(database) == (4, 0)
    seal(database)
    assert last_sealed_of(database) == (4, 4)


def last_sealed_of(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        return last_sealed(session)
