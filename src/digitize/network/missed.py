"""Lines of print that the layout analysis left out: short headings, page numbers, names beside a seal.

Must not believe what is found: only what the network then reads surely is kept (`line_reader.py`).
"""

import statistics
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray, Strip

_DARK = 140
_LEAST_TALL, _MOST_TALL = 0.55, 2.2
"""Of letters, in heights of a usual line."""
_NEAR = 1.3
"""In heights of a line: letters and words of one line stand nearer."""
_MOST = 40
"""More pieces are no lines that were left out but a picture."""


def missed(gray: Gray, strips: Sequence[Strip]) -> list[Strip]:
    """Return lines of letter-sized ink that lie in none of `strips`.

    Args:
        gray: rows × columns, 8 bit, background white.
        strips: the lines that are known; without any the page has no usual height of a line.
    """
    if len(strips) < 3:
        return []
    usual = statistics.median(strip.box.bottom - strip.box.top for strip in strips)
    ink = np.asarray(gray < _DARK).astype(np.uint8)
    for box in (strip.box for strip in strips):
        room = round(0.3 * (box.bottom - box.top))
        ink[max(box.top - room, 0) : box.bottom + room, max(box.left - room, 0) : box.right + room] = 0
    boxes = [box for box in _boxes(ink) if _LEAST_TALL * usual <= box.bottom - box.top <= _MOST_TALL * usual]
    if not boxes:
        return []
    letters = np.zeros(ink.shape, np.uint8)
    for box in boxes:
        if box.right - box.left <= 2 * _MOST_TALL * usual:
            letters[box.top : box.bottom, box.left : box.right] = 1
    wide = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, round(_NEAR * usual)), np.uint8))
    lines = [box for box in _boxes(wide) if box.bottom - box.top <= _MOST_TALL * usual]
    block = max(strip.block for strip in strips) + 1
    if len(lines) > _MOST:
        return []
    return [Strip(box, block + number) for number, box in enumerate(lines)]


def _boxes(ink: npt.NDArray[Any]) -> list[Box]:
    """Return the boxes of connected spots."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [Box(left, top, left + wide, top + tall) for left, top, wide, tall, _ in stats[1:].tolist()]
