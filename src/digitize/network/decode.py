"""From scores to words: the likeliest sign of each step, repeats and blanks left out (CTC, best path).

What a hand seems to have written is parted from print and said to be so. Must not know the page.
"""

import dataclasses as dc
import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby

from digitize.network.scores import Scores
from digitize.ocr.ports import HANDWRITING

_HAND, _DOUBT = 0.5, 0.88
"""Letters that a hand seems to have written, and that are read with so little confidence, are handwriting:
print is read surely, handwriting hardly ever."""


@dc.dataclass(frozen=True, slots=True)
class Spelled:
    """A word of one line.

    Attributes:
        text: its letters; empty where only a hand's strokes were seen.
        first, last: the steps of its first and last letter.
        confidence: 0 to 1, that of its least sure letter.
        by_hand: it seems to be written by hand.
    """

    text: str
    first: int
    last: int
    confidence: float
    by_hand: bool = False


@dc.dataclass(frozen=True, slots=True)
class _Letter:
    sign: str
    first: int
    last: int
    sure: float
    written: float


def spell(scores: Scores, signs: str) -> list[Spelled]:
    """Return the words of a line, left to right; what a hand wrote in a word is a word for itself."""
    words: list[list[_Letter]] = [[]]
    for letter in _letters(scores, signs):
        if letter.sign == " ":
            words.append([])
        else:
            words[-1].append(letter)
    return [_word(part, by_hand) for word in words if word for part, by_hand in _parts(word)]


def _letters(scores: Scores, signs: str) -> Iterator[_Letter]:
    best = scores.signs.argmax(axis=1).tolist()
    start = 0
    for step, at in enumerate(best):
        if step + 1 < len(best) and best[step + 1] == at:
            continue
        if at < len(signs):
            sure = float(scores.signs[start : step + 1, at].max())
            written = float(scores.written[start // 2 : step // 2 + 1].mean())
            yield _Letter(signs[at], start, step, sure, written)
        start = step + 1


def _parts(word: Sequence[_Letter]) -> list[tuple[list[_Letter], bool]]:
    """Part a word into what is printed and what a hand wrote: `404` and `/QĐ-UBND`."""
    runs = [list(run) for _, run in groupby(word, key=lambda letter: letter.sign.isalnum())]
    by_hand = [_is_by_hand(run) for run in runs]
    for at in range(1, len(runs) - 1):  # the stroke in `12/3` is by hand too
        by_hand[at] |= by_hand[at - 1] and by_hand[at + 1] and not runs[at][0].sign.isalnum()
    return [
        ([letter for run, _ in some for letter in run], hand)
        for hand, group in groupby(zip(runs, by_hand, strict=True), key=lambda pair: pair[1])
        if (some := list(group))
    ]


def _is_by_hand(run: Sequence[_Letter]) -> bool:
    if any(letter.sign == HANDWRITING for letter in run):
        return True
    seems = statistics.fmean(letter.written for letter in run) > _HAND
    return seems and min(letter.sure for letter in run) < _DOUBT


def _word(letters: Sequence[_Letter], by_hand: bool) -> Spelled:
    text = "".join(letter.sign for letter in letters if letter.sign != HANDWRITING)
    sure = min(letter.sure for letter in letters)
    return Spelled(text, letters[0].first, letters[-1].last, sure, by_hand)
