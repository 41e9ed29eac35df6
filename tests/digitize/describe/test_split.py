"""A stack comes apart at its papers: every page is one thing, and nothing leaks into the next paper."""

import dataclasses as dc
import datetime as dt

import pytest

from archive.values.description import Batch
from archive.values.reading import Box, PageText, QrCode
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from digitize.describe.split import divide, look_at
from fixtures.runs import Between, scan_run
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


def _patch_t(number: int, *rows: Row) -> PageText:
    bars = QrCode(number, "PATCH T", "PatchT", Box(577, 60, 1077, 220))
    return dc.replace(page(*rows, number=number), codes=(bars,))


def _sized(read: PageText, dpi: int) -> PageText:
    """The same page as of a sheet of another size: its pixels lie closer or farther apart."""
    return dc.replace(read, dpi=dpi)


def test_first_pages_begin_papers_without_anything_between() -> None:
    batch = _divided(page(*decision("Điều 1. Giao việc.")), _more(2), _birth(3), _birth(4, "CHU BẢO AN"))
    assert [paper.pages for paper in batch.papers] == [(1, 2), (3,), (4,)]
    assert [paper.type for paper in batch.papers] == ["quyet-dinh", "giay-khai-sinh", "giay-khai-sinh"]


@pytest.mark.parametrize(
    "sheet", [_separator, lambda number: page(centre("TỜ PHÂN CÁCH", 110), number=number),
              lambda number: page("chữ mờ", number=number, codes=["TO-PHAN-CACH"]),
             lambda number: page("x", number=number, codes=["TO-PHAN-CACH|H99.12-250701-0042|TP01"]),
             _patch_t, lambda number: _patch_t(number, centre("PATCH T"), "Document separator"),
             lambda number: page(centre("PATCH T", 110), number=number)]
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


def test_a_paper_that_bears_bars_like_a_patch_is_no_separator() -> None:
    rows = (*MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018", "Họ, chữ đệm, tên: BÙI MINH KHANG")
    assert _divided(_patch_t(1, *rows)).separators == ()


def test_between_sheets_a_title_alone_divides_nothing() -> None:
    pages = [_birth(1), page(centre("GIẤY ỦY QUYỀN", 60), "Nội dung.", number=2)]
    assert [paper.pages for paper in _divided(*pages).papers] == [(1,), (2,)]
    assert [paper.pages for paper in _divided(*pages, _separator(3), _birth(4)).papers] == [(1, 2), (4,)]


def test_a_forgotten_sheet_between_two_whole_papers_divides_all_the_same() -> None:
    number = At("Số: 12/QĐ-UBND", 240)
    first, second = (page(*decision("Điều 1. Giao việc."), number=at) for at in (1, 2))
    second = page(
        (At("ỦY BAN NHÂN DÂN XÃ BẾN GỖ", 240), At(MOTTO[0].text, 800)), number, centre("GIẤY ỦY QUYỀN", 60),
        "Số định danh cá nhân: 034218000553", number=2,
    )  # fmt: skip
    assert [paper.pages for paper in _divided(first, second, _separator(3), _birth(4)).papers] == [
        (1,),
        (2,),
        (4,),
    ]


@pytest.mark.parametrize(
    ("second", "begins"),
    [
        (_birth(2, "CHU BẢO AN"), True),
        (page(*MOTTO, "Số định danh cá nhân: 034218000999", number=2), True),
        (page(*MOTTO, At("Bến Gỗ, ngày 05 tháng 3 năm 2024", "right"), "Kính gửi: Ông A", number=2), True),
        (page(*MOTTO, At("........, ngày ... tháng ... năm ...", "right"), "Kính gửi:", number=2), False),
        (page(*MOTTO, "Số định danh cá nhân: 034218000553", number=2), False),
        (page("Số định danh cá nhân: 034218000999", "Người ký", number=2), False),
        (_sized(page("Điều 2. Việc khác.", number=2), 100), False),
        (_sized(page(*MOTTO, "Việc khác.", number=2), 100), True),
        (page("Trang 1/2", *MOTTO, "Việc khác.", number=2), True),
        (page("Trang 2/2", *MOTTO, centre("GIẤY ỦY QUYỀN"), number=2), False),
    ],
)
def test_a_second_page_begins_a_paper_by_two_good_reasons(second: PageText, begins: bool) -> None:
    first = page(*[*MOTTO, centre("GIẤY KHAI SINH"), "Số định danh cá nhân: 034218000553", *["Dòng"] * 34])
    parts = [paper.pages for paper in _divided(first, second).papers]
    assert parts == ([(1,), (2,)] if begins else [(1, 2)])


def test_a_page_number_that_cannot_follow_holds_no_page_back() -> None:
    def numbered(number: str, at: int) -> PageText:
        return page(At(number, "centre"), *MOTTO, centre("GIẤY ỦY QUYỀN"), number=at, top=60)

    first = page(*decision("Điều 1. Giao việc."))
    assert [paper.pages for paper in _divided(first, numbered("2", 2)).papers] == [(1, 2)]
    third = page(At("3", "centre"), "Điều 2.", number=2, top=60)
    assert [paper.pages for paper in _divided(first, third, numbered("2", 3)).papers] == [(1, 2), (3,)]


def test_the_back_of_a_card_stays_with_its_front() -> None:
    def front(number: int, digits: str) -> PageText:
        return page(
            *MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), f"Số: {digits}", "Họ và tên: CHU BẢO AN", number=number
        )

    def back(number: int) -> PageText:
        return page(
            "Đặc điểm nhận dạng: Nốt ruồi cách 1 cm", "Ngày, tháng, năm: 01/03/2022",
            "CỤC TRƯỞNG CỤC CẢNH SÁT", "IDVNM0340000553<<2", number=number,
        )  # fmt: skip

    batch = _divided(front(1, "034218000553"), back(2), front(3, "034218000999"), back(4))
    assert [paper.pages for paper in batch.papers] == [(1, 2), (3, 4)]


def test_the_overleaf_of_a_certificate_with_its_own_heading_stays() -> None:
    first = page(*MOTTO, centre("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"), "Người sử dụng đất: Ông CHU BẢO AN")
    second = page(centre("III. SƠ ĐỒ THỬA ĐẤT"), centre("IV. NHỮNG THAY ĐỔI SAU KHI CẤP"), number=2)
    assert [paper.pages for paper in _divided(first, second).papers] == [(1, 2)]


@pytest.mark.parametrize(
    ("between", "seed"),
    [(Between.SHEETS, 3), (Between.COVERS, 4), (Between.NOTHING, 3), (Between.NOTHING, 4)],
)
def test_a_paper_in_a_run_is_described_as_if_it_came_alone(between: Between, seed: int) -> None:
    run = scan_run(seed, between, others=bool(seed % 2))
    types = rules_without_archive(_TODAY)
    batch = RuleDescriber().describe(run.pages, types=types, today=_TODAY)
    assert len(batch.papers) > 1
    for paper in batch.papers:
        own = [one for one in run.pages if one.number in paper.pages]
        (alone,) = RuleDescriber().describe(own, types=types, today=_TODAY, one_paper=True).papers
        assert paper == alone
        assert {field.page for field in paper.fields.values()} <= {None, *paper.pages}


@pytest.mark.parametrize("between", [Between.SHEETS, Between.PATCHES, Between.COVERS])
def test_a_run_with_sheets_comes_apart_at_them(between: Between) -> None:
    for seed in range(8):
        run = scan_run(seed, between, tier="hard")
        division = divide([look_at(one) for one in run.pages], TYPES, one_paper=False)
        got = [tuple(look.page.number for look in part) for part in division.papers]
        assert got == [pages for pages, _ in run.papers]
        assert (division.blanks, division.separators) == (run.blanks, run.separators)
