"""Says whether print is blurred, over the whole page or in a part of it, and along which way.

Must not take noise for sharpness nor a pale letter for a blurred one.
"""

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray
from digitize.quality.reduced import sized

_DPI = 200
"""What the law asks for: finer scans are judged as they look at it."""
_TILE = 64
"""Pixels at that resolution, a third of an inch: a line of print and a half."""
_CONTRAST = 90
"""Tiles with less hold no print, or print so pale that noise decides."""
_WHITE, _PAPER_PERCENT = 230, 95
"""On darker paper than this print has less contrast, and is sharp or blurred all the same."""
_LINE = 0.06
"""A tile with nothing but a straight rule is steep one way and flat the other."""
_LEAST_TILES, _LEAST_IN_PART = 24, 48
"""Two lines of print; a portrait, a seal and a signature in one part of the page are fewer, and soft."""
_STEEP_PERCENT = 75
"""The steeper quarter: soft seals, signatures and photographs on a page say nothing of the scanner."""
_BLURRED = 0.21
"""Steepest rise a pixel as a share of the contrast. A step has 0.5, scanners give 0.40 to 0.55,
a blur with a standard deviation of 1 pixel 0.35, of 2 pixels 0.22 and of 3 pixels 0.16 (measured)."""
_ZONES = (
    (0, 1, 0, 1),
    (0, 1 / 3, 0, 1),
    (1 / 3, 2 / 3, 0, 1),
    (2 / 3, 1, 0, 1),
    (0, 1, 0, 1 / 2),
    (0, 1, 1 / 2, 1),
)
"""Whole page, thirds from top to bottom, halves from left to right."""


def blurred(gray: Gray, dpi: float) -> Box | None:
    """Return the part of `gray` (rows × columns, 8 bit) whose print is blurred, None where it is sharp.

    The box of the whole page stands for blur that is everywhere.

    Args:
        gray: the page as shown.
        dpi: its real resolution.
    """
    height, width = gray.shape
    steep = _steepness(sized(gray, min(1.0, _DPI / dpi)))
    if steep is None:
        return None
    for top, bottom, left, right in _ZONES:
        rows, columns = steep.shape[:2]
        zone = steep[round(top * rows) : round(bottom * rows), round(left * columns) : round(right * columns)]
        if _is_blurred(zone, _LEAST_TILES if zone.size == steep.size else _LEAST_IN_PART):
            return Box(round(left * width), round(top * height), round(right * width), round(bottom * height))
    return None


def _steepness(gray: Gray) -> npt.NDArray[np.float32] | None:
    """Return tiles × tiles × 2: steepest rise across and down over the contrast; NaN where no print is."""
    rows, columns = (side // _TILE for side in gray.shape)
    if not (rows and columns):
        return None
    smooth = np.asarray(cv2.blur(gray, (3, 3)), dtype=np.uint8)
    tiles = _tiled(smooth, rows, columns)
    contrast = tiles.max(axis=2).astype(np.float32) - tiles.min(axis=2)
    least = _CONTRAST * min(1.0, float(np.percentile(gray[::8, ::8], _PAPER_PERCENT)) / _WHITE)
    ways = []
    for across, down in ((1, 0), (0, 1)):
        # the Sobel kernel sums eight pixels' worth of a rise, and averages noise over three lines
        slope = cv2.Sobel(gray, cv2.CV_16S, across, down, ksize=3)
        rise = np.asarray(cv2.convertScaleAbs(slope, alpha=1 / 8), dtype=np.uint8)
        ways.append(_tiled(rise, rows, columns).max(axis=2) / np.maximum(contrast, 1))
    steep = np.stack(ways, axis=2).astype(np.float32)
    steep[(contrast < least) | (steep.min(axis=2) < _LINE)] = np.nan
    return steep


def _tiled(values: Gray, rows: int, columns: int) -> npt.NDArray[np.uint8]:
    """Return the values as tile rows × tile columns × pixels of a tile."""
    whole = values[: rows * _TILE, : columns * _TILE]
    tiles = whole.reshape(rows, _TILE, columns, _TILE).swapaxes(1, 2)
    return tiles.reshape(rows, columns, _TILE * _TILE)


def _is_blurred(zone: npt.NDArray[np.float32], least: int) -> bool:
    """Say whether `least` tiles of print are flat across or down: a shaken page is flat one way only."""
    print_only = zone[~np.isnan(zone[:, :, 0])]
    if len(print_only) < least:
        return False
    return bool(np.percentile(print_only, _STEEP_PERCENT, axis=0).min() < _BLURRED)
