"""Keeps the words of the invisible text apart where their boxes touch, so that viewers join none.

Words keep the places of their boxes as far as that goes. Must not know PDF operators nor fonts' bytes.
"""

import bisect
from collections.abc import Iterable

from digitize.copy.lines import Run

_REACH = 0.75
"""Words whose base lines are nearer than this, in ems, may come to stand in one line of a viewer: poppler
takes what lies within half an em of the first word, and lines fall."""
_GAP = 0.15
"""Between words, in ems; poppler takes letters for one word when they stand closer."""
_GAP_OF_LETTERS = 0.45
"""Between two words of one letter, in ems: poppler takes closer ones for one word, printed spaced."""
_LEAST_LETTER = 0.05
"""Width in ems to which a letter is drawn in for the next word; then the next word moves."""
_MOST_NEAR = 200
"""Words that a word is held against: no sheet has more above each other, a hostile one may."""
_LETTERS_AN_EM = 8
"""Most letters on the width of an em: poppler takes equal ones a tenth of it apart for one printed twice."""


def keep_apart(runs: Iterable[Run]) -> None:
    """Let no word reach into another one at its height, whichever lines they were read in.

    A word is drawn in before the next one; where too little would be left of it, the next one moves.
    Letters that became too narrow for their size are made smaller.

    Args:
        runs: all words of a page, base lines and sizes given.
    """
    in_order = sorted(runs, key=_start)
    near: list[Run] = []
    for run in in_order:
        run.end = max(run.end, run.start + 0.1)
        near = [other for other in near[-_MOST_NEAR:] if other.end + _GAP_OF_LETTERS * other.size > run.start]
        for other in near:
            if abs(other.base - run.base) < _REACH * max(other.size, run.size):
                _separate(*sorted((other, run), key=_start))
        bisect.insort(near, run, key=_start)
    for run in in_order:
        run.size = min(run.size, _LETTERS_AN_EM * (run.end - run.start) / len(run.text))


def _separate(first: Run, second: Run) -> None:
    letters = len(first.text) == len(second.text) == 1
    gap = (_GAP_OF_LETTERS if letters else _GAP) * max(first.size, second.size)
    if first.end + gap <= second.start:
        return
    nearest = first.start + _least(first) + gap
    if second.start < nearest:
        second.end = max(second.end, nearest + _least(second))
        second.start = nearest
    first.end = second.start - gap


def _least(run: Run) -> float:
    return min(run.end - run.start, len(run.text) * _LEAST_LETTER * run.size)


def _start(run: Run) -> float:
    return run.start
