"""A page made small, for all that light and edges tell: a tenth of the pixels says the same.

Must not judge.
"""

import dataclasses as dc
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray
from digitize.prepare.gray import to_gray

COARSE_DPI = 25
_FINE_DPI = 100
_LETTER_INCH = 0.3
"""Wider than any stroke of print: a closing of this span leaves the bare paper."""


@dc.dataclass(frozen=True, slots=True)
class Reduced:
    """Small pictures of one page, rows × columns, 8 bit.

    Attributes:
        width, height: pixels of the page as shown.
        fine: gray at about 100 dpi, print and all.
        fine_dpi: its resolution; less than 100 where the page has less.
        paper: brightest channel at 25 dpi with the print closed over: the light on the bare paper.
        tint: difference of the channels there; 0 everywhere on a gray page.
    """

    width: int
    height: int
    fine: Gray
    fine_dpi: float
    paper: Gray
    tint: Gray

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a rectangle of `paper` as a place on the page as shown."""
        across, down = self.width / self.paper.shape[1], self.height / self.paper.shape[0]
        return Box(round(left * across), round(top * down), round(right * across), round(bottom * down))


def reduced(pixels: npt.NDArray[Any], dpi: float) -> Reduced:
    """Return `pixels` made small.

    Args:
        pixels: the page as shown, rows × columns or rows × columns × 3 (RGB), 8 bit.
        dpi: its real resolution.
    """
    height, width = pixels.shape[:2]
    factor = min(1.0, _FINE_DPI / dpi)
    fine = sized(pixels, factor)
    coarse = sized(fine, min(1.0, COARSE_DPI / (dpi * factor)))
    span = round(_LETTER_INCH * COARSE_DPI) | 1
    closed = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((span, span), np.uint8))
    if closed.ndim == 2:
        gray = np.asarray(closed, dtype=np.uint8)
        return Reduced(width, height, fine, dpi * factor, gray, np.zeros_like(gray))
    brightest = closed.max(axis=2)
    tint = np.asarray(brightest - closed.min(axis=2), dtype=np.uint8)
    return Reduced(width, height, to_gray(fine), dpi * factor, np.asarray(brightest, dtype=np.uint8), tint)


def sized(pixels: npt.NDArray[Any], factor: float) -> npt.NDArray[np.uint8]:
    """Return `pixels` at `factor` (at most 1) of their size, one pixel at least."""
    if factor >= 1:
        return pixels
    height, width = pixels.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
