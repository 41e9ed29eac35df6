"""Says whether a page was scanned without colour.

Must not judge how much colour a paper should have: black print on white paper is in colour if it was
scanned in colour, since no sensor gives three equal channels.
Source: Decree 30/2020/NĐ-CP, appendix I: the digitised copy is a colour image.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

_STEP = 5
"""Every so many pixels each way are looked at."""
_MOST_COLOURED = 0.0005
"""Share of pixels with any colour at all: a gray page with a coloured mark of a program on it."""


def is_gray(pixels: npt.NDArray[Any]) -> bool:
    """Say whether `pixels` (rows × columns, or × 3 RGB, 8 bit) hold no colour."""
    if pixels.ndim == 2:
        return True
    some = pixels[::_STEP, ::_STEP]
    red, green, blue = some[:, :, 0], some[:, :, 1], some[:, :, 2]
    return float(np.mean((red != green) | (green != blue))) <= _MOST_COLOURED
