"""A number is of whom it stands beside, however near somebody else is named."""

import pytest

from archive.values.description import Description
from tests.digitize.describe.described import described, named
from tests.digitize.describe.printed import MOTTO, Row, centre, page


def read(title: str, *rows: Row) -> Description:
    return described(page(*MOTTO, centre(title), *rows))


@pytest.mark.parametrize("witness", ["Tôn Nữ Thị Ánh", "Chu Đình Lộc", "Y Blui Niê Kđăm"])
def test_the_number_of_a_witness_is_not_the_officials_above(witness: str) -> None:
    paper = read(
        "BIÊN BẢN",
        "1. Ông (bà): Bùi Văn Tám Cơ quan: Công an xã Bến Gỗ",
        f"2. Người chứng kiến: {witness} CCCD số: 001090000335",
        "Tiến hành lập biên bản đối với:",
        "Họ và tên: TRƯƠNG NGỌC ÁNH Giới tính: Nữ",
        "Số định danh cá nhân: 048192000444",
    )
    numbers = {number: name for _, name, number in named(paper) if number}
    assert numbers == {"001090000335": witness, "048192000444": "TRƯƠNG NGỌC ÁNH"}


@pytest.mark.parametrize("given", ["Chi", "Thu", "Đình Nhân", "Đăng Doanh", "Công", "Pháp"])
@pytest.mark.parametrize("behind", [", số định danh cá nhân: ", ", CCCD số "])
def test_a_name_may_end_in_a_word_of_labels(given: str, behind: str) -> None:
    paper = read(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "I. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất",
        f"Bà Võ Thị {given}{behind}034184000226; địa chỉ: thôn 2, xã Bến Gỗ",
    )
    assert named(paper) == [("right-holder", f"Võ Thị {given}", "034184000226")]


def test_two_named_in_one_line_have_their_numbers_in_its_order() -> None:
    paper = read(
        "GIẤY PHÉP XÂY DỰNG",
        "1. Cấp cho: ông Bùi Văn Tám và bà Võ Thị Hồng Mai (đồng sở hữu)",
        "- Số định danh cá nhân/Mã số doanh nghiệp: 034081000117; 034184000226",
    )
    assert {number for _, _, number in named(paper)} == {"034081000117", "034184000226"}
    assert named(paper)[0] == ("owner", "Bùi Văn Tám", "034081000117")


def test_one_number_under_two_names_is_of_neither() -> None:
    paper = read(
        "GIẤY PHÉP XÂY DỰNG",
        "1. Cấp cho: ông Bùi Văn Tám và bà Võ Thị Hồng Mai (đồng sở hữu)",
        "- Số định danh cá nhân/Mã số doanh nghiệp: 034081000117",
    )
    assert [number for _, _, number in named(paper)] == [None, None]


@pytest.mark.parametrize("trade", ["Chủ hộ kinh doanh", "Sinh viên", "Học sinh"])
def test_an_occupation_names_nobody(trade: str) -> None:
    paper = read(
        "QUYẾT ĐỊNH",
        "Họ và tên: TRƯƠNG NGỌC ÁNH Giới tính: Nữ",
        f"Nghề nghiệp: {trade}",
        "Số định danh cá nhân: 048192000444",
    )
    assert named(paper) == [("owner", "TRƯƠNG NGỌC ÁNH", "048192000444")]


def test_who_a_contract_is_made_with_does_not_own_the_permit() -> None:
    paper = read(
        "GIẤY PHÉP XÂY DỰNG",
        "1. Cấp cho chủ đầu tư: bà Võ Thị Hồng Mai, số định danh cá nhân 034184000226",
        "2. Giấy tờ về đất: Hợp đồng thuê đất giữa hai bên với ông Chu Đình Lộc (số định danh 001090000335)",
    )
    assert named(paper)[0] == ("owner", "Võ Thị Hồng Mai", "034184000226")
    assert ("named", "Chu Đình Lộc", "001090000335") in named(paper)


def test_who_hands_a_dossier_in_for_another_is_only_named() -> None:
    paper = read(
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Người nộp thay",
        "Chu Đình Nhân, căn cước 001090000335",
        "Chủ hồ sơ",
        "Võ Thị Hồng Mai",
        "Số định danh/Mã số thuế",
        "034184000226",
        *["Giấy tờ đã nhận: tờ khai đăng ký thường trú, 01 bản chính; bản chụp căn cước, 01 bản."] * 3,
    )
    assert named(paper) == [
        ("applicant", "Võ Thị Hồng Mai", "034184000226"),
        ("named", "Chu Đình Nhân", "001090000335"),
    ]


def test_the_applicants_spouse_does_not_own_the_application() -> None:
    paper = read(
        "ĐƠN ĐỀ NGHỊ",
        "Họ và tên: BÙI VĂN TÁM",
        "Số định danh cá nhân: 034081000117",
        "Vợ (chồng): VÕ THỊ HỒNG MAI",
        "Số định danh cá nhân: 034184000226",
    )
    assert named(paper) == [
        ("applicant", "BÙI VĂN TÁM", "034081000117"),
        ("named", "VÕ THỊ HỒNG MAI", "034184000226"),
    ]


def test_land_is_a_couples_together() -> None:
    paper = read(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "Ông (bà): BÙI VĂN TÁM Sinh năm: 1981",
        "CMND số: 370752843",
        "Và vợ (chồng): Võ Thị Hồng Mai CMND số: 355171779",
    )
    assert named(paper) == [
        ("right-holder", "BÙI VĂN TÁM", "370752843"),
        ("right-holder", "Võ Thị Hồng Mai", "355171779"),
    ]


def test_who_acts_for_a_firm_is_no_party_to_its_contract() -> None:
    paper = read(
        "HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT",
        "BÊN CHUYỂN NHƯỢNG (Bên A): CÔNG TY TNHH BẾN GỖ",
        "Mã số doanh nghiệp: 0312345676",
        "Do ông Chu Đình Lộc, Giám đốc, CCCD số 001090000335 đại diện",
        "BÊN NHẬN CHUYỂN NHƯỢNG (Bên B):",
        "Bà: VÕ THỊ HỒNG MAI",
        "Số CCCD: 034184000226",
    )
    assert [name for role, name, _ in named(paper) if role == "giver"] == ["CÔNG TY TNHH BẾN GỖ"]


@pytest.mark.parametrize(
    ("label", "said"),
    [("Giới tính; dân tộc", "Nữ; Kinh"), ("Giới tính - Dân tộc - Quốc tịch", "Nữ - Kinh - Việt Nam")],
)
def test_labels_of_one_cell_have_their_values_in_one(label: str, said: str) -> None:
    paper = read("ĐƠN ĐỀ NGHỊ", "Họ và tên: VÕ THỊ HỒNG MAI", f"{label}: {said}")
    assert paper.fields["sex"].value == "Nữ"


def test_the_entry_below_is_no_value_of_the_one_above() -> None:
    paper = read(
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên: BÙI MINH KHANG",
        "Nơi sinh Số định danh cá nhân: 034218000553",
        "Quê quán: xã Bến Gỗ, tỉnh Hải Sơn",
    )
    assert "place_of_birth" not in paper.fields


def test_a_child_named_on_a_land_certificate_holds_no_land() -> None:
    paper = read(
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "Ông (bà): BÙI VĂN TÁM Sinh năm: 1981",
        "Số định danh cá nhân: 034081000117",
        "Họ và tên con: BÙI MINH KHANG",
        "Số định danh cá nhân: 034218000553",
    )
    assert named(paper) == [
        ("right-holder", "BÙI VĂN TÁM", "034081000117"),
        ("named", "BÙI MINH KHANG", "034218000553"),
    ]
