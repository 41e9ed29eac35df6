"""Dotted lines of forms erased: the recogniser makes letters of them and loses the line.

Must not touch the dots of letters: only six or more small spots in a row go.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

_DOT_INCH = 0.03
_GAP_INCH = 0.1
_ROW_INCH = 0.05
_DOTS = 6
_INK = 160
"""On a page of even light, ink is darker than this; faint dots are 120 to 150."""


def erase_leaders(gray: Gray, dpi: int) -> Gray:
    """Return `gray` (even light) without its rows of dots.

    Args:
        gray: rows × columns, 8 bit, background white.
        dpi: its resolution.
    """
    dots, centres = _dots(gray, dpi)
    if len(centres) < _DOTS:
        return gray
    rows = _rows(dots, centres, dpi)
    if not rows.any():
        return gray
    # JPEG leaves a gray rim around each dot.
    rim = cv2.dilate(rows, np.ones((5, 5), np.uint8)) > 0
    ink = cv2.dilate(((gray < _INK) & (rows == 0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    erased = gray.copy()
    erased[rim & ~ink] = 255
    return erased


def _dots(gray: Gray, dpi: int) -> tuple[Gray, npt.NDArray[np.intp]]:
    """Return a mask of the spots small enough for a dot, and a pixel (y, x) of each."""
    ink = (gray < _INK).astype(np.uint8)
    _, labels, stats, centroids = cv2.connectedComponentsWithStats(ink)
    small = np.maximum(stats[:, 2], stats[:, 3]) <= _DOT_INCH * dpi
    small[0] = False
    mask = small[labels].astype(np.uint8)
    return mask, np.rint(centroids[small][:, ::-1]).astype(np.intp)


def _rows(dots: Gray, centres: npt.NDArray[np.intp], dpi: int) -> Gray:
    """Return a mask of those dots that stand six or more in one flat row."""
    reach = max(3, round(_GAP_INCH * dpi)) | 1
    joined = cv2.dilate(dots, np.ones((1, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    number = np.bincount(labels[centres[:, 0], centres[:, 1]], minlength=count)
    # A letter printed in dots is as tall as a letter; a leader is as flat as a dot.
    row = (number >= _DOTS) & (stats[:, 3] <= _ROW_INCH * dpi)
    row[0] = False
    return np.asarray(dots * row[labels], dtype=np.uint8)
