"""A paper ends with reason, authority and day; every dossier that took it is told, once."""

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.audit.models import Event
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.errors import BadValue, Forbidden, LostUpdate, MoveNotAllowed, NotFound, SohoaError
from archive.papers.models import Paper, PaperEnding
from archive.values.verdict import Verdict
from desk.counter import noticing
from desk.errors import ReasonNeeded
from desk.house import House
from desk.pipeline.revoke import Revocation, replace, revoke
from reuse import service
from reuse.grounds import asking
from reuse.models import DossierNotice
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, DESK, NOW, OTHER_DESK, actor, citizen, dossier, paper, stored

COMPONENT = f"{BIRTH}-TP04"
TODAY = dt.date(2026, 3, 2)
HERE, THERE = f"{DESK}-260302-0099", f"{OTHER_DESK}-260302-0099"
ELSEWHERE = actor(agency=OTHER_DESK, account="son")


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _kept(house: House, **values: Any) -> Paper:
    with house.database.transaction() as session:
        return paper(session, **values)


def _take(house: House, row: Paper, number: str = HERE, who: Any = None, at: dt.datetime = NOW) -> None:
    with house.database.transaction() as session:
        service.take(
            session, FixedClock(at), who or actor(), row.id, asking(citizen(1), "", ""), procedure=BIRTH,
            dossier=number, component=COMPONENT, revision=stored(session, b"signed", "signed"),
            verdict=Verdict.PASSED,
        )  # fmt: skip


def _now(house: House, row: Paper) -> Paper:
    with house.database.reading() as session:
        return session.get_one(Paper, row.id)


def _endings(house: House) -> list[PaperEnding]:
    with house.database.reading() as session:
        return list(session.scalars(sa.select(PaperEnding)))


def _told(house: House) -> dict[str, str]:
    with house.database.reading() as session:
        return {row.dossier_number: row.told for row in session.scalars(sa.select(DossierNotice))}


def test_a_revocation_tells_reason_authority_decision_and_day(house: House) -> None:
    row, decision = _kept(house), _kept(house, type="quyet-dinh")
    said = Revocation("cấp sai", authority="UBND xã", decision="12/QĐ-UBND", decision_paper=decision.code,
                      since=dt.date(2026, 2, 1))  # fmt: skip
    assert revoke(house, actor(), row.code, said).standing == "revoked"
    (ending,) = _endings(house)
    assert (ending.how, ending.since, ending.reason) == ("revoked", dt.date(2026, 2, 1), "cấp sai")
    assert (ending.authority, ending.decision) == ("UBND xã", "12/QĐ-UBND")
    assert (ending.decision_paper_id, ending.by) == (decision.id, "lan")


def test_by_default_the_officers_agency_decides_and_it_holds_from_today(house: House) -> None:
    row = _kept(house)
    revoke(house, actor(), row.code, Revocation("cấp sai"))
    (ending,) = _endings(house)
    assert ending.since == TODAY
    assert "xã" in ending.authority.lower() or "phường" in ending.authority.lower()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Revocation(" "), ReasonNeeded),
        (Revocation("cấp sai", since=dt.date(2026, 3, 3)), BadValue),
        (Revocation("cấp sai", version=99), LostUpdate),
        (Revocation("cấp sai", decision_paper="2026-999999"), NotFound),
        (Revocation("cấp sai", superseded_by="2026-999999"), NotFound),
    ],
)
def test_what_is_unclear_ends_nothing(house: House, said: Revocation, error: type[SohoaError]) -> None:
    row = _kept(house)
    with pytest.raises(error):
        revoke(house, actor(), row.code, said)
    assert _now(house, row).standing == "available"
    assert _endings(house) == []


def test_every_dossier_that_took_it_is_told_and_the_act_names_none_twice(house: House) -> None:
    row, other = _kept(house), _kept(house, number="2")
    for number, who in ((HERE, None), (THERE, ELSEWHERE)):
        _take(house, row, number, who)
    _take(house, other, f"{DESK}-260302-0100")
    revoke(house, actor(), row.code, Revocation("cấp sai"))
    assert _told(house) == {HERE: "look-again", THERE: "look-again"}
    with house.database.reading() as session:
        told = session.scalars(sa.select(Event.subject).where(Event.action == "dossier:told"))
        assert sorted(told) == sorted([HERE, THERE])


@pytest.mark.parametrize(
    ("closed", "since", "told"),
    [
        (True, TODAY, "used-while-valid"),
        (True, TODAY - dt.timedelta(days=1), "look-again"),
        (False, TODAY, "look-again"),
    ],
    ids=["taken before, decided", "taken on the very day", "not decided yet"],
)
def test_only_what_was_taken_before_and_is_decided_needs_no_second_look(
    house: House, closed: bool, since: dt.date, told: str
) -> None:
    row = _kept(house)
    _take(house, row, at=NOW - dt.timedelta(days=1))
    with house.database.transaction() as session:
        if closed:
            dossiers.close(CLOCK, session.get_one(Dossier, HERE))
    revoke(house, actor(), row.code, Revocation("cấp sai", since=since))
    assert _told(house) == {HERE: told}


def test_a_superseded_paper_that_is_revoked_later_tells_of_both(house: House) -> None:
    row, newer = _kept(house), _kept(house)
    _take(house, row)
    revoke(house, actor(), row.code, Revocation("cấp đổi", newer.code))
    revoke(house, actor(), row.code, Revocation("cấp sai ngay từ đầu"))
    assert [one["how"] for one in noticing.told(house, actor(), HERE)] == ["revoked", "superseded"]
    with pytest.raises(MoveNotAllowed):
        revoke(house, actor(), row.code, Revocation("lần nữa"))


def test_a_copy_without_a_page_is_replaced_and_everybody_looks_again(house: House) -> None:
    row, whole = _kept(house), _kept(house)
    _take(house, row)
    with house.database.transaction() as session:
        dossiers.close(CLOCK, session.get_one(Dossier, HERE))
    assert replace(house, actor(), row.code, whole.code, "thiếu trang 2").standing == "superseded"
    now = _now(house, row)
    assert (now.superseded_by, now.stage) == (whole.id, "kept")
    assert _told(house) == {HERE: "look-again"}
    (ending,) = _endings(house)
    assert (ending.how, ending.newer_id, ending.since) == ("replaced", whole.id, TODAY)


@pytest.mark.parametrize(
    "values",
    [
        {"owner": citizen(2)},
        {"confirmed_by": None},
        {"type": "quyet-dinh"},
        {"standing": "hidden"},
        {"stage": "needs_review", "standing": "pending"},
    ],
)
def test_nothing_but_the_same_owners_available_copy_replaces(house: House, values: dict[str, Any]) -> None:
    row, other = _kept(house), _kept(house, **values)
    with pytest.raises(BadValue):
        replace(house, actor(), row.code, other.code, "thiếu trang 2")
    with pytest.raises(BadValue):
        replace(house, actor(), row.code, row.code, "thiếu trang 2")
    assert _now(house, row).standing == "available"


def test_who_only_took_a_paper_ends_nothing(house: House) -> None:
    row, whole = _kept(house), _kept(house)
    for one in (row, whole):
        _take(house, one, f"{OTHER_DESK}-260302-{one.code[-4:]}", ELSEWHERE)
    with pytest.raises(Forbidden):
        revoke(house, ELSEWHERE, row.code, Revocation("cấp sai"))
    with pytest.raises(Forbidden):
        replace(house, ELSEWHERE, row.code, whole.code, "thiếu trang")
    for act in (lambda who: revoke(house, who, row.code, Revocation("cấp sai")),
                lambda who: replace(house, who, row.code, whole.code, "thiếu trang")):  # fmt: skip
        with pytest.raises(NotFound):
            act(actor(agency="H99.30.01", account="xa"))
    assert _now(house, row).standing == "available"


def test_a_notice_is_seen_by_an_officer_of_its_dossier_once(house: House) -> None:
    row = _kept(house)
    _take(house, row, THERE, ELSEWHERE)
    revoke(house, actor(), row.code, Revocation("cấp sai"))
    (notice,) = noticing.told(house, ELSEWHERE)
    assert (notice["code"], notice["told"], notice["reason"]) == (row.code, "look-again", "cấp sai")
    assert noticing.told(house, actor()) == []
    for who in (actor(), actor(AccountRight.ADMIN)):
        with pytest.raises((NotFound, Forbidden)):
            noticing.acknowledge(house, who, THERE, notice["notice"])
    with pytest.raises(Forbidden):
        noticing.acknowledge(house, actor(AccountRight.AUDITOR), THERE, notice["notice"])
    for _ in range(2):
        assert noticing.acknowledge(house, ELSEWHERE, THERE, notice["notice"]).seen_by == "son"
    assert noticing.told(house, ELSEWHERE) == []
    assert [one["seen_by"] for one in noticing.told(house, ELSEWHERE, THERE, unseen=False)] == ["son"]
    with house.database.reading() as session:
        seen = sa.select(sa.func.count()).where(
            Event.action == "dossier:acknowledge", Event.outcome == "done"
        )
        assert session.scalar(seen) == 1


@pytest.mark.parametrize("notice", ["không-phải-mã", str(uuid.UUID(int=7))])
def test_a_notice_that_is_not_there_is_not_found(house: House, notice: str) -> None:
    with house.database.transaction() as session:
        dossier(session, HERE)
    with pytest.raises(NotFound):
        noticing.acknowledge(house, actor(), HERE, notice)


def test_the_newer_paper_is_named_only_to_those_who_may_read_it(house: House) -> None:
    row, newer = _kept(house), _kept(house)
    _take(house, row, THERE, ELSEWHERE)
    _take(house, row, HERE)
    revoke(house, actor(), row.code, Revocation("cấp đổi", newer.code))
    assert [one["newer_code"] for one in noticing.told(house, ELSEWHERE)] == [None]
    assert [one["newer_code"] for one in noticing.told(house, actor())] == [newer.code]


def test_a_take_and_a_revocation_at_once_leave_no_dossier_untold(house: House) -> None:
    row = _kept(house)
    done: list[str] = []

    def taking() -> None:
        try:
            _take(house, row)
            done.append("took")
        except SohoaError:
            done.append("refused")

    def ending() -> None:
        revoke(house, actor(), row.code, Revocation("cấp sai"))

    threads = [threading.Thread(target=work) for work in (taking, ending)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert _now(house, row).standing == "revoked"
    assert _told(house) == ({HERE: "look-again"} if done == ["took"] else {})
