"""Everyone is named with their own number, and nobody ever with another's.

The layouts here are of several makers of forms: columns read across or one after the other, labels
of several wordings, running text.
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.values.description import Description, OwnerId, OwnerKind, Role
from archive.values.reading import PageText
from digitize.describe.folding import squash
from digitize.describe.fuzzy import likeness
from tests.digitize.describe.described import described, named
from tests.digitize.describe.printed import MOTTO, At, Row, centre, misread, page

_TODAY = dt.date(2026, 3, 2)
_PEOPLE = (
    ("BÙI VĂN TÁM", "034081000117"),
    ("VÕ THỊ HỒNG MAI", "034184000226"),
    ("CHU ĐÌNH LỘC", "001090000335"),
    ("TRƯƠNG NGỌC ÁNH", "048192000444"),
)


def marriage(people: Sequence[tuple[str, str]], *, by_column: bool) -> PageText:
    (wife, wife_id), (husband, husband_id) = people[:2]
    left, right = 236, 900

    def pair(one: str, other: str) -> list[At]:
        return [At(one, left, 28), At(other, right, 28)]

    return page(
        *MOTTO,
        centre("GIẤY CHỨNG NHẬN KẾT HÔN"),
        At("Số: 12/2015", "centre"),
        pair(f"Họ, chữ đệm, tên vợ: {wife}", f"Họ, chữ đệm, tên chồng: {husband}"),
        pair("Ngày, tháng, năm sinh: 03/4/1984", "Ngày, tháng, năm sinh: 19/11/1981"),
        pair("Dân tộc: Kinh Quốc tịch: Việt Nam", "Dân tộc: Kinh Quốc tịch: Việt Nam"),
        pair("Nơi cư trú: xã Bến Gỗ", "Nơi cư trú: phường Cầu Đá"),
        pair(f"Giấy tờ tùy thân: {wife_id}", f"Giấy tờ tùy thân: {husband_id}"),
        "Nơi đăng ký kết hôn: Ủy ban nhân dân xã Bến Gỗ, huyện Tân An, tỉnh Hải Sơn, nước Việt Nam",
        "Ngày, tháng, năm đăng ký: 20/5/2015",
        by_column=by_column,
    )


@pytest.mark.parametrize("by_column", [False, True])
def test_each_spouse_has_the_number_of_their_own_column(by_column: bool) -> None:
    paper = described(marriage([_PEOPLE[1], _PEOPLE[0]], by_column=by_column))
    assert named(paper) == [
        ("spouse", "VÕ THỊ HỒNG MAI", "034184000226"),
        ("spouse", "BÙI VĂN TÁM", "034081000117"),
    ]
    assert paper.fields["owner_id"].value == "034184000226"
    assert paper.fields["date_of_birth"].value == "1984-04-03"


def test_child_and_parents_are_named_and_who_registered_the_birth_is_no_owner() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY KHAI SINH"),
            "Số: 33/2018",
            "Họ, chữ đệm, tên: BÙI MINH KHANG",
            "Ngày, tháng, năm sinh: 07/7/2018 Ghi bằng chữ: ngày bảy tháng bảy",
            "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam",
            "Số định danh cá nhân: 034218000553",
            "Nơi sinh: Trạm y tế xã Bến Gỗ",
            "Họ, chữ đệm, tên người mẹ: VÕ THỊ HỒNG MAI",
            "Năm sinh: 1984 Dân tộc: Kinh Quốc tịch: Việt Nam",
            "Họ, chữ đệm, tên người cha: BÙI VĂN TÁM",
            "Năm sinh: 1981 Dân tộc: Kinh Quốc tịch: Việt Nam",
            "Họ, chữ đệm, tên người đi khai sinh: BÙI VĂN TÁM",
            "Giấy tờ tùy thân: CCCD số 034081000117",
        )
    )
    assert named(paper) == [
        ("child", "BÙI MINH KHANG", "034218000553"),
        ("parent", "VÕ THỊ HỒNG MAI", None),
        ("parent", "BÙI VĂN TÁM", None),
        ("named", "BÙI VĂN TÁM", "034081000117"),
    ]


def test_each_right_holder_of_land_has_their_own_number() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN"),
            centre("QUYỀN SỬ DỤNG ĐẤT"),
            "I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất",
            "Ông Bùi Văn Tám, sinh năm 1981, số định danh cá nhân 034081000117",
            "và vợ là bà Võ Thị Hồng Mai, sinh năm 1984, số định danh cá nhân",
            "034184000226; địa chỉ: thôn 2, xã Bến Gỗ",
            "II. Thửa đất số 12, tờ bản đồ số 3",
        )
    )
    assert named(paper) == [
        ("right-holder", "Bùi Văn Tám", "034081000117"),
        ("right-holder", "Võ Thị Hồng Mai", "034184000226"),
    ]


def test_giver_and_taker_of_an_authority_are_told_apart() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY ỦY QUYỀN"),
            "1. Người ủy quyền:",
            "Họ và tên: CHU ĐÌNH LỘC Năm sinh: 1990",
            "CCCD số: 001090000335 cấp ngày 02/3/2021",
            "2. Người được ủy quyền:",
            "Họ và tên: TRƯƠNG NGỌC ÁNH Năm sinh: 1992",
            "CCCD số: 048192000444 cấp ngày 05/6/2022",
            "Thời hạn ủy quyền: từ ngày 01/02/2025 đến ngày 01/8/2025",
        )
    )
    assert named(paper) == [
        ("giver", "CHU ĐÌNH LỘC", "001090000335"),
        ("taker", "TRƯƠNG NGỌC ÁNH", "048192000444"),
    ]
    assert paper.fields["valid_until"].value == "2025-08-01"


def test_an_applicant_is_the_owner_and_the_head_of_the_household_is_only_named() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
            "1. Họ, chữ đệm và tên: CHU ĐÌNH LỘC",
            "2. Ngày, tháng, năm sinh: 15/9/1990 3. Giới tính: Nam",
            "4. Số định danh cá nhân: 0 0 1 0 9 0 0 0 0 3 3 5",
            "5. Số điện thoại: 0912000111",
            "6. Họ, chữ đệm và tên chủ hộ: CHU VĂN PHÚ",
            "7. Số định danh cá nhân của chủ hộ: 001060000888",
        )
    )
    assert named(paper) == [
        ("applicant", "CHU ĐÌNH LỘC", "001090000335"),
        ("named", "CHU VĂN PHÚ", "001060000888"),
    ]


def test_members_of_a_household_stand_in_a_table() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"),
            "1. Họ, chữ đệm và tên: CHU ĐÌNH LỘC",
            "4. Số định danh cá nhân: 001090000335",
            "TT Họ, chữ đệm và tên Ngày, tháng, năm sinh Giới tính Số định danh cá nhân",
            "1 Chu Minh Tâm 01/02/2016 Nam 001216000777",
            "2 Chu Ngọc Lan 03/5/2019 Nữ",
        )
    )
    assert named(paper) == [
        ("applicant", "CHU ĐÌNH LỘC", "001090000335"),
        ("named", "Chu Minh Tâm", "001216000777"),
    ]


def test_a_number_behind_two_names_goes_to_neither_whose_sex_it_contradicts() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY PHÉP XÂY DỰNG"),
            "1. Cấp cho: Ông Chu Đình Lộc và bà Võ Thị Hồng Mai",
            "Căn cước công dân số 001090000335",
        )
    )
    assert named(paper) == [("owner", "Chu Đình Lộc", None), ("owner", "Võ Thị Hồng Mai", None)]


def test_a_company_has_its_code_and_its_representative_is_no_owner() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"),
            At("Mã số doanh nghiệp: 0100109106", "centre"),
            "1. Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH SÔNG HIỀN",
            "2. Địa chỉ trụ sở chính: xã Bến Gỗ, tỉnh Hải Sơn",
            "3. Người đại diện theo pháp luật",
            "Họ và tên: CHU ĐÌNH LỘC Giới tính: Nam",
            "Số định danh cá nhân: 001090000335",
        )
    )
    assert [(p.name, p.owner) for p in paper.parties] == [
        ("CÔNG TY TNHH SÔNG HIỀN", OwnerId(OwnerKind.ORGANISATION, "0100109106")),
        ("CHU ĐÌNH LỘC", OwnerId(OwnerKind.CITIZEN, "001090000335")),
    ]
    assert paper.parties[1].role is Role.NAMED


def test_a_household_business_and_its_holder_are_both_owners() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"),
            At("Mã số hộ kinh doanh: 034184000226", "centre"),
            "1. Tên hộ kinh doanh: HỘ KINH DOANH HỒNG MAI",
            "2. Họ và tên chủ hộ kinh doanh: VÕ THỊ HỒNG MAI",
            "Số định danh cá nhân: 034184000226",
        )
    )
    assert [str(p.owner) for p in paper.parties] == ["household:034184000226", "citizen:034184000226"]
    assert {p.role for p in paper.parties} == {Role.OWNER}


def test_two_numbers_in_one_block_are_nobodys() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
            "Họ, chữ đệm, tên: CHU ĐÌNH LỘC",
            "Số định danh cá nhân: 001090000335",
            "Giấy tờ tùy thân: 048192000444",
        )
    )
    assert named(paper) == [("owner", "CHU ĐÌNH LỘC", None)]


def test_a_number_whose_label_was_misread_makes_the_next_one_doubtful() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("TỜ KHAI ĐĂNG KÝ KHAI SINH"),
            "Họ, chữ đệm, tên người cha: CHU ĐÌNH LỘC",
            "Sô dịnb eá nbân: 001090000335",
            "Ho. cbữ đêm, têrn",
            "Số định danh cá nhân: 034184000226",
        )
    )
    assert named(paper) == [("parent", "CHU ĐÌNH LỘC", None)]


def test_a_number_behind_a_label_that_stands_empty_before_is_nobodys() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN"),
            centre("QUYỀN SỬ DỤNG ĐẤT"),
            "Bà: TRƯƠNG NGỌC ÁNH",
            "CCCD số:",
            "năm 1980",
            "CCCD số: 034081000117",
        )
    )
    assert [number for _, _, number in named(paper)] == [None]


@pytest.mark.parametrize("lost", ["THỊ HỒNG MAI", ""])
def test_a_right_column_whose_name_was_lost_gives_nothing_to_the_left_one(lost: str) -> None:
    def pair(one: str, other: str) -> list[At]:
        return [At(one, 236, 28), At(other, 900, 28)]

    paper = described(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN KẾT HÔN"),
            pair("Họ, chữ đệm, tên vợ: TRƯƠNG NGỌC ÁNH", f"Ho, ebừ dêm {lost}"),
            pair("Dân tộc: Kinh", "Dân tộc: Kinh"),
            pair("Nơi cư trú: xã Bến Gỗ", "Nơi cư trú: phường Cầu Đá"),
            pair("", "Giấy tờ tùy thân: 034184000226"),
            by_column=True,
        )
    )
    assert all(party.owner is None for party in paper.parties)


def test_the_old_number_of_nine_digits_gives_way_to_the_new_one() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
            "Họ, chữ đệm, tên: CHU ĐÌNH LỘC",
            "Số CMND: 151234567",
            "Số định danh cá nhân: 001090000335",
        )
    )
    assert named(paper) == [("owner", "CHU ĐÌNH LỘC", "001090000335")]


def test_a_block_ends_with_its_page() -> None:
    first = page(*MOTTO, centre("GIẤY ỦY QUYỀN"), "Người ủy quyền:", "Họ và tên: CHU ĐÌNH LỘC")
    second = page("CCCD số: 048192000444", "Nơi thường trú: xã Bến Gỗ", number=2)
    assert named(described(first, second)) == [("giver", "CHU ĐÌNH LỘC", None)]


def test_a_surname_that_sounds_like_a_relative_is_a_name() -> None:
    paper = described(
        page(*MOTTO, centre("ĐƠN ĐỀ NGHỊ"), "Họ và tên VÕ THỊ HỒNG MAI", "Số CCCD: 034184000226")
    )
    assert named(paper) == [("applicant", "VÕ THỊ HỒNG MAI", "034184000226")]


def test_a_letter_that_mentions_officials_has_no_owner() -> None:
    paper = described(
        page(
            *MOTTO,
            centre("QUYẾT ĐỊNH"),
            "Điều 1. Giao ông Nguyễn Văn Sang, Trưởng phòng Nội vụ, chủ trì thực hiện.",
            "Điều 2. Bà Lê Thị Thu và các đơn vị chịu trách nhiệm thi hành.",
        )
    )
    assert paper.parties == ()


# What follows prints people in several layouts, loses lines, misreads letters, and holds that a
# number never comes out beside a name that is not its own.

_Layout = Callable[[Sequence[tuple[str, str]]], list[Row]]


def _deed(people: Sequence[tuple[str, str]]) -> list[Row]:
    rows: list[Row] = [*MOTTO, centre("HỢP ĐỒNG CHUYỂN NHƯỢNG"), centre("QUYỀN SỬ DỤNG ĐẤT")]
    for party, some in (
        ("BÊN CHUYỂN NHƯỢNG (BÊN A)", people[:2]),
        ("BÊN NHẬN CHUYỂN NHƯỢNG (BÊN B)", people[2:]),
    ):
        rows.append(party)
        for name, number in some:
            rows += [f"Ông (bà): {name}", "Năm sinh: 1980", f"Căn cước số: {number}", "Địa chỉ: xã Bến Gỗ"]
    return rows


def _holders(people: Sequence[tuple[str, str]]) -> list[Row]:
    rows: list[Row] = [*MOTTO, centre("GIẤY CHỨNG NHẬN"), centre("QUYỀN SỬ DỤNG ĐẤT"), "I. Người sử dụng đất"]
    for name, number in people:
        rows += [f"Bà: {name}, năm sinh: 1980", f"CCCD số: {number}"]
    return rows


def _declaration(people: Sequence[tuple[str, str]]) -> list[Row]:
    labels = ("người yêu cầu", "người mẹ", "người cha", "người được khai sinh")
    rows: list[Row] = [*MOTTO, centre("TỜ KHAI ĐĂNG KÝ KHAI SINH")]
    for label, (name, number) in zip(labels, people, strict=False):
        rows += [
            f"Họ, chữ đệm, tên {label}: {name}",
            "Nơi cư trú: xã Bến Gỗ",
            f"Số định danh cá nhân: {number}",
        ]
    return rows


_LAYOUTS: tuple[_Layout, ...] = (_deed, _holders, _declaration)


@settings(max_examples=150, deadline=None)
@given(
    layout=st.sampled_from(_LAYOUTS),
    order=st.permutations(_PEOPLE),
    lost=st.sets(st.integers(3, 24), max_size=4),
    seed=st.integers(0, 10_000),
    rate=st.sampled_from([0.0, 0.1, 0.25]),
)
def test_a_number_never_moves_to_another_person(
    layout: _Layout, order: list[tuple[str, str]], lost: set[int], seed: int, rate: float
) -> None:
    rows = ["" if at in lost else row for at, row in enumerate(layout(order))]
    paper = described(misread(page(*rows), seed, rate))
    _hold(paper, order)


@settings(max_examples=60, deadline=None)
@example(order=list(_PEOPLE), by_column=True, seed=284, rate=0.1, gone=284)
@given(
    order=st.permutations(_PEOPLE),
    by_column=st.booleans(),
    seed=st.integers(0, 10_000),
    rate=st.sampled_from([0.0, 0.1, 0.25]),
    gone=st.integers(0, 400),
)
def test_spouses_never_change_numbers(
    order: list[tuple[str, str]], by_column: bool, seed: int, rate: float, gone: int
) -> None:
    read = misread(marriage(order, by_column=by_column), seed, rate)
    chance = random.Random(gone)
    # words are lost here and there, as under a seal
    kept = tuple(word for word in read.words if chance.random() > 0.03)
    _hold(described(PageText(1, read.width, read.height, 200, 0, False, "", 0.9, kept)), order)


def _hold(paper: Description, people: Sequence[tuple[str, str]]) -> None:
    for party in paper.parties:
        if party.owner is None:
            continue
        own = next((name for name, number in people if number == party.owner.number), None)
        assert own is not None
        others = [name for name, _ in people if name != own]
        mine = likeness(squash(own), squash(party.name))
        assert all(mine > likeness(squash(other), squash(party.name)) for other in others), paper.parties
    number = paper.fields.get("owner_id")
    if number is not None and "owner_name" in paper.fields:
        # Half of a name may be lost; it must still be nearer to its own number's name than to any other.
        own = next(name for name, digits in people if digits == number.value)
        said = squash(paper.fields["owner_name"].value)
        others = [name for name, _ in people if name != own]
        assert all(likeness(squash(own), said) > likeness(squash(other), said) for other in others)
