"""Syllables are told from codes and foreign words; their shape is what is left without marks."""

import pytest

from digitize.language.syllables import LETTERS, is_syllable, parts, shape


@pytest.mark.parametrize(
    ("syllable", "bare"), [("đổi", "doi"), ("quyết", "quyet"), ("ư", "u"), ("nghiêng", "nghieng")]
)
def test_the_shape_has_no_marks(syllable: str, bare: str) -> None:
    assert shape(syllable) == bare


@pytest.mark.parametrize(
    ("core", "is_one"),
    [("đổi", True), ("nghiêng", True), ("Đổi", False), ("qđ-ubnd", False), ("12", False), ("", False),
     ("file", False), ("nghiêngg", False)],
)  # fmt: skip
def test_syllables_are_letters_of_the_alphabet(core: str, is_one: bool) -> None:
    assert is_syllable(core) is is_one


def test_the_alphabet_has_seventeen_consonants_and_twelve_vowels_in_six_tones() -> None:
    assert len(LETTERS) == 17 + 12 * 6


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("(đổi),", ("(", "đổi", "),")),
        ("QĐ-UBND", ("", "QĐ-UBND", "")),
        ("...", ("...", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_word_has_signs_around_its_core(word: str, pieces: tuple[str, str, str]) -> None:
    assert parts(word) == pieces
