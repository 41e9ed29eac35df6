"""How long a paper is valid is said by the paper, and not by the term of something else on it."""

import pytest

from tests.digitize.describe.described import values
from tests.digitize.describe.printed import MOTTO, At, Row, centre, page


def _confirmed(*rows: Row) -> dict[str, str]:
    return values(
        page(*MOTTO, centre("GIẤY XÁC NHẬN"), centre("TÌNH TRẠNG HÔN NHÂN"), "Họ, chữ đệm, tên: CHU ĐÌNH LỘC",
             *rows, *[""] * 4, At("Bến Gỗ, ngày 31 tháng 8 năm 2025", "right"), At("CHỦ TỊCH", 1200))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("Giấy này có giá trị đến ngày 28/02/2026", "2026-02-28"),
        ("Giấy này có giá trị trong thời hạn 06 tháng, kể từ ngày cấp", "2026-02-28"),
        ("Giấy này có giá trị trong 06 (sáu) tháng kể từ ngày cấp.", "2026-02-28"),
        ("Có giá trị sử dụng 01 năm kể từ ngày ký", "2026-08-31"),
        ("Giấy này có giá trị không thời hạn", "no-expiry"),
    ],
)
def test_the_last_day_is_printed_or_counted_from_the_issue(printed: str, last: str) -> None:
    assert _confirmed(printed)["valid_until"] == last


@pytest.mark.parametrize(
    "printed",
    [
        "Thời hạn sử dụng đất: đến ngày 15/10/2063",
        "Quyết định này có hiệu lực thi hành kể từ ngày ký",
        "Thời hạn giải quyết: 05 ngày kể từ ngày nhận",
        "Có giá trị",
    ],
)
def test_the_term_of_something_else_is_not_the_papers(printed: str) -> None:
    assert "valid_until" not in _confirmed(printed)


def test_a_term_without_a_date_of_issue_is_not_counted() -> None:
    found = values(page(*MOTTO, centre("GIẤY ỦY QUYỀN"), "Giấy này có giá trị 06 tháng kể từ ngày ký"))
    assert "valid_until" not in found


def test_of_two_days_the_later_one_is_the_last() -> None:
    found = values(
        page(*MOTTO, centre("GIẤY ỦY QUYỀN"), "Thời hạn ủy quyền: từ ngày 01/02/2025 đến ngày 01/8/2025")
    )
    assert found["valid_until"] == "2025-08-01"
