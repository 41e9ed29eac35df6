"""Dates and terms are read as Vietnamese papers write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.describe.dates import Term, compact_date, dates_in, term_in, year_in


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Hà Nội, ngày 18 tháng 02 năm 2025", "2025-02-18"),
        ("Tân Lập, ngày 05 tháng 3 năm 2024", "2024-03-05"),
        ("ngày 5 tháng 12 năm 1987", "1987-12-05"),
        ("ngay 05 thang 3 nam 2024", "2024-03-05"),
        ("Ngày 05 tháng 3, năm 2024", "2024-03-05"),
        ("05/3/2024", "2024-03-05"),
        ("cấp ngày 01/02/2021 tại", "2021-02-01"),
        ("05.03.2024", "2024-03-05"),
        ("05-03-2024", "2024-03-05"),
        ("05 / 03 / 2024", "2024-03-05"),
        ("ngày 1] tháng 9 năm 2012", "2012-09-11"),
        ("ngày O5 tháng 3 năm 2024", "2024-03-05"),
        ("16 giờ 00 phút, ngày 25 tháng 3 năm 2025", "2025-03-25"),
    ],
)
def test_a_date_is_read_day_first(text: str, date: str) -> None:
    assert [one.date.isoformat() for one in dates_in(text)] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31 tháng 02 năm 2024",
        "13/13/2024",
        "số 62/2022/NĐ-CP",
        "số 24/2024/QH15",
        "thửa đất số 12/3/20245",
        "033184582405",
        "",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates_in(text) == []


def test_a_date_with_a_letter_for_a_digit_says_so() -> None:
    assert dates_in("ngày 05 tháng 3 năm 2024")[0].clean
    assert not dates_in("ngày 1] tháng 9 năm 2012")[0].clean


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(["words", "strokes", "dots"]))
def test_every_date_comes_back_from_each_manner_of_writing(date: dt.date, manner: str) -> None:
    written = {
        "words": f"ngày {date.day:02d} tháng {date.month} năm {date.year}",
        "strokes": f"{date.day}/{date.month:02d}/{date.year}",
        "dots": f"{date.day:02d}.{date.month:02d}.{date.year}",
    }[manner]
    found = dates_in(f"Lập tại Xã Bên Sông, {written} vào lúc")
    assert [(one.date, one.clean) for one in found] == [(date, True)]


def test_dates_of_a_line_come_in_their_order() -> None:
    found = dates_in("từ ngày 01/01/2023 đến ngày 30 tháng 9 năm 2027")
    assert [one.date.year for one in found] == [2023, 2027]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("có giá trị 6 tháng kể từ ngày cấp", Term(6, "thang")),
        ("trong thời hạn 12 tháng", Term(12, "thang")),
        ("06 (sáu) tháng", Term(6, "thang")),
        ("sáu tháng", Term(6, "thang")),
        ("mười hai tháng", Term(12, "thang")),
        ("01 năm kể từ ngày cấp", Term(1, "nam")),
        ("90 ngày", Term(90, "ngay")),
    ],
)
def test_a_term_is_read_in_figures_and_words(text: str, term: Term) -> None:
    assert term_in(text) == term


@pytest.mark.parametrize(
    "text", ["đến hết ngày 13 tháng 11 năm 2026", "ngày 9 tháng 12 năm 2030", "từ năm 2020"]
)
def test_a_date_is_no_term(text: str) -> None:
    assert term_in(text) is None


@pytest.mark.parametrize(
    ("term", "start", "last"),
    [
        (Term(6, "thang"), "2024-03-05", "2024-09-05"),
        (Term(6, "thang"), "2024-08-31", "2025-02-28"),
        (Term(12, "thang"), "2024-02-29", "2025-02-28"),
        (Term(1, "nam"), "2024-12-31", "2025-12-31"),
        (Term(90, "ngay"), "2024-01-01", "2024-03-31"),
        (Term(2, "tuan"), "2024-01-01", "2024-01-15"),
    ],
)
def test_a_term_ends_on_its_calendar_day(term: Term, start: str, last: str) -> None:
    assert term.after(dt.date.fromisoformat(start)) == dt.date.fromisoformat(last)


def test_a_year_alone_is_found_but_not_inside_numbers() -> None:
    assert year_in("1987 Dân tộc: Kinh") == (1987, 0, 4)
    assert year_in("033198712345") is None
    assert year_in("12/1987") is None


def test_the_date_of_a_chip_card_is_read() -> None:
    assert compact_date("09021985") == dt.date(1985, 2, 9)
    assert compact_date("32011985") is None
    assert compact_date("1985") is None
