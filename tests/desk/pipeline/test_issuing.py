"""A body that did not exist on the day of its paper is told, where it is surely the catalogue's."""

import pytest

from archive.values.description import Description, Field
from desk.pipeline.doubts import reasons_of
from desk.pipeline.issuing import with_known_issuer
from tests.desk.pipeline.workshop import Workshop

TRANSPORT, FARMING = "Sở Giao thông vận tải tỉnh Hải Sơn", "Sở Nông nghiệp và Môi trường tỉnh Hải Sơn"
"""Until 28/2/2025, and from 1/3/2025 on in the place of two others, as agencies.csv has it."""


def _judged(workshop: Workshop, issued: str, issuer: str, parent: str = "") -> Description:
    values = {"issued_on": issued, "issuer": issuer, "issuer_parent": parent}
    fields = {name: Field(name, value, value, 0.97, 1) for name, value in values.items() if value}
    with workshop.house.database.reading() as session:
        return with_known_issuer(session, Description((1,), "quyet-dinh", 0.99, "QUYẾT ĐỊNH", fields))


@pytest.mark.parametrize(
    ("issued", "issuer", "parent"),
    [
        ("2025-02-28", TRANSPORT, ""),
        ("2025-03-01", FARMING, ""),
        ("2025-08-01", "UBND xã Tân Lập", "UBND tỉnh Hải Sơn"),  # a new commune of the old one's name
        ("2024-08-01", "UBND xã Tân Lập", "Ủy ban nhân dân huyện Vĩnh Khê"),
        ("2025-08-01", "Ủy ban nhân dân xã Bình Minh", ""),  # ended here, but which province's is it?
        ("2024-08-01", "Công an xã Tân Lập", "Công an tỉnh Hải Sơn"),  # nobody says who came before
        ("2025-08-01", "Sở Giao thông vận tải tỉnh Hải Sởn", ""),
        ("2025-08-01", "Văn phòng công chứng Thành Công", ""),
    ],
)
def test_a_body_that_existed_or_is_not_surely_the_catalogues_is_no_doubt(
    workshop: Workshop, issued: str, issuer: str, parent: str
) -> None:
    said = _judged(workshop, issued, issuer, parent)
    assert said.why == "QUYẾT ĐỊNH"
    assert {field.confidence for field in said.fields.values()} == {0.97}


@pytest.mark.parametrize(
    ("issued", "issuer", "parent", "field", "told"),
    [
        ("2025-03-01", TRANSPORT, "", "issuer", "ended before 01/03/2025"),
        ("2025-04-02", "SỞ GIAO THÔNG VẬN TẢI", "UBND TỈNH HẢI SƠN", "issuer", "ended before 01/03/2025"),
        ("2025-08-01", "UBND xã Bình Minh", "UBND huyện Vĩnh Khê", "issuer", "ended before 01/07/2025"),
        ("2025-05-05", "Phòng Đăng ký kinh doanh", "Sở Kế hoạch và Đầu tư tỉnh Hải Sơn", "issuer_parent",
         "ended before 01/03/2025"),
        ("2025-02-28", FARMING, "", "issuer", "began only on 01/03/2025"),
        ("2025-02-28", "Sở Nông nghiệp và Môi trường", "Uỷ ban nhân dân tỉnh Hải Sơn", "issuer",
         "began only on 01/03/2025"),
    ],
)  # fmt: skip
def test_a_body_outside_its_days_is_told_and_lowers_what_it_rests_on(
    workshop: Workshop, issued: str, issuer: str, parent: str, field: str, told: str
) -> None:
    said = _judged(workshop, issued, issuer, parent)
    doubtful = {name for name, one in said.fields.items() if one.confidence < 0.5}
    assert doubtful == {field, "issued_on"}
    rows = [row for row in reasons_of(said, []) if row["code"] == "check-failed"]
    assert [row["text_en"].endswith(told) for row in rows] == [True]
    assert rows[0]["text"].startswith(f"{said.fields[field].value}: theo danh mục, cơ quan này ")
