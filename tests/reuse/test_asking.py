"""Asking the citizen all the same: never for what nobody may ask, never in silence for what is there."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.database.engine import Database
from archive.dossiers.models import Dossier
from archive.errors import BadValue, Forbidden, NotFound
from archive.papers.models import Paper
from reuse import asked, repository, service
from reuse.errors import NoGround, NotAsked, NotReusable, OverAsking
from reuse.grounds import asking
from reuse.models import AskedInstead
from tests.factories import BIRTH, CLOCK, NOW, OTHER_DESK, actor, citizen, dossier, paper

COMPONENT = f"{BIRTH}-TP04"
NEW = "H99.32.01-260302-0099"
SELF = asking(citizen(1), "", "")


def _ask(session: Session, component: str = COMPONENT, reason: str = "", *, number: str = NEW, who=None,
         procedure: str = BIRTH) -> AskedInstead:  # fmt: skip
    return asked.ask(
        session, CLOCK, who or actor(), SELF, procedure=procedure, dossier=number, component=component,
        reason=reason,
    )  # fmt: skip


def _refuse(session: Session, row: Paper, reason: str = "mờ, không đọc được", *, component: str = COMPONENT,
            number: str = NEW, who=None, owner=None) -> AskedInstead:  # fmt: skip
    asks = asking(owner or citizen(1), "", "")
    return asked.refuse(
        session, CLOCK, who or actor(), row.id, asks, procedure=BIRTH, dossier=number,
        component=component, reason=reason,
    )  # fmt: skip


def _detail(session: Session, action: str) -> dict[str, object]:
    event = session.scalars(sa.select(Event).where(Event.action == action)).one()
    return json.loads(session.get_one(EventDetail, event.id).detail)


def test_what_is_not_there_may_be_asked_for(database: Database) -> None:
    with database.transaction() as session:
        row = _ask(session)
        assert (row.act, row.was_reusable, row.by, row.at, row.agency) == (
            "ask",
            False,
            "lan",
            NOW,
            "H99.32.01",
        )
        assert _detail(session, "reuse:ask")["was_reusable"] is False


def test_asking_and_refusing_tell_who_asked_and_how_they_were_known(database: Database) -> None:
    with database.transaction() as session:
        who = asking(citizen(1), str(citizen(2)), "spouse", "vneid")
        into = {"procedure": BIRTH, "dossier": NEW, "component": COMPONENT}
        asked.refuse(session, CLOCK, actor(), paper(session).id, who, **into, reason="mờ")
        asked.ask(session, CLOCK, actor(), who, **into, reason="mờ")
        for action in ("reuse:refuse", "reuse:ask"):
            assert who.recorded().items() <= _detail(session, action).items()


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_what_is_there_is_not_asked_for_without_a_reason(database: Database, reason: str) -> None:
    with database.transaction() as session:
        row = paper(session)
        with pytest.raises(OverAsking, match=row.code):
            _ask(session, reason=reason)
        assert session.scalars(sa.select(AskedInstead)).all() == []


def test_what_is_there_and_asked_for_with_a_reason_is_counted(database: Database) -> None:
    with database.transaction() as session:
        paper(session)
        row = _ask(session, reason="bản số hóa thiếu trang 2")
        assert (row.was_reusable, row.reason) == (True, "bản số hóa thiếu trang 2")
        assert _detail(session, "reuse:ask")["reason"] == "bản số hóa thiếu trang 2"


@pytest.mark.parametrize("component", [f"{BIRTH}-TP05", f"{BIRTH}-TP06"])
def test_what_a_database_has_is_not_asked_for_without_a_reason(database: Database, component: str) -> None:
    with database.transaction() as session, pytest.raises(OverAsking):
        _ask(session, component)


@pytest.mark.parametrize("component", [f"{BIRTH}-TP99", "", "TP04"])
def test_what_the_published_list_does_not_hold_is_never_asked_for(database: Database, component: str) -> None:
    with database.transaction() as session:
        with pytest.raises(NotAsked):
            _ask(session, component, "tôi muốn")
        with pytest.raises(NotAsked):
            _refuse(session, paper(session), component=component)


def test_asking_needs_a_ground_and_the_right(database: Database) -> None:
    with database.transaction() as session:
        paper(session)
        with pytest.raises(Forbidden):
            _ask(session, reason="x", who=actor(AccountRight.AUDITOR))
        with pytest.raises(NoGround):
            asking(citizen(1), str(citizen(2)), "")


def test_the_dossier_of_a_long_procedure_code_is_that_of_the_short_one(database: Database) -> None:
    with database.transaction() as session:
        row = _ask(session, procedure=f"{BIRTH}.000.00.00.H31")
        assert row.procedure_code == BIRTH
        assert session.get_one(Dossier, NEW).procedure_code == BIRTH
        _ask(session)


def test_an_offered_paper_is_refused_with_its_reason(database: Database) -> None:
    with database.transaction() as session:
        paper_row = paper(session)
        row = _refuse(session, paper_row)
        assert (row.act, row.paper_id, row.reason, row.was_reusable) == (
            "refuse", paper_row.id, "mờ, không đọc được", True,
        )  # fmt: skip
        assert [one.id for one in repository.asked_of_paper(session, paper_row.id)] == [row.id]
        assert _detail(session, "reuse:refuse")["reason"] == "mờ, không đọc được"


def test_refusing_a_paper_that_could_not_serve_is_not_counted_as_asking_too_much(database: Database) -> None:
    with database.transaction() as session:
        assert not _refuse(session, paper(session, standing="revoked")).was_reusable


def test_refusing_needs_a_reason_and_the_right(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        with pytest.raises(BadValue, match="reason"):
            _refuse(session, row, " ")
        with pytest.raises(Forbidden):
            _refuse(session, row, who=actor(AccountRight.ADMIN))


def test_another_persons_paper_cannot_be_refused_nor_learnt_of(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, owner=citizen(2))
        with pytest.raises(NotFound):
            _refuse(session, row)


def test_a_refusal_without_reason_says_the_same_whether_the_paper_is_there_or_not(database: Database) -> None:
    with database.transaction() as session:
        mine, others = paper(session), paper(session, owner=citizen(2))
        said = set()
        for row in (mine, others):
            with pytest.raises(BadValue) as refused:
                _refuse(session, row, "")
            said.add(refused.value.text_vi)
        assert len(said) == 1


def test_a_paper_that_was_never_offered_cannot_be_refused(database: Database) -> None:
    with database.transaction() as session, pytest.raises(NotReusable, match="type-not-accepted"):
        _refuse(session, paper(session, type="quyet-dinh"))


def test_a_number_with_blanks_around_it_is_the_same_dossier(database: Database) -> None:
    with database.transaction() as session:
        assert _ask(session, number=f" {NEW} ").dossier_number == NEW


def test_a_dossier_of_another_desk_cannot_be_asked_for(database: Database) -> None:
    with database.transaction() as session:
        dossier(
            session, NEW, receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK, keeping_agency=OTHER_DESK
        )
        with pytest.raises(NotFound):
            _ask(session)


def test_a_check_records_what_was_shown(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        service.answer(session, CLOCK, actor(), SELF, BIRTH)
        detail = _detail(session, "reuse:check")
        assert detail["shown"][COMPONENT] == ["reusable", str(row.id)]
        assert (detail["owner"], detail["ground"]) == (str(citizen(1)), "self")
