"""From scores to words: the likeliest sign of each step, repeats and blanks left out (CTC, best path).

Must not know the page.
"""

import dataclasses as dc
from collections.abc import Iterator

from digitize.network.scores import Scores
from digitize.ocr.ports import HANDWRITING


@dc.dataclass(frozen=True, slots=True)
class Spelled:
    """A word of one line.

    Attributes:
        text: its letters.
        first, last: the steps of its first and last letter.
        confidence: 0 to 1, that of its least sure letter.
    """

    text: str
    first: int
    last: int
    confidence: float


@dc.dataclass(frozen=True, slots=True)
class _Letter:
    sign: str
    first: int
    last: int
    sure: float


def spell(scores: Scores, signs: str) -> list[Spelled]:
    """Return the words of a line, left to right; handwriting is a word for itself."""
    words: list[list[_Letter]] = [[]]
    for letter in _letters(scores, signs):
        if letter.sign == " ":
            words.append([])
        elif letter.sign == HANDWRITING:
            words += [[letter], []]
        else:
            words[-1].append(letter)
    return [_word(word) for word in words if word]


def _letters(scores: Scores, signs: str) -> Iterator[_Letter]:
    best = scores.argmax(axis=1).tolist()
    start = 0
    for step, at in enumerate(best):
        if step + 1 < len(best) and best[step + 1] == at:
            continue
        if at < len(signs):
            yield _Letter(signs[at], start, step, float(scores[start : step + 1, at].max()))
        start = step + 1


def _word(letters: list[_Letter]) -> Spelled:
    text = "".join(letter.sign for letter in letters)
    return Spelled(text, letters[0].first, letters[-1].last, min(letter.sure for letter in letters))
