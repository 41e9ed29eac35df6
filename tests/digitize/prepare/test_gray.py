"""Colour becomes one channel of the same size."""

import numpy as np

from digitize.prepare.gray import to_gray


def test_colour_is_weighed_as_eyes_do() -> None:
    pixels = np.zeros((2, 3, 3), np.uint8)
    pixels[0, 0], pixels[0, 1], pixels[0, 2] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    assert to_gray(pixels)[0].tolist() == [76, 150, 29]


def test_gray_stays() -> None:
    gray = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert (to_gray(gray) == gray).all()
