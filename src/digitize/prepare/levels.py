"""Print brought to black and what is printed under it to white: faint letters and security print.

Must not run on a page whose light is uneven: see `background.py`.
Source: MEASURED on certificates and on print of empty cartridges: the recogniser takes waves under the
text for a picture, and loses letters that are hardly darker than the grain of the paper.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray
from digitize.prepare.edges import SHARP, above_grain, reduced, steepness

_BLOCK_INCH = 0.08
"""As wide as a letter: a block that text runs through has a stroke in it."""
_INKED = 228
"""The grain of the paper alone is lighter in every block."""
_FAINT = 185
"""Half of the letters of ordinary print are darker at their darkest; fainter print is spread to black."""
_BLACK = 40
_SMOOTH = 0.8
"""Pixels; grain is as fine, strokes of letters are wider."""
_CLEAR = 0.6
"""What is lighter than this share of the way from ink to security print is no stroke of a letter."""
_EVERYWHERE = 0.75
"""Share of the blocks that security print fills; text with shadows and ghosts fills half of them."""
_UNDER = 0.4
"""Security print is lighter than this share of the way from ink to paper; small print is not."""
_LEAST_BLOCKS = 12
_GRAIN = 10
"""The darkest spots of bare paper differ by less from block to block."""
_NEAR = 2

Curve = npt.NDArray[np.uint8]


def even_ink(gray: Gray, dpi: int) -> Gray:
    """Return `gray` (even light, background white) with its print black and security print gone.

    An ordinary page is returned as it is.
    """
    darkest = _darkest(gray, dpi)
    inked = darkest[darkest < _INKED]
    if inked.size < _LEAST_BLOCKS:
        return gray
    usual = float(np.median(inked))
    ink = float(np.percentile(inked, 2))
    if inked.size > _EVERYWHERE * darkest.size and usual - ink > _UNDER * (255 - ink):
        white = ink + _CLEAR * (usual - ink)
        return np.asarray(cv2.LUT(gray, _curve(0.0, white)), np.uint8)
    if usual < _FAINT or _shines_through(gray, dpi):
        return gray
    black = (usual - _BLACK) * 255 / (255 - _BLACK)
    spread = cv2.LUT(cv2.GaussianBlur(gray, (0, 0), _SMOOTH), _curve(black, 255.0))
    return _with_bare_paper(np.asarray(spread, np.uint8), darkest)


def _with_bare_paper(gray: Gray, darkest: npt.NDArray[np.uint8]) -> Gray:
    """Return `gray` white where no block near is darker than bare paper: its grain was spread as well."""
    inked = (darkest < np.median(darkest) - _GRAIN).astype(np.uint8)
    near = cv2.dilate(inked, np.ones((2 * _NEAR + 1, 2 * _NEAR + 1), np.uint8))
    whole = cv2.resize(near, gray.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(whole > 0, gray, 255), np.uint8)


def _shines_through(gray: Gray, dpi: int) -> bool:
    """Say whether the pale ink of `gray` is that of the other side."""
    depth = 255 - reduced(gray, dpi).astype(np.float32)
    return steepness(depth, depth > above_grain(depth)) < SHARP


def _darkest(gray: Gray, dpi: int) -> npt.NDArray[np.uint8]:
    """Return the darkest spot of each block, of a picture without its finest grain."""
    side = max(2, round(_BLOCK_INCH * dpi))
    smooth = cv2.blur(gray, (3, 3))
    rows, columns = gray.shape[0] // side, gray.shape[1] // side
    blocks = smooth[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return np.asarray(blocks.min(axis=(1, 3)), np.uint8)


def _curve(black: float, white: float) -> Curve:
    """Return the table that spreads `black` … `white` to 0 … 255."""
    values = (np.arange(256, dtype=np.float64) - black) / (white - black) * 255
    return np.clip(values, 0, 255).astype(np.uint8)
