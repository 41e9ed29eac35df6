"""What was corrected stays offered, and whoever is offered it sees the notice beside it."""

import datetime as dt
from typing import Any

import pytest

from archive.accounts.actor import AccountRight
from archive.database.engine import Database
from archive.errors import BadValue, Forbidden, LostUpdate, MoveNotAllowed, NotFound, SohoaError
from archive.papers import repository as papers
from archive.papers.models import Paper
from desk.counter import reusing
from desk.counter.corrected import corrections_of
from desk.counter.request import CounterRequest
from desk.errors import ReasonNeeded
from desk.house import House
from desk.pipeline.correction_notices import Noted, note_correction
from desk.pipeline.view import whole
from reuse.values import Status
from tests.desk.houses import bare_house
from tests.factories import BIRTH, OTHER_DESK, actor, citizen, paper

SAYS = "năm sinh của vợ là 1990, không phải 1909"
BY_HAND = Noted(SAYS, agency="UBND xã Hoà An", number="12/ĐC-UBND", issued_on=dt.date(2021, 3, 1))
LINE = f"đã đính chính bởi 12/ĐC-UBND, UBND xã Hoà An, 2021-03-01: {SAYS}"


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _kept(house: House, **values: Any) -> Paper:
    with house.database.transaction() as session:
        return paper(session, **values)


def _view(house: House, row: Paper, who: Any = None) -> dict[str, Any]:
    with house.database.reading() as session:
        return whole(session, house, who or actor(), papers.at_work(session, row.id))


def test_a_corrected_paper_is_still_offered_with_the_notice_beside_it(house: House) -> None:
    row = _kept(house)
    for _ in range(2):  # the same notice again is one
        note_correction(house, actor(), row.code, BY_HAND)
    answers = reusing.check(house, actor(), CounterRequest(citizen(1), BIRTH))
    offers = [one for answer in answers for one in answer.offers if one.candidate.id == row.id]
    assert offers
    assert all(one.why_not is None for one in offers)
    assert Status.REUSABLE in {answer.status for answer in answers if answer.offers}
    assert corrections_of(house, answers) == {row.id: [LINE]}
    (told,) = _view(house, row)["corrections"]
    assert (told["number"], told["agency"], told["says"]) == ("12/ĐC-UBND", "UBND xã Hoà An", SAYS)


def test_a_kept_notice_tells_number_agency_and_day_by_itself(house: House) -> None:
    row = _kept(house)
    notice = _kept(house, type="quyet-dinh", number="9/QĐ", issuer="UBND xã", issued_on=dt.date(2022, 1, 2))
    note_correction(house, actor(), row.code, Noted(SAYS, notice=notice.code))
    (told,) = _view(house, row)["corrections"]
    assert (told["notice"], told["number"], told["agency"]) == (str(notice.id), "9/QĐ", "UBND xã")
    assert told["issued_on"] == "2022-01-02"


@pytest.mark.parametrize(
    ("noted", "error"),
    [
        (Noted(" ", agency="UBND xã"), ReasonNeeded),
        (Noted(SAYS), BadValue),
        (Noted(SAYS, notice="2026-999999"), NotFound),
        (Noted(SAYS, agency="UBND xã", issued_on=dt.date(2026, 3, 3)), BadValue),
        (Noted(SAYS, agency="UBND xã", version=99), LostUpdate),
    ],
)
def test_an_unclear_notice_is_not_noted(house: House, noted: Noted, error: type[SohoaError]) -> None:
    row = _kept(house)
    with pytest.raises(error):
        note_correction(house, actor(), row.code, noted)
    with pytest.raises(BadValue):
        note_correction(house, actor(), row.code, Noted(SAYS, notice=row.code))
    assert _view(house, row)["corrections"] == []


def test_who_does_not_say_what_is_corrected_is_told_the_option_that_takes_it(house: House) -> None:
    with pytest.raises(ReasonNeeded, match=r"\(--says\)"):
        note_correction(house, actor(), _kept(house).code, Noted("", agency="UBND xã"))


def test_only_a_kept_paper_is_corrected_and_only_by_who_answers_for_it(house: House) -> None:
    waiting = _kept(house, stage="needs_review", standing="pending")
    with pytest.raises(MoveNotAllowed):
        note_correction(house, actor(), waiting.code, BY_HAND)
    row = _kept(house)
    with pytest.raises(Forbidden):
        note_correction(house, actor(AccountRight.AUDITOR), row.code, BY_HAND)
    with pytest.raises(NotFound):
        note_correction(house, actor(agency=OTHER_DESK), row.code, BY_HAND)
