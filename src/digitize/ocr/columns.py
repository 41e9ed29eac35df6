"""Lines that a white gutter divides into columns.

Must not decide where columns are read one after the other; `order.py` does.
"""

import dataclasses as dc
import statistics
from collections.abc import Sequence
from itertools import pairwise

from digitize.ocr.lines import Line, folded, height, middle

_STEPS = 60
_LEAST_LINES = 3
"""One line beside one other is a line with a wide space, no block."""
_GUTTER = 0.6
"""Width of a gutter in heights of the line; a space between words is a third."""
WIDE = 1.5
"""So wide is no space, and so wide is what lies between two people who sign."""
_WIDER = 1.5
"""A narrower gutter is so many times as wide as the spaces of its line: those of justified text are alike."""
_CLEAR_BELOW = 2.4
"""Heights by which a line stands lower than one of the same block at most."""
_NUMBER_BELOW = 4.0
_NUMBER = ("so:", "so ", "ma ")
"""How the line of the paper's or dossier's number begins."""


@dc.dataclass(frozen=True, slots=True)
class Columns:
    """A run of lines, first to last (exclusive), that a white gutter at `x` divides."""

    first: int
    last: int
    x: float


def gutters(lines: Sequence[Line], upto: float) -> list[float]:
    """Return places to try for a gutter, between the left edge of the text and `upto`."""
    left = min(mark.box.left for line in lines for mark in line)
    return [left + (upto - left) * step / _STEPS for step in range(_STEPS // 6, _STEPS + 1)]


def run_around(lines: Sequence[Line], at: int, x: float, limit: int, *, before: int = 3) -> Columns | None:
    """Return the longest run around line `at` that a gutter at `x` divides, None without two columns.

    Args:
        lines: of the page.
        at: a line of the run.
        x: where the gutter is tried.
        limit: line that it ends before.
        before: most lines before `at` that it takes in.
    """
    if not divides(lines[at], x):
        return None
    first, last = at, at + 1
    while first > 0 and at - first < before and divides(lines[first - 1], x):
        first -= 1
    while last < limit and divides(lines[last], x):
        last += 1
    first = _without_right(lines, first, at, x)
    last = _without_tail(lines, first, last, x)
    left = sum(any(mark.box.right <= x for mark in line) for line in lines[first:last])
    right = sum(any(mark.box.left >= x for mark in line) for line in lines[first:last])
    return Columns(first, last, x) if left and right and left + right >= _LEAST_LINES else None


def divides(line: Line, x: float) -> bool:
    """Say whether `x` falls in no word of `line` and in no space between words, as wide as others there."""
    if any(mark.box.left < x < mark.box.right for mark in line):
        return False
    left, right = parted(line, x)
    if not (left and right):
        return True
    white = right[0].box.left - max(mark.box.right for mark in left)
    spaces = [after.box.left - before.box.right for side in (left, right) for before, after in pairwise(side)]
    usual = statistics.median(spaces) if spaces else 0.0
    return white > height(line) * WIDE or white > max(_GUTTER * height(line), _WIDER * usual)


def parted(line: Line, x: float) -> tuple[Line, Line]:
    """Return what of `line` stands left and right of `x`."""
    return tuple(mark for mark in line if mark.box.left < x), tuple(
        mark for mark in line if mark.box.left >= x
    )


def without_body(lines: Sequence[Line], run: Columns, at: int) -> Columns:
    """Return `run` without what stands alone, and not close, over one side of it: the body, a page number."""
    first = at
    while first > run.first and _joins(lines, first - 1, dc.replace(run, first=first)):
        first -= 1
    return dc.replace(run, first=_without_right(lines, first, at, run.x))


def by_columns(lines: Sequence[Line], run: Columns) -> list[Line]:
    """Return the lines of `run`, left column first."""
    pairs = [parted(line, run.x) for line in lines[run.first : run.last]]
    return [line for line in (*(left for left, _ in pairs), *(right for _, right in pairs)) if line]


def _without_right(lines: Sequence[Line], first: int, at: int, x: float) -> int:
    """Cut off lines over the block on its right side, read first: a copy line, place and date."""
    while first < at and all(mark.box.left >= x for mark in lines[first]):
        first += 1
    return first


def _joins(lines: Sequence[Line], above: int, run: Columns) -> bool:
    """Say whether a line is the next one up of `run`."""
    left, right = parted(lines[above], run.x)
    if left and right:
        return True
    side = 0 if left else 1
    under = (piece for line in lines[run.first : run.last] if (piece := parted(line, run.x)[side]))
    return _below(lines[above], next(under, lines[above])) <= _CLEAR_BELOW


def _without_tail(lines: Sequence[Line], first: int, last: int, x: float) -> int:
    """Cut off lines of the left side that stand clear under the block: they are the body."""
    rights = [number for number in range(first, last) if parted(lines[number], x)[1]]
    previous: Line | None = None
    for number in range(first, last):
        line = parted(lines[number], x)[0]
        if not line:
            continue
        if previous is None:
            if rights and _below(lines[rights[0]], line) > _NUMBER_BELOW:
                return number
        elif number > (rights or [last])[-1] and _below(previous, line) > _room_over(line):
            return number
        previous = line
    return last


def _below(upper: Line, lower: Line) -> float:
    """Return by how many of its heights a line stands under another one."""
    return (middle(lower) - middle(upper)) / height(lower)


def _room_over(line: Line) -> float:
    """Return how many heights a line may stand under its block; the number follows a rule."""
    return _NUMBER_BELOW if folded(line).startswith(_NUMBER) else _CLEAR_BELOW
