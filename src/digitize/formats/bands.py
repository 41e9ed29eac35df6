"""Pixels of a large picture, a band of rows at a time: a page of 100 MP fits into memory once, not thrice.

Must not change a tone.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

_ROWS = 256


def bands(image: Image.Image) -> Iterator[tuple[int, npt.NDArray[Any]]]:
    """Yield the first row and the pixels of each band of `image`, from the top."""
    for top in range(0, image.height, _ROWS):
        yield top, np.asarray(image.crop((0, top, image.width, min(top + _ROWS, image.height))))


def taken_out(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Return the pixels of an 8-bit `L` or `RGB` image (rows × columns, × 3), which is closed by that.

    Pillow keeps four bytes a colour pixel and would need three times three more to hand them over.
    """
    shape = (image.height, image.width) if image.mode == "L" else (image.height, image.width, 3)
    pixels = np.empty(shape, np.uint8)
    for top, band in bands(image):
        pixels[top : top + len(band)] = band
    image.close()
    return pixels
