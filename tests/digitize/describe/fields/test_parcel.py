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
