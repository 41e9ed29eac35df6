"""Tables found by their ruling lines, which are then erased: letters that touch a rule are read badly.

Must not take a lone box, an underline or a frame for a table: only a grid of four cells or more, in two rows
or more, counts, and a page without one stays as it is.
"""

import math
from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray
from digitize.ocr.tables import Table

_INK = 190
"""On a page of even light; a thin rule of a scan is paler than letters."""
_ACROSS_INCH, _DOWN_INCH = 0.4, 0.25
"""Least runs of ink: words are broken by spaces between letters, letters are 0.2 high."""
_LEAN_INCH = 0.025
"""A rule may fall by so much over a run: the pages of phones are bent."""
_DPI = 100
_GAP_INCH = 0.25
"""So much of a rule may be missing."""
_THICK_INCH = 0.1
_MOST_THICK = 0.02
"""Share of the rules that may be thicker: a dark picture has none."""
_TABLE_INCH = 1.5, 0.35
_CELL_INCH = 0.12
_FULL = 0.8
"""Share of its upright rectangle that a cell fills; less where a rule is missing."""
_ROW = 0.5
"""Share of the lower cell by which the upper edges of neighbours in one row may differ."""
_LEAST_ROWS = 2
_CELLS = 4, 1_000
"""Squared paper has more cells than any list on one sheet."""

Mask = npt.NDArray[np.uint8]


def without_rules(gray: Gray, dpi: int) -> tuple[Gray, tuple[Table, ...]]:
    """Return `gray` without the rules of its tables, and the tables, top to bottom.

    Args:
        gray: rows × columns, 8 bit, upright, straight, background white.
        dpi: its resolution.
    """
    ink = (gray < _INK).astype(np.uint8)
    aside = np.ones((2 * round(_LEAN_INCH * dpi / 2) + 1, 1), np.uint8)
    across = _runs(ink, np.ones((1, math.ceil(_ACROSS_INCH * dpi)), np.uint8), aside)
    down = _runs(ink, np.ones((math.ceil(_DOWN_INCH * dpi), 1), np.uint8), aside.T)
    factor = min(1.0, _DPI / dpi)
    tables = tuple(_tables(_reduced(across, factor), _reduced(down, factor), factor))
    if not tables:
        return gray, ()
    erased, rules = gray.copy(), cv2.dilate(across | down, np.ones((3, 3), np.uint8))
    for table in tables:
        place = _place(table, dpi)
        erased[place][rules[place] > 0] = 255
    return erased, tables


def _runs(ink: Mask, run: Mask, aside: Mask) -> Mask:
    """Return runs of `ink` as long as `run`, each widened by `aside`, within which it may lean."""
    return np.asarray(cv2.morphologyEx(cv2.dilate(ink, aside), cv2.MORPH_OPEN, run), np.uint8)


def _reduced(runs: Mask, factor: float) -> Mask:
    """Return `runs` smaller by `factor`, with every one that is in it, however thin."""
    share = cv2.resize(runs * np.uint8(255), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(share > 0, np.uint8)


def _tables(across: Mask, down: Mask, factor: float) -> Iterator[Table]:
    """Yield the tables that the rules at `_DPI` make, top to bottom; their cells at full size."""
    gap = np.ones((1, round(_GAP_INCH * _DPI)), np.uint8)
    whole = (cv2.morphologyEx(runs, cv2.MORPH_CLOSE, one) for runs, one in ((across, gap), (down, gap.T)))
    rules = np.bitwise_or(*whole)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rules)
    for number, (left, top, wide, tall, _area) in enumerate(stats.tolist()):
        if number == 0 or wide < _TABLE_INCH[0] * _DPI or tall < _TABLE_INCH[1] * _DPI:
            continue
        grid = labels[top : top + tall, left : left + wide] == number
        cells = [
            Box(*(round(edge / factor) for edge in (left + x, top + y, left + x + across_, top + y + down_)))
            for x, y, across_, down_ in _cells(np.asarray(grid, np.uint8))
        ]
        rows = _rows(cells) if _CELLS[0] <= len(cells) <= _CELLS[1] else ()
        if len(rows) >= _LEAST_ROWS:
            yield rows


def _cells(grid: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Yield the rectangles that rules enclose: left, top, width, height; none of a dark picture."""
    block = np.ones((round(_THICK_INCH * _DPI),) * 2, np.uint8)
    thick = cv2.erode(grid, block, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    if np.count_nonzero(thick) > _MOST_THICK * np.count_nonzero(grid):
        return
    closed = grid.copy()
    closed[[0, -1]] = closed[:, [0, -1]] = 1  # some tables have no rules at their sides
    _, _, stats, _ = cv2.connectedComponentsWithStats(1 - closed, connectivity=4)
    for x, y, wide, tall, area in stats[1:].tolist():
        if min(wide, tall) >= _CELL_INCH * _DPI and area >= _FULL * wide * tall:
            yield x, y, wide, tall


def _rows(cells: list[Box]) -> Table:
    """Group cells into rows by where they begin, so that one over several rows belongs to its first.

    Each is compared with its neighbour on the left alone: the rows of a bent page rise and fall.
    """
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda cell: (cell.left, cell.top)):
        level = [row for row in rows if _begin_level(row[-1], cell)]
        if level:
            min(level, key=lambda row: abs(row[-1].top - cell.top)).append(cell)
        else:
            rows.append([cell])
    return tuple(tuple(row) for row in sorted(rows, key=lambda row: row[0].top))


def _begin_level(left: Box, right: Box) -> bool:
    """Say whether two cells stand beside one another and begin at one height, but for half a cell."""
    low = min(left.bottom - left.top, right.bottom - right.top)
    return left.left + left.right < 2 * right.left and abs(left.top - right.top) < _ROW * low


def _place(table: Table, dpi: int) -> tuple[slice, slice]:
    """Return rows and columns of a table with the rules around it."""
    box, rim = Box.around(cell for row in table for cell in row), round(_THICK_INCH * dpi)
    return slice(max(box.top - rim, 0), box.bottom + rim), slice(max(box.left - rim, 0), box.right + rim)
