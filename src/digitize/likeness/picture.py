"""A small hash of a page's picture, the same for the same scan however it is saved.

Must not be taken for what a page says: two papers of one form look alike, and the same paper scanned
again looks otherwise.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

_SIDE = 64
"""Pixels to which a page is made small: finer ones are what compression changes."""
_WAVES = 16


def picture_hash(gray: Gray, rotation: int) -> str:
    """Return the hash of a page, stood upright.

    Each bit says whether one of the slowest waves of the picture is over or under the middle one.

    Args:
        gray: the page as shown or made small, rows × columns, 8 bit.
        rotation: degrees clockwise by which its content is turned.

    Returns:
        256 bits as hexadecimal digits.

    Source: C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), 3.2.
    """
    small = cv2.resize(gray, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    upright: npt.NDArray[np.float32] = np.ascontiguousarray(np.rot90(small, rotation // 90), np.float32)
    waves = cv2.dct(upright)[1 : _WAVES + 1, 1 : _WAVES + 1]
    bits = np.packbits(waves > np.median(waves))
    return bits.tobytes().hex()
