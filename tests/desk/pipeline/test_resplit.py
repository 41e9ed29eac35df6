"""An officer divides a run anew: codes stay, nothing is lost or mixed, what is confirmed stays as it is."""

import io
import uuid
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import BadValue, Forbidden, LostUpdate, MoveNotAllowed
from archive.owners import repository as owners
from archive.papers import descriptions
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.search.find import find
from archive.search.question import Question
from archive.values.description import OwnerId, OwnerKind, Presented, Role
from archive.values.ids import Sha256
from archive.values.reading import PageText
from desk.cli.lines import paper_line
from desk.house import House
from desk.pipeline.acts import read_again
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.page_plan import Aside, Asked
from desk.pipeline.resplit import resplit
from desk.pipeline.view import history, whole
from tests.desk.pipeline.test_covers import BIRTH, sheet, taken
from tests.desk.pipeline.workshop import Workshop
from tests.digitize.describe.printed import MOTTO, centre, page

NAMES = ("BÙI MINH KHANG", "CHU BẢO AN", "ĐỖ GIA HÂN")
NUMBERS = ("034218000553", "034218000999", "034219000111")


def _birth(number: int, who: int) -> PageText:
    return page(
        *MOTTO, centre("GIẤY KHAI SINH"), f"Số: {who + 10}/2018", f"Họ, chữ đệm, tên: {NAMES[who]}",
        f"Số định danh cá nhân: {NUMBERS[who]}", number=number,
    )  # fmt: skip


RUN = (_birth(1, 0), page(number=2), page("Ghi chú thêm.", number=3), _birth(4, 1), sheet(5), _birth(6, 2))
"""Three papers of pages 1 and 3, 4, and 6; 2 is blank, 5 a sheet."""


def _run(workshop: Workshop) -> tuple[House, list[Paper]]:
    house, made = taken(workshop, RUN, BIRTH)
    assert [_pages(paper) for paper in made] == [[1, 3], [4], [6]]
    return house, made


def _pages(paper: Paper) -> list[int]:
    return [leaf.page for leaf in paper.leaves]


def _asked(*parts: tuple[int, ...], blanks: tuple[int, ...] = (), sheets: tuple[int, ...] = ()) -> Asked:
    return Asked(parts, Aside(blanks, sheets))


def _shown(workshop: Workshop, key: uuid.UUID) -> dict[str, Any]:
    with workshop.house.database.reading() as session:
        return whole(session, workshop.house, workshop.actor("officer"), papers.at_work(session, key))


def _told(workshop: Workshop, paper: Paper) -> set[str]:
    """Return the people whose number, name or text a paper bears."""
    with workshop.house.database.reading() as session:
        said = descriptions.current(session, papers.at_work(session, paper.id))
        parties = owners.party_rows(session, [paper.id])
    assert said is not None
    text = " ".join([*(field.value for field in said.fields.values()), *(p.name for p in parties)])
    text += " ".join(p.number or "" for p in parties)
    return {name for name, number in zip(NAMES, NUMBERS, strict=True) if name in text or number in text}


def _sizes(house: House, sha256: str) -> list[int]:
    """Return which pages of the run an original holds: each is a point wider than the one before."""
    with pikepdf.open(io.BytesIO(house.store.read(Sha256(sha256)))) as document:
        return [round(float(one.mediabox[2])) - 399 for one in document.pages]


def test_papers_are_joined_and_torn_and_every_one_is_its_own(workshop: Workshop) -> None:
    house, made = _run(workshop)
    officer = workshop.actor("officer")
    joined = resplit(house, officer, made[0].code, _asked((1, 3, 4)), version=made[0].version)
    assert [_pages(workshop.paper(one.id)) for one in joined] == [[1, 3, 4], [6]]
    assert (joined[0].id, joined[1].id) == (made[0].id, made[-1].id)
    again = resplit(house, officer, joined[0].code, _asked((1,), (3, 4)))
    assert [_pages(workshop.paper(one.id)) for one in again] == [[1], [3, 4], [6]]
    assert again[0].id == made[0].id
    assert again[1].id not in {one.id for one in made}
    assert [_told(workshop, one) for one in again] == [{NAMES[0]}, {NAMES[1]}, {NAMES[2]}]
    for one in map(lambda row: workshop.paper(row.id), again):
        assert _sizes(house, one.original_sha256) == _pages(one)
        assert (one.stage, one.component) == ("needs_review", BIRTH if one.id != again[2].id else None)


def test_search_finds_each_paper_by_its_own_words_only(workshop: Workshop) -> None:
    house, made = _run(workshop)
    torn = resplit(house, workshop.actor("officer"), made[0].code, _asked((1,), (3, 4)))
    with house.database.reading() as session:
        for who, holder in ((0, torn[0]), (1, torn[1])):
            found = find(session, workshop.actor("officer"), Question(text=NUMBERS[who]))
            here = {one.id for one in found.papers} & {one.id for one in torn}
            assert here == {holder.id}


def test_a_paper_without_pages_is_set_aside_with_the_reason(workshop: Workshop) -> None:
    house, made = _run(workshop)
    lost = made[-1]
    (whole_run,) = resplit(house, workshop.actor("officer"), made[0].code, _asked((1, 3, 4, 6)))
    gone = workshop.paper(lost.id)
    assert (gone.stage, _pages(gone)) == ("rejected", [])
    assert whole_run.code in gone.reason
    assert _shown(workshop, lost.id)["parties"] == []
    assert history_of(workshop, lost)[-1]["action"] == "paper:resplit"
    assert _sizes(house, workshop.paper(whole_run.id).original_sha256) == [1, 2, 3, 4, 5, 6]
    with house.database.reading() as session:
        line = paper_line(session, workshop.actor("officer"), papers.at_work(session, lost.id))
    assert (line["pages"], line["state"]) == ([], "rejected")


def history_of(workshop: Workshop, paper: Paper) -> list[dict[str, Any]]:
    with workshop.house.database.reading() as session:
        return history(session, str(paper.id))


def test_a_page_that_was_taken_for_blank_comes_in_and_one_is_dropped(workshop: Workshop) -> None:
    house, made = _run(workshop)
    officer = workshop.actor("officer")
    named = [number for paper in made[:-1] for number in _pages(paper)]
    assert named == [1, 3, 4]
    (first, *_) = resplit(house, officer, made[0].code, _asked((1, 2), (4,), blanks=(3,)))
    assert _pages(workshop.paper(first.id)) == [1, 2]
    (receipt,) = _shown(workshop, first.id)["receipts"]
    assert receipt == {
        "file": "xap.pdf", "pages": 6, "papers": 4, "blanks": [3], "separators": [5], "balanced": True,
    }  # fmt: skip


def test_what_was_done_is_recorded_with_both_divisions(workshop: Workshop) -> None:
    house, made = _run(workshop)
    torn = resplit(house, workshop.actor("officer"), made[0].code, _asked((1,), (3, 4)))
    event = history_of(workshop, torn[1])[-1]
    assert (event["action"], event["actor"]) == ("paper:resplit", "officer")
    assert event["detail"]["before"] == {one.code: _pages(one) for one in made}
    assert event["detail"]["after"] == {torn[0].code: [1], torn[1].code: [3, 4], torn[2].code: [6]}


@pytest.mark.parametrize("asked", [_asked((1,)), _asked((1, 3, 4), (4,)), _asked((1, 3, 4, 9)), _asked()])
def test_a_page_may_neither_be_lost_nor_doubled(workshop: Workshop, asked: Asked) -> None:
    house, made = _run(workshop)
    with pytest.raises(BadValue):
        resplit(house, workshop.actor("officer"), made[0].code, asked)
    assert [_pages(workshop.paper(one.id)) for one in made] == [_pages(one) for one in made]


def test_what_is_confirmed_is_not_touched(workshop: Workshop) -> None:
    house, made = _run(workshop)
    officer = workshop.actor("officer")
    owner = (OwnerId(OwnerKind.CITIZEN, NUMBERS[2]), Role.OWNER)
    said = Confirmation(Presented.ORIGINAL, owners=(owner,))
    confirmed = confirm(house, officer, made[-1].code, said)
    original = workshop.paper(confirmed.id).original_sha256
    with pytest.raises(MoveNotAllowed):
        resplit(house, officer, made[0].code, _asked((1, 3, 4, 6)))
    with pytest.raises(MoveNotAllowed):
        resplit(house, officer, confirmed.code, _asked((6,)))
    torn = resplit(house, officer, made[0].code, _asked((1,), (3, 4)))
    assert len(torn) == 3
    after = workshop.paper(confirmed.id)
    assert (after.original_sha256, after.version) == (original, confirmed.version)


def test_a_paper_that_changed_meanwhile_is_not_divided(workshop: Workshop) -> None:
    house, made = _run(workshop)
    with pytest.raises(LostUpdate):
        resplit(
            house, workshop.actor("officer"), made[0].code, _asked((1, 3, 4)), version=made[0].version - 1
        )


def test_only_an_officer_of_the_agency_divides_and_a_refusal_is_recorded(workshop: Workshop) -> None:
    house, made = _run(workshop)
    for name in ("handler", "auditor"):
        with pytest.raises(Forbidden):
            resplit(house, workshop.actor(name), made[0].code, _asked((1, 3, 4)))
    with workshop.house.database.reading() as session:
        refused = [event for event in history(session, made[0].code) if event["action"] == "paper:resplit"]
    assert [event["outcome"] for event in refused] == ["refused"] * 2


def test_a_picture_and_a_paper_being_read_are_not_divided(workshop: Workshop) -> None:
    house, made = _run(workshop)
    officer = workshop.actor("officer")
    read_again(house, officer, made[0].code, "pytesseract")
    with pytest.raises(MoveNotAllowed):
        resplit(house, officer, made[0].code, _asked((1, 3, 4)))
    workshop.mended()
    one = workshop.handed()
    with pytest.raises(BadValue):
        resplit(workshop.house, officer, one.code, _asked((1,)))


@pytest.mark.any_engine
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_divided_the_receipt_balances(workshop: Workshop, kinds: list[int]) -> None:
    house, made = taken(workshop, RUN)
    parts: dict[int, list[int]] = {}
    for number, kind in enumerate(kinds, 1):
        parts.setdefault(kind, []).append(number)
    blanks, sheets = tuple(parts.pop(0, ())), tuple(parts.pop(1, ()))
    if not parts:
        return
    asked = Asked(tuple(sorted(map(tuple, parts.values()))), Aside(blanks, sheets))
    then = resplit(house, workshop.actor("officer"), made[0].code, asked)
    assert [tuple(_pages(workshop.paper(one.id))) for one in then] == list(asked.papers)
    (receipt,) = _shown(workshop, then[0].id)["receipts"]
    assert receipt["balanced"]
    assert (receipt["pages"], receipt["papers"]) == (6, sum(map(len, asked.papers)))
    assert (receipt["blanks"], receipt["separators"]) == (list(blanks), list(sheets))
