"""The order of reading: the left block of a head or of a signature comes before the right one.

Must not reorder tables and forms: what is not one of those two blocks is read line by line.
Source: layout of administrative papers, Decree 30/2020/NĐ-CP, appendix I.
"""

import dataclasses as dc
import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from digitize.ocr.lines import Line, height, middle, printed_lines
from digitize.ocr.ports import Mark

_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_RECIPIENTS = "noi nhan"
_ALIKE = 0.75
_HEAD_LINES = 14
_BEFORE_HEAD = 10
"""Lines that may stand over a head: a copy line, the text of an electronic signature."""
_STEPS = 60
_LEAST_LINES = 3
"""One line beside one other is a line with a wide space, no block."""


@dc.dataclass(frozen=True, slots=True)
class _Columns:
    """A run of lines, first to last (exclusive), that a white gutter at `x` divides."""

    first: int
    last: int
    x: float


def reading_order(marks: Iterable[Mark]) -> list[Line]:
    """Return the words as printed lines in the order in which people read them."""
    lines = printed_lines(marks)
    head = _head(lines)
    start = head.last if head else 0
    foot = _foot(lines, start)
    ordered: list[Line] = []
    if head:
        ordered += lines[: head.first] + _by_columns(lines, head)
    end = foot.first if foot else len(lines)
    ordered += lines[start:end]
    if foot:
        ordered += _by_columns(lines, foot) + lines[foot.last :]
    return ordered


def _head(lines: Sequence[Line]) -> _Columns | None:
    """Find the head: a two-column run whose right column shows the national motto."""
    limit = min(len(lines), _BEFORE_HEAD + _HEAD_LINES)
    found: list[_Columns] = []
    for at in range(min(limit, _BEFORE_HEAD + 2)):
        anchor = _motto_start(lines[at])
        if anchor is None:
            continue
        for x in _gutters(lines, upto=anchor):
            run = _run(lines, at, x, limit)
            if run:
                found.append(run)
    return max(found, key=lambda run: (run.last - run.first, run.x), default=None)


def _foot(lines: Sequence[Line], start: int) -> _Columns | None:
    """Find the block of recipients (left) and signature (right) at the end."""
    for at in range(len(lines) - 1, start - 1, -1):
        if not _folded(lines[at]).startswith(_RECIPIENTS):
            continue
        for x in _gutters(lines, upto=max(mark.box.right for line in lines[at:] for mark in line)):
            run = _run(lines, at, x, len(lines))
            if run and run.last >= len(lines) - 2:
                return _Columns(max(run.first, start, at - 2), run.last, x)
    return None


def _motto_start(line: Line) -> float | None:
    """Return where the motto begins on `line`, None where it is not there."""
    likeness = [_likeness(_folded(line[first:])) for first in range(len(line))]
    best = max(range(len(line)), key=likeness.__getitem__)
    return line[best].box.left if likeness[best] >= _ALIKE else None


def _likeness(text: str) -> float:
    """Return how much `text` is like a line of the motto, 0 to 1."""
    return max(difflib.SequenceMatcher(None, text, motto).ratio() for motto in _MOTTO)


def _folded(line: Sequence[Mark]) -> str:
    """Return the text of `line` in small letters without accents."""
    text = " ".join(mark.text for mark in line).lower().replace("đ", "d")
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )


def _gutters(lines: Sequence[Line], upto: float) -> list[float]:
    """Return places to try for a gutter, between the left edge of the text and `upto`."""
    left = min(mark.box.left for line in lines for mark in line)
    return [left + (upto - left) * step / _STEPS for step in range(_STEPS // 6, _STEPS + 1)]


def _run(lines: Sequence[Line], at: int, x: float, limit: int) -> _Columns | None:
    """Return the longest run around line `at` that a gutter at `x` divides, None without two columns."""
    if not _divides(lines[at], x):
        return None
    first, last = at, at + 1
    while first > 0 and at - first < 3 and _divides(lines[first - 1], x):
        first -= 1
    while last < limit and _divides(lines[last], x):
        last += 1
    # A copy line or the text of an electronic signature stands right, over the block: read first.
    while first < at and all(mark.box.left >= x for mark in lines[first]):
        first += 1
    last = _without_tail(lines, first, last, x)
    left = sum(any(mark.box.right <= x for mark in line) for line in lines[first:last])
    right = sum(any(mark.box.left >= x for mark in line) for line in lines[first:last])
    return _Columns(first, last, x) if left and right and left + right >= _LEAST_LINES else None


def _without_tail(lines: Sequence[Line], first: int, last: int, x: float) -> int:
    """Cut off lines of the left side that stand clear under the block: they are the body."""
    previous: Line | None = None
    rights = [number for number in range(first, last) if any(mark.box.left >= x for mark in lines[number])]
    for number in range(first, last):
        line = lines[number]
        if all(mark.box.left >= x for mark in line):
            continue
        below = previous is not None and middle(line) - middle(previous) > 2 * height(line)
        if below and rights and number > rights[-1]:
            return number
        previous = line
    return last


def _divides(line: Line, x: float) -> bool:
    """Say whether `x` falls in no word of `line` and in no ordinary space between words."""
    before = [mark.box.right for mark in line if mark.box.left < x]
    after = [mark.box.left for mark in line if mark.box.left >= x]
    if before and max(before) > x:
        return False
    return not before or not after or min(after) - max(before) > 0.6 * height(line)


def _by_columns(lines: Sequence[Line], run: _Columns) -> list[Line]:
    """Return the lines of `run`, left column first."""
    block = lines[run.first : run.last]
    left = [tuple(mark for mark in line if mark.box.left < run.x) for line in block]
    right = [tuple(mark for mark in line if mark.box.left >= run.x) for line in block]
    return [line for line in (*left, *right) if line]
