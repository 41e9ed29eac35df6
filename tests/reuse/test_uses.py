"""An owner is told who used which paper, when and for what; nobody is told anything without a ground."""

import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import Forbidden, SohoaError
from archive.owners import repository as owners
from archive.owners.joining import join_numbers
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role
from archive.values.verdict import Verdict
from reuse import service
from reuse.errors import NoGround
from reuse.grounds import asking
from reuse.uses import uses
from tests.factories import BIRTH, CLOCK, DESK, NOW, OTHER_DESK, actor, citizen, paper, stored

COMPONENT = f"{BIRTH}-TP04"
HERE, THERE = f"{DESK}-260302-0099", f"{OTHER_DESK}-260302-0099"


def _take(session: Session, row: Paper, number: str, who: Any, *, owner: OwnerId, hours: int = 0) -> None:
    service.take(
        session, FixedClock(NOW + dt.timedelta(hours=hours)), who, row.id, asking(owner, "", ""),
        procedure=BIRTH, dossier=number, component=COMPONENT,
        revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
    )  # fmt: skip


def _uses(session: Session, owner: OwnerId, ground: str = "self", who: Any = None) -> list[dict[str, Any]]:
    return uses(session, CLOCK, who or actor(), owner, "", ground)


def test_the_owner_is_told_paper_dossier_agency_officer_day_purpose_and_ground(database: Database) -> None:
    with database.transaction() as session:
        row, stranger = paper(session), paper(session, owner=citizen(2))
        _take(session, row, HERE, actor(), owner=citizen(1))
        _take(session, row, THERE, actor(agency=OTHER_DESK, account="son"), owner=citizen(1), hours=1)
        _take(session, stranger, f"{DESK}-260302-0100", actor(), owner=citizen(2))
        later, first = _uses(session, citizen(1))
        assert (later["dossier"], later["officer"], later["at"][:16]) == (THERE, "son", "2026-03-02T11:00")
        assert (first["dossier"], first["officer"], first["code"]) == (HERE, "lan", row.code)
        assert first["purpose"].startswith(BIRTH)
        assert (first["ground"], first["own"]) == ("self", True)
        assert first["agency"] != later["agency"]


def test_it_does_not_matter_by_which_number_the_person_is_asked_for(database: Database) -> None:
    card = OwnerId(OwnerKind.CITIZEN, "123456789")
    with database.transaction() as session:
        row = paper(session)
        _take(session, row, HERE, actor(), owner=citizen(1))
        join_numbers(session, CLOCK, citizen(1), card)
        assert [(one["code"], one["own"]) for one in _uses(session, card)] == [(row.code, True)]


def test_of_a_paper_of_two_each_learns_no_more_of_the_others_dossier_than_the_use(
    database: Database,
) -> None:
    both = [Party(Role.SPOUSE, "Trần Thị Hoà", citizen(1)), Party(Role.SPOUSE, "Lê Văn Sơn", citizen(2))]
    with database.transaction() as session:
        row = paper(session, parties=both)
        _take(session, row, HERE, actor(), owner=citizen(2))
        (seen,) = _uses(session, citizen(1))
        assert (seen["code"], seen["officer"], seen["own"]) == (row.code, "lan", False)
        for name in ("dossier", "component", "purpose", "requester", "ground", "law"):
            assert seen[name] is None
        assert _uses(session, citizen(2))[0]["dossier"] == HERE


def test_a_paper_that_nobody_confirmed_to_be_theirs_tells_nothing(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        _take(session, row, HERE, actor(), owner=citizen(1))
        read = [Party(Role.OWNER, "Trần Thị Hoà", citizen(1)), Party(Role.OWNER, "Lê Văn Sơn", citizen(3))]
        owners.replace_parties(session, CLOCK, row, read, confirmed_by=None)
        owners.ensure(session, CLOCK, citizen(3))
        session.flush()
        assert _uses(session, citizen(3)) == []


@pytest.mark.parametrize(
    ("ground", "who", "error"),
    [
        ("", None, NoGround),
        ("neighbour", None, NoGround),
        ("parent", None, NoGround),
        ("authority:2026-999999", None, SohoaError),
        ("self", actor(AccountRight.AUDITOR), Forbidden),
        ("self", actor(AccountRight.ADMIN), Forbidden),
    ],
)
def test_without_a_ground_or_the_right_nothing_is_told(
    database: Database, ground: str, who: Any, error: type[SohoaError]
) -> None:
    said = []
    for owner in (citizen(1), citizen(99)):
        with database.transaction() as session:
            if owner == citizen(1):
                _take(session, paper(session), HERE, actor(), owner=owner)
        with pytest.raises(error) as refused, database.transaction() as session:
            _uses(session, owner, ground, who)
        said.append((type(refused.value), refused.value.text_en))
    assert said[0] == said[1]


def test_each_look_is_an_event_that_names_what_was_shown(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        _take(session, row, HERE, actor(), owner=citizen(1))
        _uses(session, citizen(1))
        event, detail = session.execute(
            sa.select(Event, EventDetail.detail)
            .join(EventDetail, EventDetail.event_id == Event.id)
            .where(Event.action == "reuse:uses")
        ).one()
        assert (event.actor, json.loads(detail)["shown"]) == ("lan", [str(row.id)])
        assert citizen(1).number not in event.subject
