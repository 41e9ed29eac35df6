"""Who is named: labels of every manner, running text, and names that belong to nobody on the paper."""

import pytest

from tests.digitize.describe.described import described, head
from tests.digitize.describe.printed import MOTTO, At, Row, centre, page

CONFIRMATION = (*MOTTO, centre("GIẤY XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ"))
APPLICATION = (*MOTTO, centre("ĐƠN ĐỀ NGHỊ"))


def named(*rows: Row) -> list[tuple[str, str, str | None]]:
    paper = described(page(*rows))
    return [(p.role.value, p.name, p.owner.number if p.owner else None) for p in paper.parties]


@pytest.mark.parametrize(
    "label",
    [
        "Người được xác nhận",
        "Công dân được xác nhận thông tin",
        "Người lao động:",
        "- Họ và tên người bệnh:",
        "Ho và tn:",
    ],
)
def test_a_label_says_whom_a_paper_is_about_in_its_own_words(label: str) -> None:
    assert named(*CONFIRMATION, f"{label} ĐỖ THỊ MẬN", "Số định danh cá nhân: 034184000226") == [
        ("owner", "ĐỖ THỊ MẬN", "034184000226")
    ]


def test_a_form_with_a_column_of_values_needs_no_colon() -> None:
    def row(label: str, value: str, down: int = 0) -> list[At]:
        return [At(label, 236, 30), At(value, 800, 30)]

    paper = described(
        page(
            *CONFIRMATION,
            row("Họ, chữ đệm, tên khai sinh", "ĐỖ THỊ MẬN"),
            row("Ngày sinh / Giới tính", "03/4/1984 / Nữ"),
            row("Số định danh cá nhân", "034184000226"),
            row("Nơi thường trú", "thôn Đoài, xã Bến Gỗ"),
        )
    )
    assert paper.fields["owner_id"].value == "034184000226"
    assert paper.fields["date_of_birth"].value == "1984-04-03"
    assert paper.fields["sex"].value == "Nữ"


def test_the_number_of_the_mother_is_hers_where_the_label_says_so() -> None:
    rows = (*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: VŨ GIA HÂN")
    mother = ("Họ, chữ đệm, tên người mẹ: ĐỖ THỊ MẬN", "Số định danh cá nhân người mẹ: 034184000226")
    assert ("parent", "ĐỖ THỊ MẬN", "034184000226") in named(*rows, *mother)
    other = ("Họ, chữ đệm, tên người mẹ: ĐỖ THỊ MẬN", "Số định danh cá nhân người cha: 034084000221")
    assert ("parent", "ĐỖ THỊ MẬN", None) in named(*rows, *other)


def test_in_running_text_a_name_is_told_by_what_follows_it() -> None:
    assert named(
        *CONFIRMATION,
        "Công an xã Bến Gỗ xác nhận: công dân",
        "Đỗ Thị Mận; giới tính: Nữ; ngày sinh: 03/4/1984; số định danh cá nhân: 034184000226.",
    ) == [("owner", "Đỗ Thị Mận", "034184000226")]


def test_a_province_before_a_number_is_no_name() -> None:
    assert named(
        *APPLICATION, "Tôi tên là Vũ Đình Bách, trú tại ngõ 3, Hà Nội, CCCD số 001084000229, làm đơn này."
    ) == [("applicant", "Vũ Đình Bách", "001084000229")]


def test_a_name_behind_a_label_that_is_not_known_ends_the_block_before() -> None:
    paper = described(
        page(*APPLICATION, "Họ và tên: Đỗ Thị Mận", "Là phụ huynh của em: Vũ Gia Bảo", "Sinh ngày: 02/9/2018")
    )
    assert "date_of_birth" not in paper.fields
    assert [party.name for party in paper.parties if party.role.value == "applicant"] == ["Đỗ Thị Mận"]


def test_la_is_a_surname_as_well_as_a_word() -> None:
    rows = ("Cá nhân nộp hồ sơ LA THỊ THANH", "Số định danh cá nhân 034184000226", "NGƯỜI NỘP HỒ SƠ")
    receipt = (*MOTTO, centre("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"))
    assert named(*receipt, *rows) == [("applicant", "LA THỊ THANH", "034184000226")]


def test_who_issued_a_bill_or_takes_the_money_is_not_its_owner() -> None:
    names = [
        name
        for _, name, _ in named(
            *head("CÔNG TY CỔ PHẦN NƯỚC SẠCH BẾN GỖ", number="Số: 12/HD-NS"),
            centre("HÓA ĐƠN TIỀN NƯỚC", 40),
            "Công ty Cổ phần Nước sạch Bến Gỗ, mã số thuế: 0101234560",
            "Tên đơn vị thu: Chi cục Thuế khu vực Bến Gỗ",
            "Khách hàng: Đỗ Thị Mận",
        )
    ]
    assert names == ["Đỗ Thị Mận"]


def test_an_academy_is_no_pupil_and_a_certificate_no_woman() -> None:
    assert (
        named(*MOTTO, centre("HỌC VIỆN NÔNG NGHIỆP ĐẤT LÀNH"), centre("CHỨNG CHỈ HÀNH NGHỀ DẠY LÁI XE")) == []
    )


def test_a_firm_authorises_under_its_letterhead() -> None:
    assert named(
        [At("CÔNG TY TNHH GỖ BẾN XANH", 236, 30), At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 32)],
        [At("Mã số doanh nghiệp: 0101234560", 236, 30), At("Độc lập - Tự do - Hạnh phúc", 950, 32)],
        centre("GIẤY ỦY QUYỀN"),
        "Tôi là: Vũ Đình Bách, người đại diện theo pháp luật của công ty, nay ủy quyền cho:",
        "Ông/Bà: ĐỖ THỊ MẬN",
        "Giấy tờ tùy thân số: 034184000226",
    ) == [
        ("giver", "CÔNG TY TNHH GỖ BẾN XANH", "0101234560"),
        ("taker", "ĐỖ THỊ MẬN", "034184000226"),
        ("named", "Vũ Đình Bách", None),
    ]
