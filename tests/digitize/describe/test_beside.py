"""What stands side by side on a paper is told apart: head and date, labels and values, both languages."""

import pytest

from tests.digitize.describe.described import head, values
from tests.digitize.describe.printed import MOTTO, At, Row, centre, page

LAND = (*MOTTO, centre("GIẤY CHỨNG NHẬN"), centre("QUYỀN SỬ DỤNG ĐẤT"))


def test_number_at_the_left_of_the_signature_date_and_body_at_its_right() -> None:
    found = values(
        page(
            *LAND,
            "Bà ĐỖ THỊ MẬN, CCCD số: 034184000226",
            [At("Số phát hành: AA 01234567", 236, 30), At("Bến Gỗ, ngày 12 tháng 9 năm 2025", 860, 30)],
            [At("Số vào sổ cấp Giấy chứng nhận:", 236, 30), At("ỦY BAN NHÂN DÂN XÃ BẾN GỖ", 860, 30)],
            [At("CN08457", 236, 30), At("CHỦ TỊCH", 980, 30)],
        )
    )
    assert (found["number"], found["issued_on"]) == ("CN08457", "2025-09-12")
    assert found["issuer"] == "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"


@pytest.mark.parametrize(
    ("under", "issuer"),
    [
        (("XÃ BẾN GỖ", "TỈNH HẢI SƠN"), "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"),
        (("XÃ BẾN GỖ", "huyện Tân An, tỉnh Hải Sơn"), "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"),
        (("XÃ BẾN GỖ", "Địa chỉ: thôn Đoài"), "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"),
        (("PHƯỜNG PHÚ AN", "HẠ"), "ỦY BAN NHÂN DÂN PHƯỜNG PHÚ AN HẠ"),
    ],
)
def test_where_a_committee_lies_is_no_part_of_its_name(under: tuple[str, ...], issuer: str) -> None:
    assert values(page(*head("ỦY BAN NHÂN DÂN", *under), "", centre("QUYẾT ĐỊNH")))["issuer"] == issuer


def test_a_department_is_of_the_province_under_its_name() -> None:
    top = head("BỘ TƯ PHÁP", "MINISTRY OF JUSTICE", "CỤC QUẢN LÝ HỘ TỊCH", "TỈNH HẢI SƠN")
    found = values(page(*top, "", centre("QUYẾT ĐỊNH")))
    assert (found["issuer_parent"], found["issuer"]) == ("BỘ TƯ PHÁP", "CỤC QUẢN LÝ HỘ TỊCH TỈNH HẢI SƠN")


def test_somebody_s_card_was_given_elsewhere_and_on_another_day() -> None:
    found = values(
        page(
            *MOTTO,
            centre("GIẤY ỦY QUYỀN"),
            "Hôm nay, ngày 04 tháng 06 năm 2021, tại xã Bến Gỗ, tôi là:",
            "Họ tên: ĐỖ THỊ MẬN",
            "Số CCCD: 034184000226",
            "Ngày cấp: 05/01/2020 Nơi cấp: Công an tỉnh Hải Sơn",
        )
    )
    assert found["issued_on"] == "2021-06-04"
    assert "issuer" not in found


def test_a_certificate_is_of_its_last_change() -> None:
    row: list[Row] = [
        "Mã số doanh nghiệp: 0101234560",
        "Đăng ký lần đầu, ngày 05 tháng 8 năm 2019; đăng ký thay đổi lần thứ 12, ngày 14 tháng 3 năm 2025",
    ]
    top = head("SỞ TÀI CHÍNH", date="", number="")
    assert (
        values(page(*top, centre("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"), *row))["issued_on"] == "2025-03-14"
    )


def test_the_head_of_an_office_signs_for_the_office() -> None:
    found = values(
        page(
            *MOTTO,
            centre("TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN TÂN AN"),
            centre("BẰNG TỐT NGHIỆP TRUNG HỌC CƠ SỞ", 40),
            "Cho: VŨ GIA HÂN",
            "",
            "",
            [At("Vào sổ cấp bằng số: 0379", 236, 30), At("Tân An, ngày 30 tháng 9 năm 2015", 900, 30)],
            At("TRƯỞNG PHÒNG", 1000, 30),
            "",
            At("Ngô Đình Quế", 1000, 30),
        )
    )
    assert found["issuer"] == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN TÂN AN"
    assert found["signer"] == "Ngô Đình Quế"


def test_the_end_of_a_capacity_is_no_name() -> None:
    found = values(
        page(
            *head("UBND XÃ BẾN GỖ", number="Số: 12/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            At("TRƯỞNG PHÒNG KINH TẾ VÀ", 900, 30),
            At("ĐÔ THỊ", 1040, 30),
            "",
            "",
            At("Ngô Đình Quế", 1010, 30),
        )
    )
    assert found["signer"] == "Ngô Đình Quế"


def test_the_rows_of_a_table_are_no_frame() -> None:
    rows: list[Row] = [
        [At(str(n), 150, 24), At(f"Mục {n}", 420, 30), At(f"nội dung thứ {n}", 900, 30)] for n in range(1, 9)
    ]
    top = [At("ỦY BAN NHÂN DÂN XÃ BẾN GỖ", 150, 30), At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 32)]
    found = values(page(top, At("Độc lập - Tự do - Hạnh phúc", 950, 32), centre("THÔNG BÁO"), *rows))
    assert found["issuer"] == "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"


def test_what_a_digital_signature_prints_over_the_head_is_no_agency() -> None:
    stamp = (At("Tỉnh Hải Sơn", 480, 20), At("Thời gian ký: 19.02.2025 07:55:13", 480, 20))
    assert values(page(*stamp, *head("ỦY BAN NHÂN DÂN", "TỈNH HẢI SƠN"), "", centre("QUYẾT ĐỊNH")))[
        "issuer"
    ] == ("ỦY BAN NHÂN DÂN TỈNH HẢI SƠN")
