"""Who took a paper is told when it proves to be another's or never compared, or is corrected."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from archive.clock import FixedClock
from archive.database.engine import Database
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.errors import MoveNotAllowed
from archive.owners.models import Identifier, PaperParty
from archive.papers.models import Paper, PaperEnding
from archive.values.description import OwnerId, Presented, Role
from archive.values.states import Ended
from archive.values.verdict import Verdict
from desk.counter import noticing
from desk.errors import EndStands
from desk.house import House
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.correction_notices import Noted, note_correction
from desk.pipeline.ending import End, end
from desk.pipeline.reinstate import reinstate
from reuse import service
from reuse.grounds import asking
from tests.desk.houses import bare_house
from tests.factories import BIRTH, DESK, NOW, OTHER_DESK, actor, citizen, paper, stored

HERE, THERE = f"{DESK}-260302-0099", f"{OTHER_DESK}-260302-0099"
ELSEWHERE = actor(agency=OTHER_DESK, account="son")
WRONG = "không phải của citizen:" + citizen(1).number


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


@pytest.fixture
def taken(house: House) -> Paper:
    """A paper of citizen 1 that two dossiers took days ago; one of them is decided."""
    with house.database.transaction() as session:
        row = paper(session)
        revision = stored(session, b"signed", "signed")
        for number, who in ((HERE, actor()), (THERE, ELSEWHERE)):
            service.take(
                session, FixedClock(NOW - dt.timedelta(days=9)), who, row.id, asking(citizen(1), "", ""),
                procedure=BIRTH, dossier=number, component=f"{BIRTH}-TP04", revision=revision,
                verdict=Verdict.PASSED,
            )  # fmt: skip
        dossiers.close(FixedClock(NOW - dt.timedelta(days=8)), session.get_one(Dossier, THERE))
    return row


def _say(house: House, row: Paper, *named: OwnerId, **said: Any) -> Paper:
    pairs = tuple((owner, Role.OWNER) for owner in named)
    presented = said.pop("presented", Presented.ORIGINAL)
    return confirm(house, actor(), row.code, Confirmation(presented, owners=pairs, **said))


def _told(house: House) -> list[tuple[str, str, str, str]]:
    rows = [one for who in (actor(), ELSEWHERE) for one in noticing.told(house, who, unseen=True)]
    return sorted((one["dossier"], one["told"], one["how"], one["reason"]) for one in rows)


def _confirmed(house: House, row: Paper) -> set[str]:
    with house.database.reading() as session:
        rows = session.scalars(sa.select(PaperParty).where(PaperParty.paper_id == row.id))
        return {str(one.number) for one in rows if one.confirmed_by}


def _endings(house: House) -> list[str]:
    with house.database.reading() as session:
        return sorted(session.scalars(sa.select(PaperEnding.how)))


def test_whoever_took_a_paper_that_is_another_persons_looks_again(house: House, taken: Paper) -> None:
    assert _say(house, taken, citizen(2)).standing == "available"
    assert _told(house) == [(number, "look-again", "owner", WRONG) for number in (THERE, HERE)]


def test_each_time_that_the_owner_is_put_right_is_told(house: House, taken: Paper) -> None:
    _say(house, taken, citizen(2))
    _say(house, taken, citizen(2))
    assert _endings(house) == ["owner"]
    _say(house, taken, citizen(3))
    assert _endings(house) == ["owner", "owner"]
    assert len(_told(house)) == 4


def test_who_took_it_for_an_owner_whose_it_is_hears_nothing_of_another(house: House, taken: Paper) -> None:
    _say(house, taken, citizen(1), citizen(2))
    _say(house, taken, citizen(1))  # the other one was mistyped
    assert (_told(house), _endings(house)) == ([], [])
    _say(house, taken, citizen(3))
    before = _told(house)
    _say(house, taken, citizen(1))  # and so was this
    assert (len(before), _told(house)) == (2, before)


def test_one_of_two_owners_who_proves_to_be_none_is_told_by_number(house: House, taken: Paper) -> None:
    _say(house, taken, citizen(1), citizen(2))
    assert _told(house) == []
    _say(house, taken, citizen(2))
    assert {reason for *_, reason in _told(house)} == {WRONG}


def test_another_number_of_the_same_person_is_no_news(house: House, taken: Paper) -> None:
    with house.database.transaction() as session:
        same = session.get_one(Identifier, ("citizen", citizen(1).number)).owner_id
        session.add(Identifier(kind="citizen", number="012345678", owner_id=same))
    _say(house, taken, OwnerId(citizen(1).kind, "012345678"))
    assert (_told(house), _confirmed(house, taken)) == ([], {"012345678"})


def test_whoever_took_a_paper_that_nobody_compared_looks_again(house: House, taken: Paper) -> None:
    _say(house, taken, presented=Presented.NOT_COMPARED, reason="chỉ có ảnh chụp")
    assert _told(house) == [
        (number, "look-again", "uncompared", "chỉ có ảnh chụp") for number in (THERE, HERE)
    ]
    _say(house, taken, presented=Presented.NOT_COMPARED)
    assert _endings(house) == ["uncompared"]


def test_whoever_took_a_paper_that_its_agency_corrects_looks_again(house: House, taken: Paper) -> None:
    for says in ("số thửa 45", "ngày sinh 2/3/1990"):
        note_correction(house, actor(), taken.code, Noted(says, agency="UBND xã Hòa Sơn"))
    note_correction(house, actor(), taken.code, Noted("số thửa 45", agency="UBND xã Hòa Sơn"))
    told = [(number, says) for number in (THERE, HERE) for says in ("ngày sinh 2/3/1990", "số thửa 45")]
    assert _told(house) == [(number, "look-again", "corrected", says) for number, says in told]
    (first, *_) = noticing.told(house, actor())
    assert first["authority"] == "UBND xã Hòa Sơn"


def test_of_a_paper_that_nobody_took_nothing_is_told(house: House) -> None:
    with house.database.transaction() as session:
        row = paper(session)
    _say(house, row, citizen(2))
    note_correction(house, actor(), row.code, Noted("số thửa 45", agency="UBND xã Hòa Sơn"))
    _say(house, row, presented=Presented.NOT_COMPARED)
    assert (_told(house), _endings(house)) == ([], [])


def test_other_corrections_leave_confirmed_owners_as_they_are(house: House, taken: Paper) -> None:
    """Also those who are no party of the dossier, and whom an older correction of the number did not name."""
    _say(house, taken, changes={"owner_id": str(citizen(1))})
    _say(house, taken, citizen(2))
    _say(house, taken, changes={"title": "GIẤY CHỨNG NHẬN KẾT HÔN (bản chính)"})
    assert _confirmed(house, taken) == {citizen(2).number}
    with house.database.reading() as session:
        assert session.get_one(Paper, taken.id).owner_confirmed
    assert _endings(house) == ["owner"]


def test_a_wrong_end_is_taken_back_whoever_the_paper_proved_to_be_of(house: House, taken: Paper) -> None:
    _say(house, taken, citizen(2))
    with pytest.raises(EndStands):  # that it was another's is no end of the paper
        reinstate(house, actor(), taken.code, "nhầm")
    with house.database.transaction() as session:
        row = session.get_one(Paper, taken.id)
        end(session, house, actor(), row, End(Ended.REVOKED, NOW.date(), "cấp sai"))
    with pytest.raises(MoveNotAllowed):
        _say(house, taken, citizen(1))
    with pytest.raises(EndStands):
        reinstate(house, actor(), taken.code, "nhầm")
    assert _endings(house) == ["owner", "revoked"]
