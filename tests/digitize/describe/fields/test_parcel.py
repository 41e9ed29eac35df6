"""A land certificate tells its parcel and map sheet, unless it is about several."""

import pytest

from tests.digitize.describe.described import values
from tests.digitize.describe.printed import MOTTO, centre, page


def _certificate(*rows: str) -> dict[str, str]:
    title = centre("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", 36)
    return values(page(*MOTTO, title, *rows))


@pytest.mark.parametrize(
    "rows",
    [
        ("1. Thửa đất: a) Thửa đất số: 123    b) Tờ bản đồ số: 45",),
        ("a) Thửa đất số ........ 123 ........; tờ bản đồ số .... 45",),
        ("a) Thửa đất số; tờ bản đồ số: 123; 45",),
        ("Thửa đất số, tờ bản đồ số        123 - 45",),
        ("a) Thửa đất số: 123", "b) Tờ bản đồ số: 45", "Thửa đất số 123, tờ bản đồ số 45 nói trên"),
    ],
)
def test_parcel_and_map_sheet_are_kept_as_printed(rows: tuple[str, ...]) -> None:
    told = _certificate(*rows)
    assert (told["parcel"], told["map_sheet"]) == ("123", "45")


@pytest.mark.parametrize(
    "rows",
    [
        ("Thửa đất số: 123, tờ bản đồ số: 45", "Thửa đất số: 124, tờ bản đồ số: 46"),
        ("Thửa đất số   Tờ bản đồ số   Diện tích (m²)", "123   45   200,0"),
        ("Thửa đất số: 12a, tờ bản đồ số: 4/5",),
    ],
    ids=["several parcels", "a table", "no plain number"],
)
def test_in_doubt_neither_is_told(rows: tuple[str, ...]) -> None:
    told = _certificate(*rows)
    assert "parcel" not in told
    assert "map_sheet" not in told


def test_one_number_behind_the_label_of_both_is_nobodys() -> None:
    told = _certificate("Thửa đất số; tờ bản đồ số: 123")
    assert "map_sheet" not in told


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (
            ("Thửa đất số: 12, tờ bản đồ số: 5", "Địa chỉ: thôn Đông, xã Tân Lập, huyện Khê, tỉnh Hải Sơn"),
            "thôn Đông, xã Tân Lập, huyện Khê, tỉnh Hải Sơn",
        ),
        (
            (
                "Ông: Trần Văn Sơn, số CMND: 012345678",
                "Địa chỉ thường trú: xã Bình Minh, huyện Vĩnh Khê, tỉnh Hải Sơn",
                "1. Thửa đất số: 12    2. Tờ bản đồ số: 5",
                "3. Địa chỉ thửa đất: phường Mỹ Phú, tỉnh Hải Sơn",
                "4. Diện tích: 120 m²",
            ),
            "phường Mỹ Phú, tỉnh Hải Sơn",
        ),
        (("a) Thửa đất số: 12 ; b) Tờ bản đồ số: 5", "c) Địa chỉ: xã An Thái, tỉnh Hải Sơn."),
         "xã An Thái, tỉnh Hải Sơn"),
        (("a) Thửa đất số: 12    b) Tờ bản đồ số: 5", "c) Địa chỉ    thôn Đông, xã An Thái, tỉnh Hải Sơn"),
         "thôn Đông, xã An Thái, tỉnh Hải Sơn"),
        (("Địa chỉ: xã An Thái, tỉnh Hải Sơn", "Thửa đất số: 12, tờ bản đồ số: 5"), None),
        (("Thửa đất số: 12, tờ bản đồ số: 5", "Địa chỉ thường trú: xã An Thái, tỉnh Hải Sơn"), None),
        (("Thửa đất số: 12", "Bà Lê Thị Hoa, CCCD số 001190000001, địa chỉ: xã An Thái, tỉnh Hải Sơn"), None),
        (("Thửa đất số: 12, tờ bản đồ số: 5", "Diện tích: 120 m²"), None),
    ],
)  # fmt: skip
def test_where_the_parcel_lies_is_told_and_not_where_its_owner_lives(
    rows: tuple[str, ...], address: str | None
) -> None:
    assert _certificate(*rows).get("land_address") == address
