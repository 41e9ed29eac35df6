"""Papers of offices that word and place things in their own way are understood alike."""

import datetime as dt

import pytest

from archive.values.description import Description
from digitize.describe.describer import RuleDescriber
from tests.digitize.describe.described import named
from tests.digitize.describe.printed import MOTTO, TYPES, At, Row, centre, page

_TODAY = dt.date(2026, 3, 2)
_LAND = "hop-dong-chuyen-nhuong-quyen-su-dung-dat"


def described(*rows: Row) -> Description:
    return RuleDescriber().describe([page(*rows)], types=TYPES, today=_TODAY, one_paper=True).papers[0]


def value(paper: Description, name: str) -> str | None:
    field = paper.fields.get(name)
    return field.value if field is not None else None


@pytest.mark.parametrize(
    "name", ["Ksor H’Bia", "Công Tằng Tôn Nữ Hòa", "Văn Thị Lụa", "Néang Sóc Kha", "Ung Bảo Lộc"]
)
def test_names_of_all_peoples_are_names(name: str) -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY CHỨNG NHẬN"),
        centre("QUYỀN SỬ DỤNG ĐẤT"),
        "I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất",
        f"Bà {name}, số định danh cá nhân 034184000226",
    )
    assert named(paper) == [("right-holder", name, "034184000226")]


def test_an_office_is_no_person_whose_surname_is_van() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY CHỨNG NHẬN"),
        centre("QUYỀN SỬ DỤNG ĐẤT"),
        "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
        "Văn bản số 12 ngày 03/4/2020",
    )
    assert named(paper) == []


def test_people_in_a_table_have_the_part_that_its_heading_names() -> None:
    table: list[Row] = [[At("Họ và tên", 236), At("Ngày sinh", 700), At("Số căn cước", 1000)]]
    paper = described(
        *MOTTO,
        centre("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"),
        "BÊN CHUYỂN NHƯỢNG (sau đây gọi là Bên A):",
        *table,
        [At("Bùi Văn Tám", 236), At("12/5/1981", 700), At("034081000117", 1000)],
        "BÊN NHẬN CHUYỂN NHƯỢNG (sau đây gọi là Bên B):",
        *table,
        [At("Chu Đình Lộc", 236), At("15/9/1990", 700), At("001090000335", 1000)],
        "ĐIỀU 1. Bên A đồng ý chuyển nhượng cho Bên B thửa đất số 12.",
    )
    assert named(paper) == [
        ("giver", "Bùi Văn Tám", "034081000117"),
        ("taker", "Chu Đình Lộc", "001090000335"),
    ]
    assert value(paper, "date_of_birth") == "1981-05-12"


def test_labels_in_two_languages_need_no_colon() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY KHAI SINH"),
        "Họ, chữ đệm, tên/Full name BÙI AN KHANG",
        "Ngày sinh/Date of birth 10/03/2018",
        "Giới tính/Sex Nam",
        "Họ tên mẹ/Mother Võ Thị Hồng Mai",
        "Họ tên cha/Father Bùi Văn Tám",
    )
    assert [(role, name) for role, name, _ in named(paper)] == [
        ("child", "BÙI AN KHANG"),
        ("parent", "Võ Thị Hồng Mai"),
        ("parent", "Bùi Văn Tám"),
    ]
    assert (value(paper, "date_of_birth"), value(paper, "sex")) == ("2018-03-10", "Nam")


def test_a_second_language_under_each_entry_ends_no_block() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY KHAI SINH"),
        "Họ và tên: BÙI AN KHANG",
        "Full name",
        "Ngày sinh: 10/03/2018",
        "Date of birth",
        "Giới tính: Nam",
        "Gender",
        "Nơi sinh: Huế",
    )
    assert (value(paper, "sex"), value(paper, "place_of_birth")) == ("Nam", "Huế")


def test_a_name_alone_under_a_heading_is_who_it_announces() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY KHAI SINH"),
        "Họ và tên: BÙI AN KHANG",
        "Sinh ngày 20 tháng 10 năm 2001",
        "PHẦN KHAI VỀ CHA",
        "Bùi Văn Tám",
        "Sinh năm 1975",
    )
    assert ("parent", "Bùi Văn Tám", None) in named(paper)
    assert value(paper, "date_of_birth") == "2001-10-20"


def test_no_parent_takes_the_place_of_a_child_that_was_not_read() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY KHAI SINH"),
        "Họ, chữ đệm, tên người mẹ: VÕ THỊ HỒNG MAI",
        "Năm sinh: 1984",
        "Số định danh cá nhân: 034184000226",
    )
    assert [role for role, _, _ in named(paper)] == ["parent"]
    assert {"owner_name", "owner_id", "date_of_birth"}.isdisjoint(paper.fields)


def test_a_second_person_is_doubted_where_the_first_name_was_not_read() -> None:
    entries = ("Năm sinh: 1970", "Ông Chu Đình Lộc, số định danh cá nhân 001090000335, sinh năm 1990")
    head = (*MOTTO, centre("GIẤY CHỨNG NHẬN"), centre("QUYỀN SỬ DỤNG ĐẤT"))
    sure = described(*head, *entries).fields["owner_name"]
    doubted = described(*head, "Họ và tên: ~#", *entries).fields["owner_name"]
    assert sure.value == doubted.value == "Chu Đình Lộc"
    assert doubted.confidence < 0.6 < sure.confidence


def test_the_head_of_the_household_is_only_named_in_running_text() -> None:
    paper = described(
        *MOTTO,
        centre("GIẤY XÁC NHẬN CƯ TRÚ"),
        "Công an xã Bến Gỗ xác nhận bà Võ Thị Hồng Mai, giới tính Nữ, sinh",
        "ngày 19/11/1984, số định danh cá nhân 034184000226, dân tộc Kinh, thường trú",
        "tại thôn 2, xã Bến Gỗ; chủ hộ là Bùi Văn Tám, số định danh 034081000117.",
    )
    assert named(paper) == [
        ("owner", "Võ Thị Hồng Mai", "034184000226"),
        ("named", "Bùi Văn Tám", "034081000117"),
    ]
    assert value(paper, "sex") == "Nữ"


def test_the_agency_stands_under_a_motto_in_the_middle() -> None:
    paper = described(
        At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "centre"),
        At("Độc lập - Tự do - Hạnh phúc", "centre"),
        [At("UBND TỈNH HẢI SƠN", 260), At("Hải Sơn, ngày 06 tháng 12 năm 2025", 950)],
        At("BAN QUẢN LÝ KHU KINH TẾ CÀ", 236),
        At("MAU", 380),
        At("Số: 389/QĐ-BQL", 320),
        centre("QUYẾT ĐỊNH"),
        centre("Về việc cử viên chức đi học", 30),
    )
    assert value(paper, "issuer") == "BAN QUẢN LÝ KHU KINH TẾ CÀ MAU"
    assert value(paper, "issuer_parent") == "UBND TỈNH HẢI SƠN"
    assert value(paper, "issued_on") == "2025-12-06"


def test_a_heading_is_no_agency_and_a_judgment_no_decision() -> None:
    paper = described(
        *MOTTO,
        centre("BẢN ÁN"),
        "Nguyên đơn: bà Võ Thị Hồng Mai, sinh năm 1984; cư trú tại xã Bến Gỗ.",
        centre("QUYẾT ĐỊNH:"),
        "1. Công nhận thuận tình ly hôn.",
    )
    assert paper.type == "khac"
    assert value(paper, "issuer") is None
