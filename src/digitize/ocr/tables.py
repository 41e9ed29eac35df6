"""The order of words in ruled tables: row by row, cell by cell from the left, the lines of a cell together.

Must not look for tables in a picture; `prepare/rules.py` does.
"""

from collections.abc import Iterable, Sequence

from archive.values.reading import Box
from digitize.ocr.lines import Line, printed_lines
from digitize.ocr.ports import Mark

Table = tuple[tuple[Box, ...], ...]
"""Rows, top to bottom, of cells, left to right; no row is empty. A cell over several rows is in its first."""


def taken_out(marks: Iterable[Mark], tables: Sequence[Table]) -> tuple[list[Mark], list[list[Line]]]:
    """Return the words outside all tables, and of each table its lines in reading order."""
    cells = [cell for table in tables for row in table for cell in row]
    words: dict[Box, list[Mark]] = {cell: [] for cell in cells}
    outside: list[Mark] = []
    for mark in marks:
        home = next((cell for cell in cells if _within(mark.box, cell)), None)
        (outside if home is None else words[home]).append(mark)
    return outside, [_lines([[words[cell] for cell in row] for row in table]) for table in tables]


def _lines(rows: Iterable[Sequence[Sequence[Mark]]]) -> list[Line]:
    """Return the lines of a table; a row whose cells have one line each is one printed line."""
    lines: list[Line] = []
    for row in rows:
        cells = [printed_lines(words) for words in row if words]
        if all(len(cell) == 1 for cell in cells):
            lines += [tuple(mark for cell in cells for mark in cell[0])] if cells else []
        else:
            lines += [line for cell in cells for line in cell]
    return lines


def _within(box: Box, cell: Box) -> bool:
    """Say whether the middle of a word is in `cell`."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return cell.left <= x < cell.right and cell.top <= y < cell.bottom
