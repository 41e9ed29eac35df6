"""Rims of gray seals go, what stands inside and elsewhere stays."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitize.prepare.rims import erase_rims, seal_circles
from tests.fakes.pages import DPI, LINES, font, page

X, Y, RADIUS = 900, 1500, 142


def sealed(radius: int = RADIUS, *, drawn: float = 1.0) -> np.ndarray:
    """Draw print, a seal of two rings, and a name across it; `drawn` is the share of the rings."""
    image = page((*LINES, *LINES)).convert("L")
    pen = ImageDraw.Draw(image)
    for r in (radius, round(0.9 * radius)):
        pen.arc((X - r, Y - r, X + r, Y + r), 0, 360 * drawn, fill=70, width=5)
    pen.text((X - 40, Y - 16), "Hà", font=font(13), fill=20)
    return np.asarray(image)


@pytest.mark.parametrize("radius", [126, 142, 165])
def test_the_rim_goes_and_the_name_inside_stays(radius: int) -> None:
    page_before = sealed(radius)
    erased = erase_rims(page_before, DPI)
    rows, columns = np.ogrid[: erased.shape[0], : erased.shape[1]]
    distance = np.hypot(columns - X, rows - Y)
    rim = (distance > 0.7 * radius) & (distance < 1.1 * radius)
    assert (erased[rim] < 200).sum() < 0.02 * (page_before[rim] < 200).sum()
    inside, outside = distance < 0.55 * radius, distance > 1.15 * radius
    assert (erased[inside | outside] == page_before[inside | outside]).all()
    assert (erased[inside] < 100).sum() > 100


@pytest.mark.parametrize(
    "gray",
    [
        sealed(drawn=0.4),
        sealed(60),
        np.asarray(page(LINES * 6).convert("L")),
        np.full((800, 600), 255, np.uint8),
    ],
)
def test_what_is_no_seal_stays(gray: np.ndarray) -> None:
    assert erase_rims(gray, DPI) is gray


def test_a_table_and_a_frame_are_no_seal() -> None:
    image = Image.fromarray(np.full((2339, 1654), 255, np.uint8))
    pen = ImageDraw.Draw(image)
    for at in range(200, 1500, 140):
        pen.line((at, 200, at, 1500), fill=20, width=4)
        pen.line((200, at, 1500, at), fill=20, width=4)
    assert seal_circles(np.asarray(image), DPI) == []
