"""Words looked at once more: cut out of the page where the text layer has them, set in lines of one height.

On the page a recogniser may cut a word off, miss a single figure in a cell, or misread small print.
Must not judge what is seen.
"""

import math
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
_LEAST = 16
"""Pieces on a sheet, copies among them: the layout analysis finds no line in one or two short words."""
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
    if not boxes:
        return []
    pieces = [_cut(gray, box) for box in boxes] * math.ceil(_LEAST / len(boxes))
    spots = list(_spots(pieces))
    sheet = np.full((spots[-1].bottom + _GAP, _WIDE + 2 * _GAP), 255, np.uint8)
    for piece, spot in zip(pieces, spots, strict=True):
        sheet[spot.top : spot.bottom, spot.left : spot.right] = piece
    seen: list[list[Mark]] = [[] for _ in pieces]
    for mark in recogniser.recognise(sheet, _DPI):
        at = _spot_of(mark, spots)
        if at is not None:
            seen[at].append(mark)
    return [_surest(seen[number :: len(boxes)]) for number in range(len(boxes))]


def _cut(gray: Gray, box: Box) -> Gray:
    """Return the print in a box as high as a line of the new sheet, with the marks over its capitals."""
    high = box.bottom - box.top
    top, bottom = max(box.top - round(_OVER * high), 0), box.bottom + round(_UNDER * high)
    part = gray[top:bottom, max(box.left - 2, 0) : box.right + 2]
    if not part.size:
        return np.full((_TALL, 1), 255, np.uint8)
    wide = min(max(1, round(part.shape[1] * _TALL / part.shape[0])), _MOST)
    return np.asarray(cv2.resize(part, (wide, _TALL), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _spots(pieces: Sequence[Gray]) -> Iterator[Box]:
    """Yield the place of each piece on lines one under the other, in their order."""
    left = top = _GAP
    for wide in (piece.shape[1] for piece in pieces):
        if left > _GAP and left + wide > _WIDE:
            left, top = _GAP, top + _TALL + _GAP
        yield Box(left, top, left + wide, top + _TALL)
        left += wide + _GAP


def _spot_of(mark: Mark, spots: Sequence[Box]) -> int | None:
    x, y = (mark.box.left + mark.box.right) / 2, (mark.box.top + mark.box.bottom) / 2
    around = _GAP / 2
    for number, spot in enumerate(spots):
        across = spot.left - around <= x < spot.right + around
        if across and spot.top - around <= y < spot.bottom + around:
            return number
    return None


def _surest(looks: Sequence[list[Mark]]) -> list[Mark]:
    """Return the words of the copy that was read most surely, left to right."""
    best = max(looks, key=lambda marks: min((mark.confidence for mark in marks), default=0.0))
    return sorted(best, key=lambda mark: mark.box.left)
