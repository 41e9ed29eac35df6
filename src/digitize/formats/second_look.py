"""Words looked at once more, each cut out of the page where the text layer has it, set in lines of one height.

On the page a recogniser may cut a word off, miss a single figure in a cell, or misread small print.
Must not judge what is seen.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from archive.values.reading import Box
from digitize.ocr.ports import Gray, Mark, Recogniser

_TALL, _DPI = 52, 200
"""Pixels of a line on the new sheet, as of print of 13 points at 200 dpi."""
_GAP = 40
_WIDE = 1600
_OVER, _UNDER = 0.2, 0.1
"""Heights of a box by which letters may reach out of it."""
_MOST = 1200
"""Pixels across of a word; what is wider is no word but a row of dots."""


def looked_again(gray: Gray, boxes: Sequence[Box], recogniser: Recogniser) -> list[list[Mark]]:
    """Read what stands in each of `boxes`.

    Args:
        gray: the page, rows × columns, 8 bit, dark on white.
        boxes: of words, as high as their line of print.
        recogniser: loaded.

    Returns:
        For each box the words seen in it, left to right, places in pixels of the new sheet.
    """
    rows = list(_rows([_cut(gray, box) for box in boxes]))
    step = _TALL + _GAP
    sheet = np.full((step * (len(rows) + 1), _WIDE + 2 * _GAP), 255, np.uint8)
    spots: list[tuple[int, int, int, int]] = []
    for row, pieces in enumerate(rows):
        left = _GAP
        for piece in pieces:
            top = _GAP + row * step
            sheet[top : top + _TALL, left : left + piece.shape[1]] = piece
            spots.append((row, left, left + piece.shape[1], len(spots)))
            left += piece.shape[1] + _GAP
    found: list[list[Mark]] = [[] for _ in boxes]
    for mark in recogniser.recognise(sheet, _DPI) if spots else ():
        row = ((mark.box.top + mark.box.bottom) / 2 - _GAP / 2) // step
        x = (mark.box.left + mark.box.right) / 2
        for at, left, right, number in spots:
            if at == row and left - _GAP / 2 <= x < right + _GAP / 2:
                found[number].append(mark)
    return [sorted(marks, key=lambda mark: mark.box.left) for marks in found]


def _cut(gray: Gray, box: Box) -> Gray:
    """Return the print in a box as high as a line of the new sheet, with the marks over its capitals."""
    high = box.bottom - box.top
    top, bottom = max(box.top - round(_OVER * high), 0), box.bottom + round(_UNDER * high)
    part = gray[top:bottom, max(box.left - 2, 0) : box.right + 2]
    if not part.size:
        return np.full((_TALL, 1), 255, np.uint8)
    wide = min(max(1, round(part.shape[1] * _TALL / part.shape[0])), _MOST)
    return np.asarray(cv2.resize(part, (wide, _TALL), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _rows(pieces: Sequence[Gray]) -> Iterator[list[Gray]]:
    """Share pieces out on lines, in their order."""
    row: list[Gray] = []
    used = 0
    for piece in pieces:
        if row and used + piece.shape[1] > _WIDE:
            yield row
            row, used = [], 0
        row.append(piece)
        used += piece.shape[1] + _GAP
    if row:
        yield row
