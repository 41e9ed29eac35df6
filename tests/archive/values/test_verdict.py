"""A verdict is never better than its worst part."""

import itertools

import pytest

from archive.values.verdict import Verdict, worst


def test_nothing_proved_is_failed() -> None:
    assert worst() is Verdict.FAILED


@pytest.mark.parametrize("words", list(itertools.product(Verdict, repeat=3)))
def test_the_worst_word_wins_in_any_order(words: tuple[Verdict, ...]) -> None:
    if Verdict.FAILED in words:
        expected = Verdict.FAILED
    elif Verdict.INDETERMINATE in words:
        expected = Verdict.INDETERMINATE
    else:
        expected = Verdict.PASSED
    assert worst(*words) is expected
