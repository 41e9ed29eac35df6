"""Identifiers, tax codes and names."""

import pytest

from archive.values.description import OwnerKind
from digitize.describe.values import (
    born_and_sex,
    digits_of,
    is_printed_name,
    looks_like_name,
    owner_of,
    tax_code_holds,
    without_rank,
)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("033184582405", (1984, "Nữ")),
        ("001098143740", (1998, "Nam")),
        ("033221708345", (2021, "Nam")),
        ("033321137784", (2021, "Nữ")),
        ("123456789", None),
        ("0331845824AB", None),
    ],
)
def test_a_personal_number_tells_birth_and_sex(number: str, told: tuple[int, str] | None) -> None:
    assert born_and_sex(number) == told


def test_the_check_digit_of_a_tax_code_is_held() -> None:
    # 31·0+29·1+23·0+19·0+17·1+13·0+7·9+5·1+3·0 = 114 = 4 modulo 11, so the check digit is 6
    assert tax_code_holds("0100109106")
    assert tax_code_holds("0100109106001")
    assert not tax_code_holds("0100109107")
    assert not tax_code_holds("033184582405")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("033184582405", OwnerKind.CITIZEN),
        ("123456789", OwnerKind.CITIZEN),
        ("0900123456", OwnerKind.ORGANISATION),
        ("0900123456001", OwnerKind.ORGANISATION),
    ],
)
def test_a_bare_number_is_somebodys_by_its_length(number: str, kind: OwnerKind) -> None:
    owner = owner_of(number)
    assert owner is not None
    assert owner.kind is kind


def test_letters_that_look_like_digits_count_but_are_not_clean() -> None:
    misread, clean = digits_of("O3318458240S,"), digits_of("033184582405")
    assert misread is not None
    assert clean is not None
    assert (misread.number, misread.clean) == ("033184582405", False)
    assert (clean.number, clean.clean) == ("033184582405", True)
    assert digits_of("SOI") is None


def test_a_name_is_told_from_other_words() -> None:
    assert is_printed_name(["NGUYỄN", "THỊ", "THANH", "MAI"])
    assert is_printed_name(["Lê", "Văn", "Bảy"])
    assert not is_printed_name(["PHÓ", "GIÁM", "ĐỐC"])
    assert not looks_like_name(["Nguyễn"])
    assert not looks_like_name(["Nguyễn", "Văn", "12"])


def test_ranks_are_dropped_and_surnames_that_look_like_ranks_are_kept() -> None:
    assert without_rank(["Đại", "tá", "Nguyễn", "Văn", "Bảy"]) == ["Nguyễn", "Văn", "Bảy"]
    assert without_rank(["ThS.", "Trần", "Thị", "Mai"]) == ["Trần", "Thị", "Mai"]
    assert without_rank(["Tạ", "Thị", "Hoa"]) == ["Tạ", "Thị", "Hoa"]
