"""The signer is who signs last for the issuer: under a capacity, never from the body."""

import pytest

from tests.digitize.describe.described import decision, values
from tests.digitize.describe.printed import MOTTO, At, Row, centre, page


def _signed(*rows: Row, capacity: str = "CHỦ TỊCH", name: str = "Lương Thị Thúy Hằng") -> list[Row]:
    return [*rows, *[""] * 4, [At("Nơi nhận:", 236, 28), At(capacity, 1100)],
            [At("- Như Điều 2;", 236, 26)], "", "", At(name, 1060)]  # fmt: skip


@pytest.mark.parametrize(
    ("capacity", "printed", "name"),
    [
        ("CHỦ TỊCH", "Lương Thị Thúy Hằng", "Lương Thị Thúy Hằng"),
        ("KT. CHỦ TỊCH", "Đinh Công Tráng", "Đinh Công Tráng"),
        ("GIÁM ĐỐC", "ThS. Hoàng Văn Bảo", "Hoàng Văn Bảo"),
        ("TRƯỞNG CÔNG AN", "Đại úy Trần Quang Khải", "Trần Quang Khải"),
    ],
)
def test_the_signer_stands_under_a_capacity_without_title_or_rank(
    capacity: str, printed: str, name: str
) -> None:
    rows = decision("Điều 1. Giao ông Nguyễn Văn Sang, Trưởng phòng Nội vụ, chủ trì thực hiện.")
    assert values(page(*_signed(*rows, capacity=capacity, name=printed)))["signer"] == name


def test_somebody_named_in_the_body_did_not_sign() -> None:
    rows = decision("Điều 1. Giao ông Nguyễn Văn Sang, Trưởng phòng Nội vụ, chủ trì thực hiện.")
    assert "signer" not in values(page(*rows, "", "", At("CHỦ TỊCH", 1100), "", "", ""))


def test_of_two_signatures_side_by_side_the_right_one_counts() -> None:
    rows: list[Row] = [*MOTTO, centre("GIẤY XÁC NHẬN"), centre("TÌNH TRẠNG HÔN NHÂN"), *[""] * 4]
    rows += [[At("NGƯỜI TIẾP NHẬN", 300), At("CHỦ TỊCH", 1100)], "", "",
             [At("Phạm Văn Ký", 320), At("Lê Thị Thu Hà", 1080)]]  # fmt: skip
    assert values(page(*rows))["signer"] == "Lê Thị Thu Hà"


def test_a_signature_stands_on_the_last_page_that_has_one() -> None:
    first = page(*_signed(*decision("Điều 1. Ban hành kèm theo."), name="Trần Văn Đầu"))
    last = page("Điều 9. Tổ chức thực hiện.", *_signed(name="Lý Thị Cuối"), number=2)
    assert values(first, last)["signer"] == "Lý Thị Cuối"


def test_a_citizen_signs_an_application() -> None:
    rows: list[Row] = [*MOTTO, centre("ĐƠN ĐỀ NGHỊ"), "Họ và tên: CHU ĐÌNH LỘC", *[""] * 4]
    assert values(page(*rows, At("NGƯỜI LÀM ĐƠN", 1100), "", "", At("Chu Đình Lộc", 1110)))["signer"] == (
        "Chu Đình Lộc"
    )
