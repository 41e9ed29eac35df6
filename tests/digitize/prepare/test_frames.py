"""Ornamental frames go, tables, rules and text beside a frame stay."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitize.ocr.ports import Gray
from digitize.prepare.frames import erase_frames
from tests.fakes.pages import A4, DPI, LINES, page


def framed(image: Image.Image, inset: int, band: int = 50) -> Image.Image:
    """Draw a band of rings between two lines."""
    pen, (wide, high) = ImageDraw.Draw(image), image.size
    for edge in (inset, inset + band):
        pen.rectangle((edge, edge, wide - edge, high - edge), outline=(140, 30, 40), width=4)
    middle = inset + band // 2
    spots = [(x, y) for x in range(middle, wide - middle, 24) for y in (middle, high - middle)]
    spots += [(x, y) for y in range(middle, high - middle, 24) for x in (middle, wide - middle)]
    for x, y in spots:
        pen.ellipse((x - 18, y - 18, x + 18, y + 18), outline=(140, 30, 40), width=3)
    return image


def gray(image: Image.Image) -> Gray:
    return np.asarray(image.convert("L"))


TEXT = gray(page(LINES * 4))


@pytest.mark.parametrize("degrees", [0.0, 1.5, -2.5])
@pytest.mark.parametrize("inset", [30, 100])
def test_a_frame_goes_and_its_text_stays(inset: int, degrees: float) -> None:
    image = framed(page(LINES * 4), inset).rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    erased = erase_frames(gray(image), DPI)
    turned = Image.fromarray(TEXT).rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    text = np.asarray(turned) < 128
    assert (erased[text] < 140).all()
    assert (erased[~text] < 128).mean() < 0.002


def test_a_frame_inside_a_frame_goes_too() -> None:
    erased = erase_frames(gray(framed(framed(page(LINES), 20, 40), 90, 40)), DPI)
    assert (erased[:200] < 200).sum() == 0
    assert (erased[:, :180] < 200).sum() == 0


def test_a_table_and_a_plain_border_stay() -> None:
    image = page(LINES * 2)
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 60, A4[0] - 60, A4[1] - 60), outline=20, width=3)
    for y in range(1100, 2101, 100):
        pen.line((160, y, 1500, y), fill=20, width=3)
    for x in (160, 500, 1000, 1500):
        pen.line((x, 1100, x, 2100), fill=20, width=3)
    assert np.array_equal(erase_frames(gray(image), DPI), gray(image))


def test_text_between_two_black_edges_stays() -> None:
    shown = TEXT.copy()
    shown[:, :40], shown[:30] = 20, 20
    erased = erase_frames(shown, DPI)
    assert np.array_equal(erased[100:, 100:], shown[100:, 100:])


def test_a_page_without_frame_is_the_same() -> None:
    assert erase_frames(TEXT, DPI) is TEXT
