"""Says whether a page has nothing printed on it, without reading it.

Must not call a page blank when in doubt: a lost page costs more than an empty reading.
"""

from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray
from digitize.prepare.background import background_of
from digitize.prepare.edges import DPI, SHARP, Depth, above_grain, reduced, steepness

_CLEAR = 40
"""Ink stands out by 60 and more at this resolution, print that shines through by 10 to 40."""
_MARGIN_INCH = 0.2
_SPECK_INCH = 0.02
_HOLE_INCH = 0.12, 0.4
_HOLE_ZONE_INCH = 0.9
_INK_PIXELS = 60
"""Five letters of 10 pt at this resolution: a lone page number is still print."""
_LETTER_INCH = 0.05, 0.15
_TORN_INCH = 0.03
_LETTERS = 4
"""In the margin lie shadows, dust and torn edges: only so many letters in a row are print there."""
_DARK = 130
"""White paper has 230 and more, coloured paper 190; in the dark nobody can see whether there is print."""
_MOST_DARK = 0.05
"""Share of the page; a scanner's edges lie in the margin."""


def is_blank(gray: Gray, dpi: int) -> bool:
    """Say whether `gray` (rows × columns, 8 bit) holds no print, writing, stamp or code.

    Print on the other side of the sheet shines through blurred by the paper, so a faint page counts as
    printed where its edges are as sharp as print. A black page is no paper that one can see.
    """
    small = reduced(gray, dpi)
    paper = background_of(small, DPI)
    inside = _within(paper)
    if np.count_nonzero(inside < _DARK) > _MOST_DARK * inside.size:
        return False
    depth = cv2.subtract(paper, small).astype(np.float32)
    if _inked(depth, _CLEAR).sum() >= _INK_PIXELS or any(map(_line_at_edge, (depth, depth.T))):
        return False
    faint = _inked(depth, above_grain(depth))
    return int(faint.sum()) < _INK_PIXELS or steepness(depth, faint) < SHARP


def _within(small: Gray) -> Gray:
    """Return what lies inside the margin."""
    margin = round(_MARGIN_INCH * DPI)
    return small[margin:-margin, margin:-margin]


def _line_at_edge(depth: Depth) -> bool:
    """Say whether letters stand in a row, close together, in the margin at the top or at the bottom."""
    margin = round(_MARGIN_INCH * DPI)
    low, high = (inch * DPI for inch in _LETTER_INCH)
    for strip in (depth[:margin], depth[: -margin - 1 : -1]):  # from the edge inward
        _, _, stats, _ = cv2.connectedComponentsWithStats((strip > _CLEAR).astype(np.uint8))
        tall, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
        torn = stats[1:, cv2.CC_STAT_TOP] <= _TORN_INCH * DPI
        letters = stats[1:][(tall >= low) & (tall <= high) & (wide <= high) & ~torn]
        left, top, across, down = letters[np.argsort(letters[:, 0]), :4].T
        middle, right = top + down / 2, left + across
        close = (left[1:] - right[:-1] <= high) & (np.abs(np.diff(middle)) <= low)
        if any(same and len(list(run)) >= _LETTERS - 1 for same, run in groupby(close.tolist())):
            return True
    return False


def _inked(depth: Depth, contrast: float) -> npt.NDArray[np.bool_]:
    """Say which pixels are ink: no margin, no speck of dust, no punched hole."""
    ink = (depth > contrast).astype(np.uint8)
    margin = round(_MARGIN_INCH * DPI)
    ink[:margin], ink[-margin:], ink[:, :margin], ink[:, -margin:] = 0, 0, 0, 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    left, width, height, area = (stats[:, k] for k in (0, 2, 3, 4))
    speck = np.maximum(width, height) <= _SPECK_INCH * DPI
    low, high = (inch * DPI for inch in _HOLE_INCH)
    edge = np.minimum(left, depth.shape[1] - left - width) < _HOLE_ZONE_INCH * DPI
    round_hole = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    hole = edge & round_hole & (area > 0.6 * width * height)
    print_ = ~speck & ~hole
    print_[0] = False  # what is no ink
    return np.asarray(print_[labels], np.bool_)
