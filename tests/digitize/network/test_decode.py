"""Words out of scores, worked out by hand."""

import numpy as np
import pytest

from digitize.network.decode import spell
from digitize.network.scores import Scores
from digitize.ocr.ports import HANDWRITING

SIGNS = " ab" + HANDWRITING
BLANK = len(SIGNS)


def scores(*steps: tuple[int, float]) -> Scores:
    """Give each step one likely sign; the rest is shared by the others."""
    found = np.zeros((len(steps), BLANK + 1), np.float32)
    for row, (sign, sure) in enumerate(steps):
        found[row] = (1 - sure) / BLANK
        found[row, sign] = sure
    return found


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
    assert [word.text for word in words] == ["a", HANDWRITING, "b"]


def test_blanks_alone_are_nothing() -> None:
    assert spell(scores((BLANK, 0.9), (BLANK, 0.9)), SIGNS) == []
