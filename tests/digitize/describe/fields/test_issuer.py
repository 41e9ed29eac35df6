"""The issuer is the body that issued the paper; what a citizen wrote has none."""

import pytest

from tests.digitize.describe.described import decision, head, values
from tests.digitize.describe.printed import MOTTO, At, centre, page


def test_the_issuer_is_the_lower_body_of_the_head_and_the_upper_one_its_parent() -> None:
    found = values(page(*head("UBND TỈNH HẢI SƠN", "SỞ XÂY DỰNG"), "", centre("QUYẾT ĐỊNH")))
    assert (found["issuer"], found["issuer_parent"]) == ("SỞ XÂY DỰNG", "UBND TỈNH HẢI SƠN")


def test_a_body_over_two_lines_is_one() -> None:
    found = values(page(*decision("Căn cứ Luật Đất đai;")))
    assert found["issuer"] == "ỦY BAN NHÂN DÂN XÃ BẾN GỖ"
    assert "issuer_parent" not in found


@pytest.mark.parametrize("title", ["ĐƠN ĐỀ NGHỊ", "TỜ KHAI ĐĂNG KÝ KHAI SINH"])
def test_nobody_issued_what_a_citizen_wrote(title: str) -> None:
    found = values(
        page(*MOTTO, centre(title), "Kính gửi: Ủy ban nhân dân xã Bến Gỗ", "Họ và tên: CHU ĐÌNH LỘC",
             "Nơi cấp: Công an tỉnh Hải Sơn")
    )  # fmt: skip
    assert "issuer" not in found


def test_a_certificate_names_its_issuer_behind_a_label_or_over_the_signature() -> None:
    by_label = values(
        page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG",
             "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Bến Gỗ, tỉnh Hải Sơn")
    )  # fmt: skip
    assert by_label["issuer"] == "Ủy ban nhân dân xã Bến Gỗ"
    signed = values(
        page(*MOTTO, centre("GIẤY CHỨNG NHẬN"), centre("QUYỀN SỬ DỤNG ĐẤT"), "Bà Võ Thị Hồng Mai", *[""] * 12,
             At("TM. ỦY BAN NHÂN DÂN HUYỆN TÂN AN", 850, 30), At("CHỦ TỊCH", 1150, 30))
    )  # fmt: skip
    assert signed["issuer"] == "ỦY BAN NHÂN DÂN HUYỆN TÂN AN"


def test_the_notary_issued_a_contract() -> None:
    found = values(
        page(*MOTTO, centre("HỢP ĐỒNG CHUYỂN NHƯỢNG"), centre("QUYỀN SỬ DỤNG ĐẤT"),
             "BÊN CHUYỂN NHƯỢNG (BÊN A)", "Ông: Bùi Văn Tám", "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",
             "Tại trụ sở Văn phòng công chứng Hải Sơn, tỉnh Hải Sơn, tôi chứng nhận hợp đồng này")
    )  # fmt: skip
    assert found["issuer"] == "Văn phòng công chứng Hải Sơn"
