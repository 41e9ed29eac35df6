"""Provinces are spelt right where only marks were misread; nothing else is touched."""

import pytest

from digitize.describe.provinces import with_provinces_spelt


@pytest.mark.parametrize(
    ("read", "spelt"),
    [
        ("ỦY BAN NHÂN DÂN TÍNH TIÊN GIANG", "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG"),
        ("Sở Xây dựng tinh Bên Tre", "Sở Xây dựng tỉnh Bến Tre"),
        ("CÔNG AN THÀNH PHÔ ĐÀ NĂNG", "CÔNG AN THÀNH PHỐ ĐÀ NẴNG"),
        ("UBND TỈNH THỪA THIÊN HUÊ", "UBND TỈNH THỪA THIÊN HUẾ"),
    ],
)
def test_marks_that_were_misread_are_put_right(read: str, spelt: str) -> None:
    assert with_provinces_spelt(read) == spelt


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN TỈNH HẢI SƠN",
        "UBND TỈNH THANH HOÁ",
        "ỦY BAN NHÂN DÂN XÃ TIÊN GIANG",
        "TỈNH",
        "",
        "TỈNH LONG",
    ],
)
def test_other_names_and_other_manners_of_writing_stay(text: str) -> None:
    assert with_provinces_spelt(text) == text
