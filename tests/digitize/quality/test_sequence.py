"""A page that the others speak of and that is not there is missed; what was misread is not believed."""

import dataclasses as dc

import pytest

from archive.values.reading import PageText
from digitize.quality.sequence import sequence_notices
from tests.digitize.quality.scanned import text_page


def paper(*marks: str) -> list[PageText]:
    """Return pages that differ, each with its mark as its last line."""
    return [
        text_page(at, f"Điều {at}. Nội dung thứ {at} của văn bản", *([mark] if mark else []))
        for at, mark in enumerate(marks, start=1)
    ]


def missed(*marks: str) -> dict[int, str]:
    """Return what is told in English on which page of a paper."""
    pages = paper(*marks)
    found = sequence_notices(pages, [[page.number for page in pages]])
    assert all(notice.code == "page-missing" for notices in found.values() for notice in notices)
    return {number: notices[0].en for number, notices in found.items()}


@pytest.mark.parametrize(
    "form", ["Trang {}/3", "trang {} trên 3", "Trang số {} / 3", "Page {} of 3", "{}/3", "- {}/3 -"]
)
def test_a_page_without_its_last_is_told_on_the_page_before(form: str) -> None:
    told = missed(form.format(1), form.format(2))
    assert list(told) == [2]
    assert "page 3 is" in told[2]


def test_one_page_that_speaks_of_others_misses_them_all() -> None:
    assert "page 1, 3 is" in missed("Trang 2/3")[1]


def test_a_gap_is_told_with_the_place_of_the_number() -> None:
    pages = paper("Trang 1/4", "Trang 4/4")
    (notice,) = sequence_notices(pages, [[1, 2]])[1]
    assert "page 2, 3 is" in notice.en
    last_line = [word.box for word in pages[0].words if word.line == 1]
    assert notice.box is not None
    assert (notice.box.left, notice.box.right) == (last_line[0].left, last_line[-1].right)


@pytest.mark.parametrize(
    "marks",
    [
        ("Trang 1/3", "Trang 2/3", "Trang 3/3"),
        ("", "Trang 2/3", "Trang 3/3"),  # first pages often have no number
        ("Trang 1/3", "", "Trang 3/3"),  # not read
        ("Trang 1/3", "Trang 2/8", "Trang 3/3"),  # misread
        ("Trang 1/3", "Trang 2/8"),  # which of the two?
        ("Trang 1/2", "Trang 2/2", "Trang 1/2", "Trang 2/2"),  # with an appendix
        ("2/9",),  # a day
        ("ngày 2/9/2025", "1/2/3"),
        ("Trang 3/2",),
        (),
    ],
)
def test_nothing_is_missed_where_nothing_is_missing_or_nobody_can_tell(marks: tuple[str, ...]) -> None:
    assert missed(*marks) == {}


def test_each_paper_of_a_batch_has_its_own_numbers() -> None:
    pages = paper("Trang 1/2", "Trang 2/2", "Trang 1/2")
    found = sequence_notices(pages, [[1, 2], [3]])
    assert list(found) == [3]


def test_a_page_that_is_there_twice_does_not_stand_for_the_one_that_is_missing() -> None:
    lines = (
        "Điều 5. Ông Nguyễn Văn An và bà Trần Thị Bình có trách nhiệm thi hành quyết định này",
        "Trang 1/2",
    )
    pages = [text_page(1, *lines), dc.replace(text_page(2, *lines))]
    found = sequence_notices(pages, [[1, 2]])
    assert {number: [n.code for n in notices] for number, notices in found.items()} == {
        1: ["page-missing"],
        2: ["page-twice"],
    }
