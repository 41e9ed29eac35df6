"""One channel from three: reading a colour page costs half as much again and gains nothing.

Must not change the size.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray


def to_gray(pixels: npt.NDArray[Any]) -> Gray:
    """Return 8-bit gray of an 8-bit RGB (rows × columns × 3), or of a gray page as it is.

    Source: luma weights of ITU-R BT.601.
    """
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels, dtype=np.uint8)
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
