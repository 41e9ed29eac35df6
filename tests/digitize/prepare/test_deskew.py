"""The tilt is found and taken back, and a straight page is left alone."""

import numpy as np
import pytest
from PIL import Image

from digitize.prepare.deskew import straighten, tilt_of
from tests.fakes.pages import A4, DPI, LINES, page

TEXT = page(LINES * 4).convert("L")


def tilted(degrees: float) -> np.ndarray:
    """Return the page with its lines falling by `degrees` clockwise."""
    return np.asarray(TEXT.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255))


@pytest.mark.parametrize("degrees", [-4.6, -1.3, -0.5, 0.4, 2.2, 4.5])
def test_a_tilt_is_found(degrees: float) -> None:
    assert tilt_of(tilted(degrees), DPI) == pytest.approx(degrees, abs=0.25)


def test_a_straight_page_and_an_empty_one_stay() -> None:
    assert tilt_of(np.asarray(TEXT), DPI) == 0
    assert tilt_of(np.full((A4[1], A4[0]), 255, np.uint8), DPI) == 0


def test_straightened_lines_are_level() -> None:
    gray = tilted(3.0)
    straight, _ = straighten(gray, tilt_of(gray, DPI))
    assert tilt_of(straight, DPI) == 0
    assert straight.shape == gray.shape
