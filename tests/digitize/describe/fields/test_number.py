"""The number is the paper's own, and one that was not read to its end is none."""

import pytest

from digitize.describe.fields.number import tidy
from tests.digitize.describe.described import decision, described, values
from tests.digitize.describe.printed import MOTTO, At, centre, page


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Số: 45/QĐ-UBND", "45/QĐ-UBND"),
        ("Số: 350 /QĐ-UBND", "350/QĐ-UBND"),
        ("Số: 08/2024/QĐ-UBND", "08/2024/QĐ-UBND"),
        ("Só: 12/QÐ-UBND", "12/QĐ-UBND"),
    ],
)
def test_number_and_symbol_of_a_letter_stand_in_its_head(printed: str, value: str) -> None:
    assert values(page(*decision(number=printed)))["number"] == value


@pytest.mark.parametrize(
    "printed",
    ["Số: /QĐ-UBND", "Số: 4l/QĐ-UBND", "Số: 5", "Số: #0 /QĐ-UBND", "Số: ...../QĐ-UBND", "Số: D /QĐ"],
)
def test_a_handwritten_number_that_was_read_in_part_is_left_out(printed: str) -> None:
    assert "number" not in values(page(*decision(number=printed)))


def test_a_stroke_that_was_not_read_leaves_the_number_in_doubt() -> None:
    number = described(page(*MOTTO, centre("GIẤY PHÉP XÂY DỰNG"), "Số: 16GPXD")).fields["number"]
    assert number.value == "16/GPXD"
    assert number.confidence <= 0.5


def test_what_a_frame_is_read_as_is_no_part_of_the_number() -> None:
    rows = [
        [At("L|", 120), At(text, 260), At("4", 1520)] for text in ("Số: 264/2022", *["Dân tộc: Kinh"] * 8)
    ]
    assert values(page(*MOTTO, centre("GIẤY KHAI SINH"), *rows))["number"] == "264/2022"


def test_the_number_of_a_law_is_never_the_papers() -> None:
    body = "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ;"
    assert "number" not in values(page(*decision(body, number="Số:")))


def test_a_land_certificate_has_the_number_in_the_register() -> None:
    found = values(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN"),
            centre("QUYỀN SỬ DỤNG ĐẤT"),
            "Ông Bùi Văn Tám, số định danh cá nhân 034081000117",
            "Thửa đất số 12, tờ bản đồ số 3",
            "Số vào sổ cấp Giấy chứng nhận: CS 02217",
        )
    )
    assert found["number"] == "CS 02217"


def test_a_card_has_the_number_of_its_holder() -> None:
    found = values(
        page(
            *MOTTO,
            centre("CĂN CƯỚC CÔNG DÂN"),
            "Số: 034184000226",
            "Họ và tên / Full name: VÕ THỊ HỒNG MAI",
            "Ngày sinh / Date of birth: 03/04/1984",
        )
    )
    assert (found["number"], found["owner_id"]) == ("034184000226", "034184000226")


def test_the_code_of_a_company_is_its_number() -> None:
    found = values(
        page(
            *MOTTO,
            centre("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"),
            At("Mã số doanh nghiệp: 0100109106", "centre"),
            "1. Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH SÔNG HIỀN",
        )
    )
    assert found["number"] == "0100109106"


@pytest.mark.parametrize(
    ("read", "tidied"),
    [
        ("350 /QĐ-UBND", "350/QĐ-UBND"),
        ("01/2023/T7-VPCP", "01/2023/TT-VPCP"),
        ("12/QD-UBND", "12/QĐ-UBND"),
        ("7/PV06-Đ2", "7/PV06-Đ2"),
    ],
)
def test_an_abbreviation_has_no_digit_inside(read: str, tidied: str) -> None:
    assert tidy(read) == tidied
