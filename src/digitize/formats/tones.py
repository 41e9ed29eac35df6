"""Tones of a picture that screens do not show as they are: deep gray, and inks without a marker.

Must not change what a viewer shows of an ordinary picture.
"""

import numpy as np
from PIL import Image, ImageChops

from digitize.formats.bands import bands

_MOST_16_BIT = 65535
_MIDDLE = 128


def is_deep(image: Image.Image) -> bool:
    """Say whether `image` is gray of more than eight bits."""
    return image.mode.startswith("I") or image.mode == "F"


def from_deep(image: Image.Image) -> Image.Image:
    """Return deep gray as 8-bit `L`: of 16 bits the upper byte; wider numbers by their own range.

    Args:
        image: mode `I;16`, `I` or `F`.
    """
    most = _MOST_16_BIT if image.mode.startswith("I;16") else _most(image)
    by_byte = image.mode != "F" and most <= _MOST_16_BIT
    shown = np.empty((image.height, image.width), np.uint8)
    for top, band in bands(image):
        tones = np.maximum(band, 0) >> 8 if by_byte else np.nan_to_num(band * (255 / most)).clip(0, 255)
        shown[top : top + len(band)] = tones
    return Image.fromarray(shown)


def _most(image: Image.Image) -> float:
    """Return the lightest tone; 1 for a page without one."""
    most = float(image.getextrema()[1])  # type: ignore[arg-type]  # one channel has one pair
    return most if 0 < most < float("inf") else 1.0


def with_light_paper(image: Image.Image) -> Image.Image:
    """Return a CMYK JPEG with its inks the right way round.

    Adobe's programs write inks inverted and mark it, and Pillow takes every such file for theirs. One
    without the marker may be either: programs that drop markers leave the inks inverted. Paper is light.

    Source: Adobe Technical Note 5116, section 18 (APP14).
    """
    if image.format != "JPEG" or image.mode != "CMYK" or "adobe" in image.info:
        return image
    light = np.asarray(image.reduce(8).convert("L")).mean()
    if light >= _MIDDLE:
        return image
    turned = ImageChops.invert(image)
    turned.info = image.info  # the orientation and the profile are still its own
    return turned
