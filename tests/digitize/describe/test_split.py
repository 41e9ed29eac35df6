"""A stack comes apart at its papers: every page is one thing, and nothing leaks into the next paper."""

import datetime as dt

import pytest

from archive.values.description import Batch
from archive.values.reading import PageText
from digitize.describe.describer import RuleDescriber
from tests.digitize.describe.described import decision
from tests.digitize.describe.printed import MOTTO, TYPES, At, Row, centre, page

_TODAY = dt.date(2026, 3, 2)


def _divided(*pages: PageText, one_paper: bool = False) -> Batch:
    batch = RuleDescriber().describe(pages, types=TYPES, today=_TODAY, one_paper=one_paper)
    told = [number for paper in batch.papers for number in paper.pages]
    assert sorted([*told, *batch.blanks, *batch.separators]) == [one.number for one in pages]
    return batch


def _blank(number: int) -> PageText:
    return page(number=number)


def _separator(number: int) -> PageText:
    return page(centre("TỜ PHÂN CÁCH", 110), number=number, codes=["TO-PHAN-CACH"])


def _birth(number: int, name: str = "BÙI MINH KHANG") -> PageText:
    return page(
        *MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018", f"Họ, chữ đệm, tên: {name}",
        "Số định danh cá nhân: 034218000553", "Nơi sinh: Trạm y tế xã Bến Gỗ", number=number,
    )  # fmt: skip


def _more(number: int, *rows: Row) -> PageText:
    return page(*(rows or ("Điều 3. Các đơn vị chịu trách nhiệm thi hành Quyết định này.",)), number=number)


def test_first_pages_begin_papers_without_anything_between() -> None:
    batch = _divided(page(*decision("Điều 1. Giao việc.")), _more(2), _birth(3), _birth(4, "CHU BẢO AN"))
    assert [paper.pages for paper in batch.papers] == [(1, 2), (3,), (4,)]
    assert [paper.type for paper in batch.papers] == ["quyet-dinh", "giay-khai-sinh", "giay-khai-sinh"]


@pytest.mark.parametrize(
    "sheet", [_separator, lambda number: page(centre("TỜ PHÂN CÁCH", 110), number=number),
              lambda number: page("chữ mờ", number=number, codes=["TO-PHAN-CACH"])]
)  # fmt: skip
def test_a_separator_is_known_by_its_code_or_by_its_title(sheet: object) -> None:
    assert callable(sheet)
    batch = _divided(_birth(1), sheet(2), _more(3, "Trang viết tay không có tiêu đề."))
    assert ([paper.pages for paper in batch.papers], batch.separators) == ([(1,), (3,)], (2,))


def test_blank_backs_belong_to_no_paper_and_divide_none() -> None:
    batch = _divided(
        page(*decision("Điều 1.")), _blank(2), _more(3), _blank(4), _separator(5), _blank(6), _birth(7)
    )
    assert [paper.pages for paper in batch.papers] == [(1, 3), (7,)]
    assert (batch.blanks, batch.separators) == ((2, 4, 6), (5,))


def test_separators_at_the_ends_and_side_by_side_make_no_empty_paper() -> None:
    batch = _divided(_separator(1), _separator(2), _birth(3), _separator(4))
    assert [paper.pages for paper in batch.papers] == [(3,)]


def test_nothing_leaks_into_the_next_paper() -> None:
    batch = _divided(_birth(1), _separator(2), page(*MOTTO, centre("GIẤY ỦY QUYỀN"), "Nội dung.", number=3))
    _, second = batch.papers
    assert second.type == "giay-uy-quyen"
    assert second.parties == ()
    assert not {"owner_id", "owner_name", "number", "place_of_birth"} & second.fields.keys()
    assert all(field.page == 3 for field in second.fields.values())


def test_a_code_of_one_paper_says_nothing_of_the_next() -> None:
    code = "H99.12-250701-0042|1.004222|034218000553|Giấy khai sinh"
    first = page(*MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018", codes=[code])
    batch = _divided(first, _birth(2, "CHU BẢO AN"))
    assert "dossier_number" in batch.papers[0].fields
    assert "dossier_number" not in batch.papers[1].fields


@pytest.mark.parametrize(
    "rows",
    [
        (At("2", "centre"), *MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018"),
        (At("PHỤ LỤC", "centre"), *MOTTO, centre("TỜ KHAI ĐĂNG KÝ KHAI SINH")),
        (*MOTTO, centre("NỘI DUNG"), "Các đơn vị thực hiện như sau."),
        ("Căn cứ vào giấy khai sinh đã nộp, các đơn vị thực hiện như sau.",),
    ],
)
def test_in_doubt_a_page_stays_with_the_paper_before(rows: tuple[Row, ...]) -> None:
    batch = _divided(page(*decision("Điều 1. Giao việc.")), page(*rows, number=2))
    assert [paper.pages for paper in batch.papers] == [(1, 2)]


def test_what_is_one_paper_is_never_divided() -> None:
    batch = _divided(page(*decision("Điều 1.")), _birth(2), _blank(3), one_paper=True)
    assert [paper.pages for paper in batch.papers] == [(1, 2)]


def test_a_file_of_blank_pages_is_still_a_paper_where_it_is_one() -> None:
    assert [paper.pages for paper in _divided(_blank(1), _blank(2), one_paper=True).papers] == [(1, 2)]
    assert _divided(_blank(1), _blank(2)).papers == ()


def test_a_letter_that_speaks_of_separators_is_none() -> None:
    batch = _divided(page(*decision("Điều 1. Đặt TỜ PHÂN CÁCH giữa hai giấy tờ khi quét.")))
    assert batch.separators == ()
