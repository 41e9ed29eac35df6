"""Words out of scores, worked out by hand."""

import numpy as np
import pytest

from digitize.network.decode import spell
from digitize.network.scores import Scores
from digitize.ocr.ports import HANDWRITING

SIGNS = " ab" + HANDWRITING
BLANK = len(SIGNS)


def scores(*steps: tuple[int, float], by_hand: slice = slice(0), blank: int = BLANK) -> Scores:
    """Give each step one likely sign, the rest shared by the others; a hand wrote some pairs of steps."""
    written = np.full((len(steps) + 1) // 2, 0.1, np.float32)
    written[by_hand] = 0.9
    found = np.zeros((len(steps), blank + 1), np.float32)
    for row, (sign, sure) in enumerate(steps):
        found[row] = (1 - sure) / blank
        found[row, sign] = sure
    return Scores(found, written)


def test_repeats_are_one_letter_and_a_blank_parts_two() -> None:
    (word,) = spell(scores((1, 0.9), (1, 0.8), (BLANK, 0.9), (1, 0.7), (2, 0.9)), SIGNS)
    assert word.text == "aab"
    assert (word.first, word.last) == (0, 4)
    assert word.confidence == pytest.approx(0.7)


def test_spaces_part_words_and_make_none() -> None:
    words = spell(scores((0, 0.9), (1, 0.9), (0, 0.9), (BLANK, 0.9), (0, 0.9), (2, 0.9), (0, 0.9)), SIGNS)
    assert [(word.text, word.first) for word in words] == [("a", 1), ("b", 5)]


def test_handwriting_is_a_word_for_itself() -> None:
    words = spell(scores((1, 0.9), (3, 0.9), (2, 0.9)), SIGNS)
    assert [(word.text, word.by_hand) for word in words] == [("a", False), ("", True), ("b", False)]


def test_blanks_alone_are_nothing() -> None:
    assert spell(scores((BLANK, 0.9), (BLANK, 0.9)), SIGNS) == []


def test_what_a_hand_wrote_is_parted_from_print() -> None:
    """`aa/b`, of which the first two letters are by hand and read with little confidence."""
    signs, blank = " ab/" + HANDWRITING, 5
    steps = ((1, 0.5), (blank, 0.9), (1, 0.6), (blank, 0.9), (3, 0.9), (blank, 0.9), (2, 0.99))
    words = spell(scores(*steps, by_hand=slice(0, 2), blank=blank), signs)
    assert [(word.by_hand, word.first, word.last) for word in words] == [(True, 0, 2), (False, 4, 6)]
    assert [word.text for word in words] == ["aa", "/b"]


def test_strokes_between_numbers_by_hand_are_by_hand() -> None:
    signs = " ab/" + HANDWRITING
    words = spell(
        scores((1, 0.5), (3, 0.99), (2, 0.5), (3, 0.9), by_hand=slice(0, 2), blank=len(signs)), signs
    )
    assert [(word.text, word.by_hand) for word in words] == [("a/b", True), ("/", False)]


@pytest.mark.parametrize(("sure", "by_hand"), [(0.5, slice(0)), (0.95, slice(0, 1))])
def test_print_stays_print(sure: float, by_hand: slice) -> None:
    """Doubtful letters that no hand wrote stay; so do sure ones that look like a hand's."""
    (word,) = spell(scores((1, sure), (2, sure), by_hand=by_hand), SIGNS)
    assert (word.text, word.by_hand) == ("ab", False)
