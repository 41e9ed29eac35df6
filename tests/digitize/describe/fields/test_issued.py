"""The date of issue is that of the paper, never one of the laws, births and cards that it names."""

import pytest

from tests.digitize.describe.described import decision, values
from tests.digitize.describe.printed import MOTTO, At, centre, page

_LAW = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một",
    "ngày 22 tháng 11 năm 2019;",
)


def test_the_date_of_a_letter_stands_under_the_motto() -> None:
    assert values(page(*decision(*_LAW)))["issued_on"] == "2024-05-07"


@pytest.mark.parametrize("day", ["   ", "JÄf", "49"])
@pytest.mark.parametrize(
    "clause",
    ["ngày 22 tháng 11 năm 2019;", "phương ngày 22 tháng 11 năm 2019;", "ngày 22 tháng 11 năm 2019"],
)
def test_a_day_written_by_hand_that_was_not_read_is_not_replaced_by_the_date_of_a_law(
    day: str, clause: str
) -> None:
    assert "issued_on" not in values(
        page(*decision(_LAW[0], clause, date=f"Bến Gỗ, ngày {day} tháng 5 năm 2024"))
    )


def test_a_certificate_has_its_date_over_the_signature() -> None:
    found = values(
        page(
            *MOTTO,
            centre("GIẤY PHÉP XÂY DỰNG"),
            At("Số: 33/GPXD", "centre"),
            "1. Cấp cho: Ông Bùi Văn Tám, sinh ngày 19/11/1981",
            "CCCD số 034081000117 cấp ngày 02/3/2021",
            *[""] * 10,
            At("Bến Gỗ, ngày 14 tháng 8 năm 2023", "right"),
            At("CHỦ TỊCH", 1200),
        )
    )
    assert found["issued_on"] == "2023-08-14"


def test_a_declaration_is_dated_where_it_was_made() -> None:
    found = values(
        page(
            *MOTTO,
            centre("TỜ KHAI ĐĂNG KÝ KHAI SINH"),
            "Họ, chữ đệm, tên người yêu cầu: CHU ĐÌNH LỘC",
            "Giấy tờ tùy thân: CCCD 001090000335 cấp ngày 02/3/2021",
            *[""] * 10,
            "Làm tại: xã Bến Gỗ, ngày 05 tháng 3 năm 2024",
        )
    )
    assert found["issued_on"] == "2024-03-05"


def test_a_civil_status_paper_without_another_date_has_that_of_registration() -> None:
    found = values(
        page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG",
             "Ngày, tháng, năm sinh: 07/7/2018", "Ngày, tháng, năm đăng ký: 20/7/2018")
    )  # fmt: skip
    assert (found["issued_on"], found["date_of_birth"]) == ("2018-07-20", "2018-07-07")


def test_the_date_of_an_identity_card_is_never_that_of_the_paper() -> None:
    found = values(
        page(*MOTTO, centre("ĐƠN ĐỀ NGHỊ"), "Họ và tên: CHU ĐÌNH LỘC",
             "Số CCCD: 001090000335 cấp ngày 02/3/2021")
    )  # fmt: skip
    assert "issued_on" not in found
