"""An end that the rule made wrongly is taken back by an officer, with a reason; nothing else is."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import Forbidden, LostUpdate, NotFound, SohoaError
from archive.papers.models import Paper, PaperEnding
from archive.search.find import find
from archive.search.question import Question
from archive.values.description import Presented, Role
from archive.values.verdict import Verdict
from desk.counter import noticing
from desk.errors import EndStands, ReasonNeeded
from desk.house import House
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.ended_by import ended_rows
from desk.pipeline.provenance import life_rows
from desk.pipeline.reinstate import reinstate
from desk.pipeline.revoke import Revocation, replace, revoke
from desk.pipeline.succession import settle_succession
from reuse import service
from reuse.grounds import asking
from tests.desk.houses import bare_house
from tests.factories import BIRTH, NOW, OTHER_DESK, actor, citizen, dossier, paper, stored

CARD = {
    "type": "the-bao-hiem-y-te", "title": "THẺ BẢO HIỂM Y TẾ", "number": "GD4 01",
    "valid_until": dt.date(2099, 1, 1),
}  # fmt: skip
OLD, NEW, NEWEST = dt.date(2019, 1, 1), dt.date(2024, 5, 12), dt.date(2025, 8, 1)
TAKER = f"{OTHER_DESK}-260302-0099"
ELSEWHERE = actor(agency=OTHER_DESK, account="son")
WHY = "ngày cấp của thẻ mới đọc sai"


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _kept(house: House, **values: Any) -> Paper:
    with house.database.transaction() as session:
        return paper(session, **{**CARD, "issued_on": OLD, **values})


def _settle(house: House, row: Paper) -> None:
    with house.database.transaction() as session:
        settle_succession(session, house, session.get_one(Paper, row.id))


def _ended(house: House, **newer: Any) -> tuple[Paper, Paper]:
    """Return a paper that the rule ended, and the newer one."""
    old, new = _kept(house), _kept(house, issued_on=NEW, **newer)
    _settle(house, new)
    assert _now(house, old).standing == "superseded"
    return old, new


def _now(house: House, row: Paper) -> Paper:
    with house.database.reading() as session:
        return session.get_one(Paper, row.id)


def _take(house: House, row: Paper) -> None:
    with house.database.transaction() as session:
        session.get_one(Paper, row.id).type = "giay-chung-nhan-ket-hon"  # as the component asks for
        service.take(
            session, FixedClock(NOW - dt.timedelta(days=9)), ELSEWHERE, row.id, asking(citizen(1), "", ""),
            procedure=BIRTH, dossier=TAKER, component=f"{BIRTH}-TP04",
            revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
        )  # fmt: skip
        session.get_one(Paper, row.id).type = row.type


def _events(house: House, action: str, outcome: str = "done") -> list[str]:
    with house.database.reading() as session:
        return list(
            session.scalars(sa.select(Event.subject).where(Event.action == action, Event.outcome == outcome))
        )


def test_what_was_taken_back_is_offered_again_and_its_end_stays_on_record(house: House) -> None:
    old, new = _ended(house)
    assert reinstate(house, actor(), old.code, WHY).standing == "available"
    now = _now(house, old)
    assert (now.superseded_by, now.reason) == (None, WHY)
    with house.database.reading() as session:
        row = session.scalars(sa.select(PaperEnding)).one()
        assert (row.how, row.newer_id, row.since) == ("superseded", new.id, NEW)
        assert (row.reinstated_by, row.reinstated_at, row.reinstated_because) == ("lan", NOW, WHY)
        found = find(session, actor(), Question("bao hiem", state="available")).papers
        assert {one.id for one in found} == {old.id, new.id}
        life = life_rows(session, house, actor(), now, [])
        assert [(one["by_rule"], one["reinstated"]["reason"]) for one in life["endings"]] == [(True, WHY)]
        assert ended_rows(session, house, actor(), new) == []
        detail = session.scalars(
            sa.select(EventDetail.detail)
            .join(Event, Event.id == EventDetail.event_id)
            .where(Event.action == "paper:reinstate", Event.subject == str(old.id))
        ).one()
    assert WHY in detail
    assert str(new.id) in detail


def test_the_dossiers_that_were_told_of_the_end_are_told_again(house: House) -> None:
    old, new = _kept(house), _kept(house, issued_on=NEW)
    _take(house, old)
    _settle(house, new)
    (first,) = noticing.told(house, ELSEWHERE)
    noticing.acknowledge(house, ELSEWHERE, TAKER, first["notice"])
    assert noticing.told(house, ELSEWHERE) == []
    reinstate(house, actor(), old.code, WHY)
    (again,) = noticing.told(house, ELSEWHERE)
    assert (again["told"], again["reinstated"]["reason"]) == ("taken-back", WHY)
    assert noticing.acknowledge(house, ELSEWHERE, TAKER, again["notice"]).seen_by == "son"
    assert _events(house, "dossier:told") == [TAKER, TAKER]


def test_the_same_newer_paper_ends_it_no_more_and_another_does(house: House) -> None:
    old, new = _ended(house)
    reinstate(house, actor(), old.code, WHY)
    for row in (new, old):
        _settle(house, row)
    assert _now(house, old).standing == "available"
    other = _kept(house, issued_on=NEWEST)
    _settle(house, other)
    now = _now(house, old)
    assert (now.standing, now.superseded_by) == ("superseded", other.id)
    reinstate(house, actor(), old.code, WHY)
    assert _now(house, old).standing == "available"


def test_another_newer_paper_ends_it_at_once(house: House) -> None:
    old, new = _ended(house)
    other = _kept(house, issued_on=NEWEST)  # came in, and could not yet be offered when the rule was asked
    assert reinstate(house, actor(), old.code, WHY).superseded_by == other.id
    assert _now(house, new).standing == "available"


def test_the_same_again_changes_nothing(house: House) -> None:
    old, _ = _ended(house)
    version = reinstate(house, actor(), old.code, WHY).version
    assert reinstate(house, actor(), old.code, "lần nữa").version == version
    assert _events(house, "paper:reinstate") == [str(old.id)]
    assert _now(house, old).reason == WHY


def _revoked(house: House) -> Paper:
    row = _kept(house)
    revoke(house, actor(), row.code, Revocation("cấp sai", authority="UBND tỉnh"))
    return row


def _revoked_after_its_end(house: House) -> Paper:
    row, _ = _ended(house)
    revoke(house, actor(), row.code, Revocation("cấp sai"))
    return row


def _ended_by_an_officer(house: House) -> Paper:
    row, newer = _kept(house), _kept(house, owner=citizen(2))
    revoke(house, actor(), row.code, Revocation("cấp đổi", newer.code))
    return row


def _replaced(house: House) -> Paper:
    row, whole = _kept(house), _kept(house)
    replace(house, actor(), row.code, whole.code, "thiếu trang 2")
    return row


def _never_ended(house: House) -> Paper:
    return _kept(house)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (_revoked, "thu hồi theo quyết định"),
        (_revoked_after_its_end, "thu hồi theo quyết định"),
        (_ended_by_an_officer, "cán bộ đã quyết định"),
        (_replaced, "thiếu trang"),
        (_never_ended, "chưa hết giá trị"),
    ],
)
def test_what_was_decided_is_not_taken_back(house: House, case: Callable[[House], Paper], why: str) -> None:
    row = case(house)
    before = _now(house, row).standing
    with pytest.raises(EndStands) as refused:
        reinstate(house, actor(), row.code, WHY)
    assert why in refused.value.text_vi
    assert (refused.value.code, refused.value.status) == ("end-stands", 409)
    assert _now(house, row).standing == before
    assert _events(house, "paper:reinstate", "refused") == [row.code]


@pytest.mark.parametrize(
    ("who", "reason", "version", "error"),
    [
        (actor(), " ", None, ReasonNeeded),
        (actor(), WHY, 99, LostUpdate),
        (actor(AccountRight.HANDLER), WHY, None, Forbidden),
        (actor(AccountRight.ADMIN), WHY, None, Forbidden),
        (ELSEWHERE, WHY, None, Forbidden),
        (actor(agency="H99.30.01", account="xa"), WHY, None, NotFound),
    ],
)
def test_nobody_else_takes_it_back_and_never_without_a_reason(
    house: House, who: Any, reason: str, version: int | None, error: type[SohoaError]
) -> None:
    old, new = _kept(house), _kept(house, issued_on=NEW)
    _take(house, old)
    _settle(house, new)
    with pytest.raises(error):
        reinstate(house, who, old.code, reason, version=version)
    assert _now(house, old).standing == "superseded"
    with house.database.reading() as session:
        assert session.scalars(sa.select(PaperEnding.reinstated_at)).one() is None


def _revoke_it(house: House, new: Paper) -> None:
    revoke(house, actor(), new.code, Revocation("cấp sai"))


def _name_its_owner(house: House, new: Paper) -> None:
    said = Confirmation(Presented.ORIGINAL, owners=((citizen(7), Role.OWNER),))
    confirm(house, actor(), new.code, said)


def _date_it_earlier(house: House, new: Paper) -> None:
    read = {"number": CARD["number"], "valid_until": "2099-01-01"}
    said = Confirmation(Presented.ORIGINAL, changes={**read, "issued_on": "2014-05-12"})
    confirm(house, actor(), new.code, said)


def _change_its_type(house: House, new: Paper) -> None:
    said = Confirmation(Presented.ORIGINAL, changes={"type": "giay-phep-lai-xe"})
    confirm(house, actor(), new.code, said)


@pytest.mark.parametrize("wrong", [_revoke_it, _name_its_owner, _date_it_earlier, _change_its_type])
def test_a_newer_paper_found_wrong_tells_which_ends_are_in_doubt(
    house: House, wrong: Callable[[House, Paper], None]
) -> None:
    old, new = _ended(house)
    with house.database.reading() as session:
        assert [one["doubtful"] for one in ended_rows(session, house, actor(), new)] == [False]
    assert noticing.told(house, actor()) == []
    for _ in range(1 if wrong is _revoke_it else 2):
        wrong(house, new)
    with house.database.reading() as session:
        made = ended_rows(session, house, actor(), _now(house, new))
        assert [(one["code"], one["doubtful"]) for one in made] == [(old.code, True)]
        assert [one["doubtful"] for one in life_rows(session, house, actor(), old, [])["endings"]] == [True]
    assert _now(house, old).standing == "superseded"
    (notice,) = noticing.told(house, actor())
    assert (notice["dossier"], notice["told"], notice["code"]) == (
        old.dossier_number, "end-in-doubt", old.code,
    )  # fmt: skip
    assert _events(house, "dossier:told") == [old.dossier_number]


def test_those_who_keep_the_older_paper_are_told_where_others_keep_the_newer(house: House) -> None:
    with house.database.transaction() as session:
        theirs = dossier(
            session, TAKER, receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK, keeping_agency=OTHER_DESK
        )
    old = _kept(house)
    with house.database.transaction() as session:
        new = paper(session, theirs, **{**CARD, "issued_on": NEW})
    _settle(house, new)
    revoke(house, ELSEWHERE, new.code, Revocation("cấp sai"))
    with house.database.reading() as session:
        assert ended_rows(session, house, ELSEWHERE, new) == []
    assert noticing.told(house, ELSEWHERE) == []
    assert [(one["told"], one["newer_code"]) for one in noticing.told(house, actor())] == [
        ("end-in-doubt", None)
    ]
    reinstate(house, actor(), old.code, WHY)
    assert [one["told"] for one in noticing.told(house, actor())] == ["taken-back"]


def test_a_whole_copy_of_the_newer_paper_leaves_no_doubt(house: House) -> None:
    old, new = _ended(house)
    whole = _kept(house, issued_on=NEW)
    replace(house, actor(), new.code, whole.code, "thiếu trang 2")
    with house.database.reading() as session:
        assert [one["doubtful"] for one in ended_rows(session, house, actor(), new)] == [False]
    revoke(house, actor(), whole.code, Revocation("cấp sai"))
    with house.database.reading() as session:
        assert [one["code"] for one in ended_rows(session, house, actor(), new) if one["doubtful"]] == [
            old.code
        ]


def test_a_corrected_day_turns_the_two_round(house: House) -> None:
    old, new = _ended(house)
    _date_it_earlier(house, new)
    assert reinstate(house, actor(), old.code, WHY).standing == "available"
    now = _now(house, new)
    assert (now.standing, now.superseded_by) == ("superseded", old.id)


def test_two_that_take_it_back_at_once_do_it_once(house: House) -> None:
    old, _ = _ended(house)
    threads = [threading.Thread(target=reinstate, args=(house, actor(), old.code, WHY)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert _events(house, "paper:reinstate") == [str(old.id)]
