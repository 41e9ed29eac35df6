"""How steep the edges of ink are: print is sharp, what shines through from the other side is not.

Must not run on a page whose light is uneven without taking the background off first.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

DPI = 100
"""Resolution of the pictures that are judged."""
SHARP = 0.78
"""Faint print has 0.9 and more at this resolution, print that shines through 0.4 to 0.66 (measured)."""

_FAINT = 8
_GRAINS = 5.0
"""Faint print stands out by 20; grain reaches five times its usual strength nowhere on a page."""

Depth = npt.NDArray[np.float32]
"""How much darker than its paper each pixel is."""


def steepness(depth: Depth, ink: npt.NDArray[np.bool_]) -> float:
    """Return the usual step from pixel to pixel at `ink`, as a share of how dark it is; 0 without ink.

    Args:
        depth: rows × columns at `DPI`.
        ink: which pixels count.
    """
    if not ink.any():
        return 0.0
    across, down = (cv2.Sobel(depth, cv2.CV_32F, *way)[ink] / 4 for way in ((1, 0), (0, 1)))
    return float(np.percentile(np.hypot(across, down), 90) / np.percentile(depth[ink], 90))


def above_grain(depth: Depth) -> float:
    """Return how dark the faintest ink is that can be told from the grain of the paper."""
    grain = 1.48 * float(np.median(np.abs(depth - np.median(depth))))
    return max(_FAINT, _GRAINS * grain)


def reduced(gray: Gray, dpi: int) -> Gray:
    """Return `gray` at `DPI`, or as it is where it is coarser."""
    factor = min(1.0, DPI / dpi)
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
