"""Who asked for what was there is counted, by component, officer and agency; nobody is named."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import Forbidden
from archive.values.verdict import Verdict
from reuse import asked, service
from reuse.figures import By, Figure, figures
from reuse.grounds import asking
from tests.factories import BIRTH, CLOCK, NOW, OTHER_DESK, actor, citizen, paper, stored

THERE, FREE = f"{BIRTH}-TP04", f"{BIRTH}-TP02"
DAY = dt.date(2026, 3, 2)
AUDITOR = actor(AccountRight.AUDITOR, account="kiem")
SELF = asking(citizen(1), "", "")


def _ask(session: Session, component: str, number: str, who=None, clock=CLOCK) -> None:
    asked.ask(
        session,
        clock,
        who or actor(),
        SELF,
        procedure=BIRTH,
        dossier=number,
        component=component,
        reason="mờ",
    )


def _busy_day(session: Session) -> None:
    """Take once, refuse once, ask three times, twice for what is there, and once outside the list."""
    row = paper(session)
    where = {"procedure": BIRTH, "component": THERE}
    signed = stored(session, b"signed", "signed")
    service.take(
        session,
        CLOCK,
        actor(),
        row.id,
        SELF,
        dossier="H99-1",
        revision=signed,
        verdict=Verdict.PASSED,
        **where,
    )
    asked.refuse(session, CLOCK, actor(), row.id, SELF, dossier="H99-2", reason="mờ", **where)
    _ask(session, THERE, "H99-3")
    _ask(session, THERE, "H99-4", actor(account="binh", agency=OTHER_DESK))
    _ask(session, FREE, "H99-5")
    asked.outside(session, CLOCK, actor(), SELF, procedure=BIRTH, component="so-ho-khau", reason="thói quen")


def test_what_the_citizen_need_not_have_brought_stands_first(database: Database) -> None:
    with database.transaction() as session:
        _busy_day(session)
        assert figures(session, AUDITOR, By.COMPONENT, DAY, DAY) == [
            Figure(f"{BIRTH} {THERE}", asked=2, was_reusable=2, refused=1, taken=1),
            Figure(f"{BIRTH} so-ho-khau", outside=1),
            Figure(f"{BIRTH} {FREE}", asked=1),
        ]
        session.rollback()


def test_each_officer_and_each_agency_has_its_own(database: Database) -> None:
    with database.transaction() as session:
        _busy_day(session)
        here = Figure("lan", asked=2, was_reusable=1, outside=1, refused=1, taken=1)
        there = Figure("binh", asked=1, was_reusable=1)
        assert figures(session, AUDITOR, By.OFFICER, DAY, DAY) == [here, there]
        agencies = figures(session, AUDITOR, By.AGENCY, DAY, DAY)
        assert {one.key: one.spared for one in agencies} == {"H99.32.01": 2, OTHER_DESK: 1}
        session.rollback()


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        ("2026-03-01T17:00:00", 1),
        ("2026-03-01T16:59:59", 0),
        ("2026-03-02T16:59:59", 1),
        ("2026-03-02T17:00:00", 0),
    ],
)
def test_a_day_is_one_of_vietnam(database: Database, at: str, counted: int) -> None:
    with database.transaction() as session:
        clock = FixedClock(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC))
        _ask(session, FREE, "H99-1", clock=clock)
        assert len(figures(session, AUDITOR, By.COMPONENT, DAY, DAY)) == counted
        session.rollback()


@pytest.mark.parametrize("role", [AccountRight.OFFICER, AccountRight.HANDLER])
def test_officers_do_not_count_each_other(database: Database, role: AccountRight) -> None:
    with database.transaction() as session, pytest.raises(Forbidden):
        figures(session, actor(role), By.OFFICER, DAY, NOW.date())
