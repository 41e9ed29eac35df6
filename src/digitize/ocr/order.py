"""The order of reading: of a head, of people who sign, of two persons side by side the left one first.

Must not reorder forms: what is neither one of those blocks nor a ruled table is read line by line.
Source: layout of administrative papers, Decree 30/2020/NĐ-CP, appendix I.
"""

import dataclasses as dc
import difflib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from operator import or_

from digitize.ocr.columns import WIDE, Columns, by_columns, gutters, parted, run_around, without_body
from digitize.ocr.lines import Line, folded, height, middle, printed_lines
from digitize.ocr.ports import Mark
from digitize.ocr.tables import Table, taken_out

_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_RECIPIENTS = "noi nhan:"
_SIGN_HERE = re.compile(r"\(?\bky,? (?:va )?(?:ghi|dong dau)\b|\bghi ro ho ten\b")
_ALIKE = 0.75
_HEAD_LINES = 14
_BEFORE_HEAD = 10
"""Lines that may stand over a head: a copy line, the text of an electronic signature."""
_FOOT_LINES = 14
_TITLES = 3
"""Lines of a title over the place of a signature."""
_ROOM = 3.2
"""Heights of a line that are left free for a signature."""
_LEAST_TWINS = 2
_LABEL = 6


def reading_order(marks: Iterable[Mark], tables: Sequence[Table] = ()) -> list[Line]:
    """Return the words as printed lines in the order in which people read them.

    Args:
        marks: words of a page.
        tables: ruled ones, top to bottom; each comes as a whole, behind what stands over it.
    """
    outside, inside = taken_out(marks, tables)
    lines = printed_lines(outside)
    head = _head(lines)
    start = head.last if head else 0
    foot = _foot(lines, start)
    end = foot.first if foot else len(lines)
    twins = _twins(lines, start, end)
    parts: list[tuple[int, list[Line]]] = []
    for table, rows in zip(tables, inside, strict=True):
        parts.append((sum(middle(line) < table[0][0].top for line in lines), rows))
    at = 0
    for block in (head, twins, foot):
        if block is not None:
            parts += [(number, [lines[number]]) for number in range(at, block.first)]
            parts.append((block.first, _read(lines[block.first : block.last], block.x)))
            at = block.last
    parts += [(number, [lines[number]]) for number in range(at, len(lines))]
    return [line for _, part in sorted(parts, key=lambda part: part[0]) for line in part]


def _read(block: Sequence[Line], x: float) -> list[Line]:
    """Return a block column by column; the right side may hold two columns itself."""
    whole = by_columns(block, Columns(0, len(block), x))
    rights = [right for line in block if (right := parted(line, x)[1])]
    again = _foot(rights, 0) if len(rights) > 1 else None
    if again is None:
        return whole
    kept = whole[: len(whole) - len(rights)]
    return [
        *kept,
        *rights[: again.first],
        *_read(rights[again.first : again.last], again.x),
        *rights[again.last :],
    ]


def _head(lines: Sequence[Line]) -> Columns | None:
    """Find the head: a two-column run whose right column shows the national motto."""
    limit = min(len(lines), _BEFORE_HEAD + _HEAD_LINES)
    found: list[Columns] = []
    for at in range(min(limit, _BEFORE_HEAD + 2)):
        anchor = _motto_start(lines[at])
        if anchor is None:
            continue
        for x in gutters(lines, upto=anchor):
            run = run_around(lines, at, x, limit)
            if run:
                found.append(run)
    return max(found, key=lambda run: (_rows_beside(lines, run), run.x), default=None)


def _rows_beside(lines: Sequence[Line], run: Columns) -> int:
    """Return how many lines go by until the left side of a head ends: a title may stand right of x."""
    lefts = [number for number in range(run.first, run.last) if parted(lines[number], run.x)[0]]
    return lefts[-1] + 1 - run.first


def _foot(lines: Sequence[Line], start: int) -> Columns | None:
    """Find the block at the end: recipients beside a signature, or two people who sign."""
    for at in range(len(lines) - 1, start - 1, -1):
        recipients = _names_recipients(lines[at])
        if not recipients and (len(lines) - at > _FOOT_LINES or not _may_sign(lines[at])):
            continue
        xs = gutters(lines, upto=max(mark.box.right for line in lines[at:] for mark in line))
        befores = range(1 if recipients else min(_TITLES, at - start) + 1)
        around = [run for x, before in product(xs, befores) if (run := _run(lines, at, x, before))]
        if recipients:
            runs = [_with_titles(lines, run, start) for run in around if _at_end(lines, run)]
        else:
            runs = [run for run in around if _two_sign(lines, run)]
        if runs:
            return max(runs, key=lambda run: (run.last, -run.first))
    return None


def _run(lines: Sequence[Line], at: int, x: float, before: int) -> Columns | None:
    """Return the run around line `at` without the body over it."""
    run = run_around(lines, at, x, len(lines), before=before)
    return without_body(lines, run, at) if run else None


def _at_end(lines: Sequence[Line], run: Columns) -> bool:
    return run.last >= len(lines) - 2


def _with_titles(lines: Sequence[Line], run: Columns, start: int) -> Columns:
    """Take in titles in capitals that stand right, a little over the recipients."""
    first = run.first
    while first > max(start, run.first - _TITLES) and _is_title(lines[first - 1], run.x):
        first -= 1
    return dc.replace(run, first=first)


def _is_title(line: Line, x: float) -> bool:
    return line[0].box.left >= x and " ".join(mark.text for mark in line).isupper()


def _names_recipients(line: Line) -> bool:
    """Say whether a line begins with `Nơi nhận:`, or nearly so."""
    words = folded(line[: len(_RECIPIENTS.split())])
    return difflib.SequenceMatcher(None, words, _RECIPIENTS).ratio() >= _ALIKE


def _may_sign(line: Line) -> bool:
    """Say whether `line` can be the first line of two signatures: words, a wide gap, words."""
    apart = [after.box.left - before.box.right for before, after in pairwise(line)]
    return bool(apart) and max(apart) > WIDE * height(line)


def _two_sign(lines: Sequence[Line], run: Columns) -> bool:
    """Say whether on both sides somebody signs: told so, or at the end, with room between title and name."""
    columns = zip(*(parted(line, run.x) for line in lines[run.first : run.last]), strict=True)
    sides = [[line for line in side if line] for side in columns]
    if any(":" in mark.text for side in sides for line in side for mark in line):
        return False
    told = [any(_SIGN_HERE.search(folded(line)) for line in side) for side in sides]
    return all(told) or (_at_end(lines, run) and all(map(or_, told, map(_has_room, sides))))


def _has_room(side: Sequence[Line]) -> bool:
    """Say whether there is room for a signature between two lines of one side."""
    steps = [middle(after) - middle(before) for before, after in pairwise(side)]
    return bool(steps) and max(steps) > _ROOM * max(height(line) for line in side)


def _twins(lines: Sequence[Line], start: int, end: int) -> Columns | None:
    """Find two persons side by side: the same labels left and right of a gutter, one below the other."""
    best: tuple[int, Columns] | None = None
    for at in range(start, end):
        if sum(mark.text.endswith(":") for mark in lines[at]) < 2:
            continue
        for x in gutters(lines[at : at + 1], upto=lines[at][-1].box.left):
            run = run_around(lines, at, x, end, before=0)
            if run is None:
                continue
            same = sum(_same_label(*parted(line, x)) for line in lines[at : run.last])
            if same >= _LEAST_TWINS and (best is None or same > best[0]):
                best = same, run
        if best:
            return best[1]
    return None


def _same_label(left: Line, right: Line) -> bool:
    """Say whether both pieces begin with the same printed label; its last word may differ."""
    one, other = (folded(side).partition(":") for side in (left, right))
    if not (one[1] and other[1]) or min(len(one[0]), len(other[0])) < _LABEL:
        return False
    return difflib.SequenceMatcher(None, one[0], other[0]).ratio() >= _ALIKE


def _motto_start(line: Line) -> float | None:
    """Return where the motto begins on `line`, None where it is not there."""
    likeness = [_likeness(folded(line[first:])) for first in range(len(line))]
    best = max(range(len(line)), key=likeness.__getitem__)
    return line[best].box.left if likeness[best] >= _ALIKE else None


def _likeness(text: str) -> float:
    """Return how much `text` is like a line of the motto, 0 to 1."""
    return max(difflib.SequenceMatcher(None, text, motto).ratio() for motto in _MOTTO)
