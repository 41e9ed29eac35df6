"""Boxes for single figures lose their lines, whatever their size and wear; letters lose nothing."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from digitize.ocr.ports import Gray
from digitize.prepare.combs import without_combs
from tests.fakes.costs import in_turns
from tests.fakes.pages import DPI, FONT, page, recogniser

NUMBER = "034085001234"


def boxed(
    side: int = 46, *, size: int = 36, top: bool = True, lost: tuple[int, ...] = ()
) -> tuple[Gray, Gray]:
    """Return a page with a number in boxes, and the same page with the number alone."""
    with_lines, bare = page().convert("L"), page().convert("L")
    font = ImageFont.truetype(str(FONT), size)
    pens = ImageDraw.Draw(with_lines), ImageDraw.Draw(bare)
    left, upper = 500, 1700
    for at, figure in enumerate(NUMBER):
        for pen in pens:
            pen.text((left + side * at + side / 2, upper + side / 2), figure, fill=20, font=font, anchor="mm")
    lines = pens[0]
    for at in range(len(NUMBER) + 1):
        if at not in lost:
            lines.line((left + side * at, upper, left + side * at, upper + side), fill=90, width=2)
    ends = left, left + side * len(NUMBER)
    if top:
        lines.line((ends[0], upper, ends[1], upper), fill=90, width=2)
    lines.line((ends[0], upper + side, ends[1], upper + side), fill=90, width=2)
    return np.asarray(with_lines), np.asarray(bare)


@pytest.mark.parametrize("side", [40, 46, 60])
@pytest.mark.parametrize("top", [True, False])
def test_the_lines_go_and_the_figures_stay(side: int, top: bool) -> None:
    drawn, bare = boxed(side, top=top)
    differing = (np.abs(without_combs(drawn, DPI).astype(int) - bare) > 40).sum()
    assert differing < 0.01 * (np.abs(drawn.astype(int) - bare) > 40).sum()


def test_lines_that_the_copier_lost_do_not_matter() -> None:
    drawn, bare = boxed(lost=(3, 7, 12))
    differing = (np.abs(without_combs(drawn, DPI).astype(int) - bare) > 40).sum()
    assert differing < 0.01 * (np.abs(drawn.astype(int) - bare) > 40).sum()


def test_the_number_is_read_whole() -> None:
    drawn, _ = boxed()
    read = "".join(mark.text for mark in recogniser().recognise(without_combs(drawn, DPI), DPI))
    assert NUMBER in read
    assert NUMBER not in "".join(mark.text for mark in recogniser().recognise(drawn, DPI))


@pytest.mark.parametrize("degrees", [0.2, -0.2])
def test_a_small_tilt_does_not_matter(degrees: float) -> None:
    drawn, _ = boxed()
    tilted = Image.fromarray(drawn).rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    bare = without_combs(np.asarray(tilted), DPI)
    assert NUMBER in "".join(mark.text for mark in recogniser().recognise(bare, DPI))


def test_letters_underlined_words_and_lone_bars_stay() -> None:
    picture = page().convert("L")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 60)
    pen.text((300, 1500), "HỘI LIÊN HIỆP ILIILIHHH", fill=20, font=font)
    pen.line((300, 1575, 1100, 1575), fill=20, width=3)
    for x in (300, 350, 420, 510):  # a drawing of four bars at odd steps
        pen.line((x, 1800, x, 1850), fill=20, width=2)
    pen.line((300, 1850, 510, 1850), fill=20, width=2)
    whole = np.asarray(picture)
    assert without_combs(whole, DPI) is whole


def test_it_costs_less_than_straightening_the_page() -> None:
    drawn, _ = boxed()
    assert in_turns(lambda: without_combs(drawn, DPI), drawn) < 1
