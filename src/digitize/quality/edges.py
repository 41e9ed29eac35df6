"""Says whether print is cut off at an edge of the page.

Must not take a scanner's black edge, a rule that runs out of the page or dirt for letters.
"""

from enum import StrEnum

import cv2
import numpy as np

from archive.values.reading import Box
from digitize.prepare.background import background_of
from digitize.quality.reduced import Reduced

_CONTRAST = 60
"""Ink stands out by that much; what shines through from the back does not."""
_TOUCH_INCH = 0.02
_ALONG_INCH = 0.04, 0.5
"""From the height of a small letter to a word whose letters touch, along the edge of the page."""
_INTO_INCH = 0.02, 1.2
_LEAST_LINES = 3
"""So many cut letters at the left or right edge: one a line, so that a slip of the pen is none."""
_LEAST_LETTERS = 5
"""So many cut letters at the top or bottom edge, all of one line."""
_STRIP_INCH = 1.5


class Side(StrEnum):
    """An edge of the page as shown."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


def cut_off(page: Reduced) -> tuple[Side, Box] | None:
    """Return the edge where most print is cut off and a strip of the page along it, or None."""
    dpi = page.fine_dpi
    ink = (cv2.subtract(background_of(page.fine, round(dpi)), page.fine) > _CONTRAST).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    left, top, wide, high = (stats[1:, column] / dpi for column in range(4))
    width, height = ink.shape[1] / dpi, ink.shape[0] / dpi
    flat, tall = _like_print(wide, high), _like_print(high, wide)
    counts = {
        Side.LEFT: (tall & (left <= _TOUCH_INCH), _LEAST_LINES),
        Side.RIGHT: (tall & (left + wide >= width - _TOUCH_INCH), _LEAST_LINES),
        Side.TOP: (flat & (top <= _TOUCH_INCH), _LEAST_LETTERS),
        Side.BOTTOM: (flat & (top + high >= height - _TOUCH_INCH), _LEAST_LETTERS),
    }
    sides = {side: int(cut.sum()) for side, (cut, least) in counts.items() if cut.sum() >= least}
    if not sides:
        return None
    strip = round(_STRIP_INCH * page.width / width)
    across, down = min(strip, page.width), min(strip, page.height)
    strips = {
        Side.LEFT: Box(0, 0, across, page.height),
        Side.RIGHT: Box(page.width - across, 0, page.width, page.height),
        Side.TOP: Box(0, 0, page.width, down),
        Side.BOTTOM: Box(0, page.height - down, page.width, page.height),
    }
    most = max(sides, key=sides.__getitem__)
    return most, strips[most]


def _like_print(along: np.ndarray, into: np.ndarray) -> np.ndarray:
    """Say which pieces of ink have the size of cut letters, in inches along and into the page."""
    fits = (_ALONG_INCH[0] <= along) & (along <= _ALONG_INCH[1])
    return np.asarray(fits & (_INTO_INCH[0] <= into) & (into <= _INTO_INCH[1]))
