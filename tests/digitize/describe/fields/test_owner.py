"""All that is said of the owner comes from one block: people are never mixed."""

from tests.digitize.describe.described import values
from tests.digitize.describe.printed import MOTTO, centre, page


def test_name_number_birth_sex_and_birthplace_are_of_one_person() -> None:
    found = values(
        page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG",
             "Ngày, tháng, năm sinh: 07/7/2018", "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam",
             "Số định danh cá nhân: 034218000553", "Nơi sinh: Trạm y tế xã Bến Gỗ",
             "Họ, chữ đệm, tên người mẹ: VÕ THỊ HỒNG MAI", "Năm sinh: 1984",
             "Số định danh cá nhân: 034184000226")
    )  # fmt: skip
    owner = ("owner_name", "owner_id", "date_of_birth", "sex", "place_of_birth")
    assert [found[name] for name in owner] == [
        "BÙI MINH KHANG", "034218000553", "2018-07-07", "Nam", "Trạm y tế xã Bến Gỗ",
    ]  # fmt: skip


def test_what_the_first_block_does_not_hold_is_not_taken_from_the_next() -> None:
    found = values(
        page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG",
             "Họ, chữ đệm, tên người mẹ: VÕ THỊ HỒNG MAI", "Ngày, tháng, năm sinh: 03/4/1984",
             "Giới tính: Nữ", "Số định danh cá nhân: 034184000226")
    )  # fmt: skip
    assert found["owner_name"] == "BÙI MINH KHANG"
    assert not {"owner_id", "date_of_birth", "sex"} & found.keys()


def test_a_sex_that_is_to_be_ticked_is_not_read() -> None:
    found = values(
        page(*MOTTO, centre("ĐƠN ĐỀ NGHỊ"), "Họ và tên: CHU ĐÌNH LỘC", "Giới tính: Nam / Nữ",
             "Năm sinh: 1990")
    )  # fmt: skip
    assert "sex" not in found
    assert found["date_of_birth"] == "1990"
