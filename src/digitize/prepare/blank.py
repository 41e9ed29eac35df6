"""Says whether a page has nothing printed on it, without reading it.

Must not call a page blank when in doubt: a lost page costs more than an empty reading.
"""

import cv2
import numpy as np

from digitize.ocr.ports import Gray
from digitize.prepare.background import background_of

_DPI = 100
_CONTRAST = 40
"""Ink stands out by 60 and more at this resolution, show-through by 10 to 30."""
_MARGIN_INCH = 0.2
_SPECK_INCH = 0.02
_HOLE_INCH = 0.12, 0.4
_HOLE_ZONE_INCH = 0.9
_INK_PIXELS = 60
"""Five letters of 10 pt at this resolution: a lone page number is still print."""


def is_blank(gray: Gray, dpi: int) -> bool:
    """Say whether `gray` (rows × columns, 8 bit) holds no print, writing, stamp or code."""
    small = _reduced(gray, dpi)
    ink = (cv2.subtract(background_of(small, _DPI), small) > _CONTRAST).astype(np.uint8)
    margin = round(_MARGIN_INCH * _DPI)
    ink[:margin], ink[-margin:], ink[:, :margin], ink[:, -margin:] = 0, 0, 0, 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    left, width, height, area = (stats[1:, k] for k in (0, 2, 3, 4))
    speck = np.maximum(width, height) <= _SPECK_INCH * _DPI
    low, high = (inch * _DPI for inch in _HOLE_INCH)
    edge = np.minimum(left, small.shape[1] - left - width) < _HOLE_ZONE_INCH * _DPI
    round_hole = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    hole = edge & round_hole & (area > 0.6 * width * height)
    return int(area[~speck & ~hole].sum()) < _INK_PIXELS


def _reduced(gray: Gray, dpi: int) -> Gray:
    """Return `gray` at the resolution of this module."""
    factor = min(1.0, _DPI / dpi)
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
