"""The slip: real text, every component, one sentence, and nobody's data but the citizen's own."""

import dataclasses as dc
import io
import json
from typing import Any

import pdfplumber
import pytest
import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.database.engine import Database
from archive.errors import Forbidden
from archive.owners import repository as owners
from archive.values.description import Party, Role
from desk.counter import slips
from desk.counter.request import CounterRequest
from desk.house import House
from reuse.answers import conclusion, conclusion_en
from reuse.errors import NoGround
from reuse.values import Answer, Status
from signing.reports.sheets import set_lines
from tests.desk.houses import bare_house
from tests.factories import BIRTH, CLOCK, NOW, actor, citizen, paper

NAME = "Trần Thị Hoà"


@pytest.fixture
def house(database: Database) -> House:
    """A house with a real database; a slip needs nothing else of it."""
    return bare_house(database)


def _text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)


def _slip(house: House, **more: str) -> tuple[slips.Slip, str]:
    made = slips.check(house, actor(), CounterRequest(citizen(1), BIRTH, **more))
    return made, _text(made.data)


def _details(house: House) -> list[tuple[str, str, dict[str, Any]]]:
    with house.database.reading() as session:
        rows = session.execute(sa.select(Event, EventDetail.detail).join(EventDetail)).all()
    return [(event.action, event.outcome, json.loads(detail)) for event, detail in rows]


def test_every_component_stands_on_it_under_what_is_done_about_it(house: House) -> None:
    with house.database.transaction() as session:
        paper(session)
        names = {one.code: one.name for one in catalogue.components(session, BIRTH, today(CLOCK))}
    made, text = _slip(house)
    there, _, rest = text.partition("Đề nghị nộp To bring")
    for one in made.answers:
        part = rest if one.status is Status.ASK else there
        assert names[one.component] in part
    assert f"{names[f'{BIRTH}-TP05']} – cơ quan tự tra cứu" in text
    assert "– bản chính" in rest
    assert "nộp khi có" in rest


def test_it_ends_with_the_sentence_of_the_check_in_both_languages(house: House) -> None:
    made, text = _slip(house)
    assert conclusion(made.answers) in text
    assert conclusion_en(made.answers) in text
    assert text.index(conclusion(made.answers)) > text.index("To bring")


def test_it_says_where_when_for_what_and_who_checked(house: House) -> None:
    _, text = _slip(house, dossier="H99.32.01-260302-0099")
    for told in ("TRUNG TÂM", "02/03/2026 10:00", f"{BIRTH} ", "H99.32.01-260302-0099", "Đặng Thị Lan"):
        assert told in text
    assert "(lan)" not in text
    assert "H99.32.01," not in text


def test_of_the_citizen_it_has_the_own_name_and_the_end_of_the_number(house: House) -> None:
    with house.database.transaction() as session:
        paper(session, number="17/2019", title="GIẤY CHỨNG NHẬN KẾT HÔN")
    _, text = _slip(house)
    assert f"{NAME} (*********001)" in text
    assert citizen(1).number not in text
    assert "17/2019" not in text


@pytest.mark.parametrize("ground", ["spouse", "parent"])
def test_who_asks_for_somebody_else_reads_neither_that_name_nor_a_strangers(
    house: House, ground: str
) -> None:
    with house.database.transaction() as session:
        paper(session)
        paper(session, owner=citizen(2), parties=[Party(Role.OWNER, "Vũ Thị Mai", citizen(2))])
    _, text = _slip(house, requester=str(citizen(2)), ground=ground)
    assert "Người đề nghị / Requested by: *********002" in text
    for hidden in (NAME, "Vũ Thị Mai", citizen(1).number, citizen(2).number):
        assert hidden not in text


@pytest.mark.parametrize(
    "values",
    [{"type": "quyet-dinh"}, {"confirmed_by": None}, {"owner": citizen(2)}],
    ids=lambda v: next(iter(v)),
)
def test_a_typed_number_fetches_no_name_of_whom_the_check_shows_nothing(
    house: House, values: dict[str, Any]
) -> None:
    with house.database.transaction() as session:
        owners.ensure(session, CLOCK, citizen(1), name=NAME)
        paper(session, **values)
    _, text = _slip(house)
    assert "Người đề nghị / Requested by: *********001" in text
    assert NAME not in text


def test_it_does_not_say_why_a_paper_that_is_there_does_not_serve(house: House) -> None:
    with house.database.transaction() as session:
        paper(session, standing="revoked")
    made, text = _slip(house)
    assert "thu hồi" in next(one for one in made.answers if one.component == f"{BIRTH}-TP04").say
    assert "thu hồi" not in text


def test_the_event_of_the_check_tells_that_a_slip_was_made(house: House) -> None:
    _slip(house, identity="chip-card")
    ((action, outcome, detail),) = _details(house)
    assert (action, outcome, detail["slip"]) == ("reuse:check", "done", True)
    assert (detail["assisted"], detail["identity_check"]) == (True, "chip-card")
    assert detail["shown"]


def test_without_the_right_or_a_ground_there_is_no_slip_and_that_is_on_record(house: House) -> None:
    with pytest.raises(Forbidden):
        slips.check(house, actor(AccountRight.AUDITOR), CounterRequest(citizen(1), BIRTH))
    with pytest.raises(NoGround):
        slips.check(house, actor(), CounterRequest(citizen(1), BIRTH, str(citizen(2))))
    assert [(action, outcome) for action, outcome, _ in _details(house)] == [("reuse:check", "refused")] * 2


def test_a_long_list_goes_on_to_a_second_page_with_nothing_lost() -> None:
    answers = [
        Answer(f"X-TP{no:02d}", f"Giấy tờ thứ {no:02d} của thủ tục", True, Status.ASK, (), "", "")
        for no in range(1, 41)
    ]
    facts = slips.Facts("Trung tâm", "Đặng Thị Lan", NOW, "1.000000 Thủ tục", "", "*********001", {})
    with pdfplumber.open(io.BytesIO(set_lines(slips.lines(answers, facts)))) as pdf:
        assert len(pdf.pages) > 1
        text = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
    for one in answers:
        assert f"{one.name} – bản chính" in text


@pytest.mark.parametrize(
    ("number", "shown"),
    [("001190000001", "*********001"), ("C1234567-LAO", "*****567"), ("012345678", "******678")],
)
def test_of_a_number_only_the_end_is_read(number: str, shown: str) -> None:
    assert slips.masked(number) == shown


def test_the_english_sentence_says_what_the_vietnamese_one_does() -> None:
    def one(no: int, status: Status, group: str = "", option: str = "") -> Answer:
        return Answer(f"C{no}", f"giấy {no}", True, status, (), "", "", group, option)

    ask = Status.ASK
    assert conclusion_en([]) == "You need not bring any paper; all required papers are there."
    assert conclusion_en([one(1, Status.REUSABLE)]) == (
        "You need not bring 1 paper that is there already; all required papers are there."
    )
    assert conclusion_en(
        [one(1, ask), one(2, ask, "g", "a"), one(3, ask, "g", "a"), one(4, ask, "g", "b")]
    ) == ("Please bring: giấy 1; giấy 2 and giấy 3 or giấy 4.")
    both = [one(1, Status.REUSABLE), one(2, Status.FROM_DATABASE), one(3, ask)]
    assert conclusion_en(both) == (
        "You need not bring 2 papers that are there already; please bring: giấy 3."
    )
    assert conclusion_en([dc.replace(one(1, ask), required=False)]).endswith("all required papers are there.")
