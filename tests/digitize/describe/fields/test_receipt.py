"""A receipt says dossier, procedure and the day when the result is due, as printed."""

import pytest

from tests.digitize.describe.described import values
from tests.digitize.describe.printed import MOTTO, Row, centre, page


def _receipt(*rows: Row) -> dict[str, str]:
    return values(page(*MOTTO, centre("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 36), *rows))


@pytest.mark.parametrize(
    "number", ["H99.12-250701-0042", "000.00.01.H99-240115-0001", "H07.1.22-260131-12345"]
)
def test_the_number_of_the_dossier_is_kept_as_printed(number: str) -> None:
    assert _receipt(f"Mã hồ sơ: {number}")["dossier_number"] == number


@pytest.mark.parametrize("printed", ["H99.12-2507-0042", "250701-0042", "Mã hồ sơ: H99.12 250701 0042"])
def test_what_has_not_the_form_of_a_dossier_number_is_none(printed: str) -> None:
    assert "dossier_number" not in _receipt(f"Mã hồ sơ: {printed}")


@pytest.mark.parametrize("code", ["1.004222", "2.000635.000.00.00.H99"])
def test_the_code_of_the_procedure_is_kept_as_printed(code: str) -> None:
    assert _receipt(f"Thủ tục hành chính: Cấp giấy phép (mã {code})")["procedure_code"] == code


def test_a_sum_of_money_is_no_procedure() -> None:
    assert "procedure_code" not in _receipt("Lệ phí: 1.000.000 đồng")


@pytest.mark.parametrize(
    "rows",
    [
        ("Ngày hẹn trả kết quả: 16 giờ 30 phút, ngày 12/3/2026",),
        ("Thời gian trả kết quả giải quyết hồ sơ: ngày 12 tháng 3 năm 2026",),
        ("Thời gian nhận hồ sơ: 08 giờ 10 phút, ngày 02/3/2026", "Thời gian trả kết quả: 12/03/2026"),
    ],
)
def test_the_due_day_is_not_the_day_of_receipt(rows: tuple[str, ...]) -> None:
    assert _receipt(*rows)["due_on"] == "2026-03-12"
