"""Pale print gets dark, what is printed under the text goes, ordinary pages stay as they are."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from digitize.prepare.levels import even_ink
from tests.fakes.pages import A4, DPI, LINES, page

PAGE = np.asarray(page(LINES * 4).convert("L"))
TEXT = PAGE < 60
PAPER = PAGE == 255
GRAIN = np.random.default_rng(3)


@pytest.mark.parametrize("contrast", [36, 60])
def test_pale_print_gets_dark_and_paper_stays_white(contrast: int) -> None:
    pale = 255 - (255 - PAGE.astype(float)) * contrast / 255 - np.abs(GRAIN.normal(0, 2, PAGE.shape))
    even = even_ink(pale.clip(0, 255).astype(np.uint8), DPI)
    assert np.median(even[TEXT]) < 110
    assert np.median(even[PAPER]) > 235


@pytest.mark.parametrize("level", [150, 180, 200])
def test_waves_under_the_text_go_and_the_text_stays(level: int) -> None:
    waves = np.full(PAGE.shape, 255, np.uint8)
    x = np.arange(A4[0])
    for base in range(20, A4[1] - 20, 12):
        y = (base + 8 * np.sin(x / 40 + base)).astype(int)
        waves[y, x], waves[y + 1, x] = level, level
    even = even_ink(np.minimum(PAGE, waves), DPI)
    assert (even[PAPER] < 250).mean() < 0.001
    assert np.median(even[TEXT]) < 100


def test_an_ordinary_page_is_the_same() -> None:
    assert even_ink(PAGE, DPI) is PAGE


def test_a_page_full_of_small_print_is_the_same() -> None:
    full = np.tile(PAGE[260:560, 200:1400], (7, 1))
    assert even_ink(full, DPI) is full


def test_what_shines_through_stays_pale() -> None:
    back = Image.fromarray(PAGE).filter(ImageFilter.GaussianBlur(2.2))
    ghost = (255 - (255 - np.asarray(back, np.float64)) * 0.2).astype(np.uint8)
    assert even_ink(ghost, DPI) is ghost


def test_an_empty_page_is_the_same() -> None:
    white = np.full((A4[1], A4[0]), 250, np.uint8)
    assert even_ink(white, DPI) is white
