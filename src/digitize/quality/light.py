"""Says whether the light on the paper was too little, or broken by a shadow.

Must not take print, coloured paper, a scanner's black edge or another sheet behind for a shadow.
"""

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.quality.reduced import COARSE_DPI, Reduced

Mask = npt.NDArray[np.bool_]

_PAPER_PERCENT = 95
_DARK = 130
"""Of the brightest channel: white paper has 230 and more, coloured paper 190, a red cover 150."""
_SHADE = 0.25, 0.8
"""Shares of the paper's light: less is no paper but the scanner's edge, more is hardly seen."""
_TINTED = 25
"""Difference of the channels over that of the paper: a printed or coloured ground, not a shadow."""
_LEAST_INCH = 0.4
"""Narrower dark strips are a scanner's edge or a fold."""
_LEAST_SHARE = 0.03
_SOFT = 0.5
"""A shadow fades over a quarter of an inch and more; what has a hard edge is a thing, not a shadow."""
_EDGE_PIXELS = 3
"""The closing of print leaves the outermost pixels unsure."""


def paper_light(page: Reduced) -> float:
    """Return how bright the bare paper is, 0 to 255."""
    return float(np.percentile(page.paper, _PAPER_PERCENT))


def too_dark(page: Reduced) -> bool:
    """Say whether even the brightest paper of a page is too dark to be told from print."""
    return paper_light(page) < _DARK


def shadow(page: Reduced, desk: Mask | None) -> Box | None:
    """Return the place of the largest shadow that falls on the paper, or None.

    Args:
        page: the page.
        desk: where a photograph shows the desk around the paper, in the size of `page.paper`.
    """
    around = np.zeros(page.paper.shape, np.bool_) if desk is None else desk
    light = cv2.GaussianBlur(page.paper, (0, 0), 1.0).astype(np.float32) / max(paper_light(page), 1.0)
    plain = page.tint.astype(np.int16) - np.int16(np.median(page.tint)) < _TINTED
    shaded = (light > _SHADE[0]) & (light < _SHADE[1]) & plain & ~around
    span = round(_LEAST_INCH * COARSE_DPI)
    opened = cv2.morphologyEx(shaded.astype(np.uint8), cv2.MORPH_OPEN, np.ones((span, span), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    left, top, wide, high, area = (int(value) for value in stats[largest])
    if area < _LEAST_SHARE * light.size or not _touches_edge(left, top, wide, high, light.shape):
        return None
    if not _is_soft(light, labels == largest, around):
        return None
    return page.box(left, top, left + wide, top + high)


def _touches_edge(left: int, top: int, wide: int, high: int, shape: tuple[int, ...]) -> bool:
    """Say whether a place reaches the edge of the page: shadows fall from outside."""
    rows, columns = shape
    near = _EDGE_PIXELS
    return left <= near or top <= near or left + wide >= columns - near or top + high >= rows - near


def _is_soft(light: npt.NDArray[np.float32], shade: Mask, around: Mask) -> bool:
    """Say whether the light falls off slowly where the shadow begins."""
    rim = cv2.dilate(shade.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~shade & ~around
    inner = np.zeros_like(rim)
    inner[_EDGE_PIXELS:-_EDGE_PIXELS, _EDGE_PIXELS:-_EDGE_PIXELS] = True
    rim &= inner
    if not rim.any():
        return False
    drop = 1.0 - float(np.percentile(light[shade], 20))
    steep = cv2.morphologyEx(light, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return float(np.median(steep[rim])) < _SOFT * drop
