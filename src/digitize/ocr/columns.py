"""Lines that a white gutter divides into columns.

Must not decide where columns are read one after the other; `order.py` does.
"""

import dataclasses as dc
from collections.abc import Sequence

from digitize.ocr.lines import Line, folded, height, middle

_STEPS = 60
_LEAST_LINES = 3
"""One line beside one other is a line with a wide space, no block."""
_GUTTER = 0.6
"""Width of a gutter in heights of the line; a space between words is a third."""
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
    # A copy line or the text of an electronic signature stands right, over the block: read first.
    while first < at and all(mark.box.left >= x for mark in lines[first]):
        first += 1
    last = _without_tail(lines, first, last, x)
    left = sum(any(mark.box.right <= x for mark in line) for line in lines[first:last])
    right = sum(any(mark.box.left >= x for mark in line) for line in lines[first:last])
    return Columns(first, last, x) if left and right and left + right >= _LEAST_LINES else None


def divides(line: Line, x: float) -> bool:
    """Say whether `x` falls in no word of `line` and in no ordinary space between words."""
    before = [mark.box.right for mark in line if mark.box.left < x]
    after = [mark.box.left for mark in line if mark.box.left >= x]
    if before and max(before) > x:
        return False
    return not before or not after or min(after) - max(before) > _GUTTER * height(line)


def parted(line: Line, x: float) -> tuple[Line, Line]:
    """Return what of `line` stands left and right of `x`."""
    return tuple(mark for mark in line if mark.box.left < x), tuple(
        mark for mark in line if mark.box.left >= x
    )


def by_columns(lines: Sequence[Line], run: Columns) -> list[Line]:
    """Return the lines of `run`, left column first."""
    pairs = [parted(line, run.x) for line in lines[run.first : run.last]]
    return [line for line in (*(left for left, _ in pairs), *(right for _, right in pairs)) if line]


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
