"""Cells of tables read one under the other: side by side the recogniser joins their lines and loses them.

Must not order the words; `order.py` does.
Source: MEASURED on drawn tables: of the words 63 % were wrong or out of place, 2 % are so since.
"""

import dataclasses as dc
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from archive.values.reading import Box
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.ocr.tables import Table

_INK = 160
_EMPTY_INCH = 0.0003
"""Square inches of ink that is a speck; a dash has more."""
_GAP_INCH = 0.12
_MARGIN_INCH = 0.3


@dc.dataclass(frozen=True, slots=True)
class _Piece:
    """The print of one cell, and where it stands on the page."""

    pixels: Gray
    left: int
    top: int


def recognise(gray: Gray, dpi: int, tables: Sequence[Table], recogniser: Recogniser) -> tuple[Mark, ...]:
    """Read a page: what is in no table as it stands, then the cells; each line is within one cell.

    Args:
        gray: rows × columns, 8 bit, background white, without the rules of the tables.
        dpi: its resolution.
        tables: of the page.
        recogniser: loaded.
    """
    if not tables:
        return recogniser.recognise(gray, dpi)
    rest, pieces = gray.copy(), []
    for cell in (cell for table in tables for row in table for cell in row):
        place = slice(cell.top, cell.bottom), slice(cell.left, cell.right)
        pieces += _printed(gray[place], cell, dpi)
        rest[place] = 255
    marks = list(recogniser.recognise(rest, dpi))
    for sheet in _sheets(pieces, dpi, gray.shape[0]):
        blocks = max((mark.block for mark in marks), default=-1) + 1
        lines = max((mark.line for mark in marks), default=-1) + 1
        marks += [
            dc.replace(mark, block=mark.block + blocks, line=mark.line + lines)
            for mark in _read(sheet, dpi, recogniser)
        ]
    return tuple(marks)


def _printed(part: Gray, cell: Box, dpi: int) -> list[_Piece]:
    """Return what is printed in a cell without the white around it; nothing of an empty one."""
    rows, columns = np.nonzero(part < _INK)
    if len(rows) < _EMPTY_INCH * dpi * dpi:
        return []
    top, left = int(rows.min()), int(columns.min())
    return [_Piece(part[top : rows.max() + 1, left : columns.max() + 1], cell.left + left, cell.top + top)]


def _sheets(pieces: Iterable[_Piece], dpi: int, most: int) -> Iterator[list[_Piece]]:
    """Share the pieces out on sheets no higher than `most` pixels: the page is the limit of memory."""
    sheet: list[_Piece] = []
    used = 0
    for piece in pieces:
        needed = piece.pixels.shape[0] + round(_GAP_INCH * dpi)
        if sheet and used + needed > most:
            yield sheet
            sheet, used = [], 0
        sheet.append(piece)
        used += needed
    if sheet:
        yield sheet


def _read(sheet: Sequence[_Piece], dpi: int, recogniser: Recogniser) -> Iterator[Mark]:
    """Read pieces one under the other, in the middle of a white sheet, and lead the words back."""
    gap, margin = round(_GAP_INCH * dpi), round(_MARGIN_INCH * dpi)
    wide = max(piece.pixels.shape[1] for piece in sheet) + 2 * margin
    tall = sum(piece.pixels.shape[0] + gap for piece in sheet) + 2 * margin
    paper = np.full((tall, wide), 255, np.uint8)
    ends, ways = [], []
    y = margin
    for piece in sheet:
        high, across = piece.pixels.shape
        x = (wide - across) // 2
        paper[y : y + high, x : x + across] = piece.pixels
        ways.append((piece.left - x, piece.top - y))
        y += high + gap
        ends.append(y - gap / 2)
    for mark in recogniser.recognise(paper, dpi):
        middle = (mark.box.top + mark.box.bottom) / 2
        right, down = ways[min(int(np.searchsorted(ends, middle)), len(ways) - 1)]
        box = mark.box
        moved = Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
        yield dc.replace(mark, box=moved)
