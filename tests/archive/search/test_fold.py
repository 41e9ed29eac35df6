"""Folding: the same word however it is typed, and never two different words for a number."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.fold import fold, spelled_words, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Đình Đức", "dang dinh duc"),
        ("đường", "duong"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("khoẻ", "khoe"),
        ("khỏe", "khoe"),
        ("thuý", "thuy"),
        ("thúy", "thuy"),
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("ƯƠNG ương", "uong uong"),
        ("12/QĐ-UBND", "12/qd-ubnd"),
        ("", ""),
    ],
)
def test_marks_and_case_fall_away_and_the_barred_d_is_a_d(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Đặng Thị Hoà", "Nguyễn Thuỳ Dương", "giấy chứng nhận kết hôn", "khuỷu"])
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert composed != apart
    assert fold(composed) == fold(apart)
    assert words_of(composed) == words_of(apart)
    assert spelled_words(composed) == spelled_words(apart)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words_of(fold(text)) == words_of(text)


@given(st.text())
def test_words_are_letters_and_digits_only_so_that_no_question_holds_an_operator(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words_of(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("HÓA", "HOÁ"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("lũy", "luỹ"), ("tọa", "toạ")],
)
def test_both_places_of_the_tone_mark_are_one_spelling(old: str, new: str) -> None:
    assert spelled_words(old) == spelled_words(new)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hoà"), ("hoá", "hoà"), ("ma", "mã"), ("dang", "đang")])
def test_other_marks_are_another_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert spelled_words(one) != spelled_words(other)


def test_digits_are_never_folded_into_each_other() -> None:
    assert words_of("001190000001") != words_of("001190000007")
    assert words_of("54/2017") == ["54", "2017"]
