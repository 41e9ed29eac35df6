"""Light print on dark bands becomes dark print on paper; portraits, codes, rules and edges stay."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitize.prepare.knockout import without_bands
from fixtures.papers.catalogue import KINDS
from fixtures.scenes import page as drawn
from tests.fakes.pages import DPI, font, page, recogniser, word_errors

TEXT = "GIẤY PHÉP XÂY DỰNG SỐ 4455"


def banded(band: int, print_: int = 255) -> Image.Image:
    image = page().convert("L")
    draw = ImageDraw.Draw(image)
    draw.rectangle((300, 900, 1300, 970), fill=band)
    draw.text((340, 912), TEXT, font=font(14), fill=print_)
    return image


@pytest.mark.parametrize("band", [0, 70, 120])
def test_light_print_on_a_dark_band_is_read(band: int) -> None:
    turned = without_bands(np.asarray(banded(band)), DPI)
    marks = recogniser("lines").recognise(np.ascontiguousarray(turned[880:990, 280:1320]), DPI)
    assert word_errors(TEXT, " ".join(mark.text for mark in marks)) == 0


def test_around_a_band_nothing_is_left_of_it_and_nothing_else_changes() -> None:
    gray = np.asarray(banded(0))
    turned = without_bands(gray, DPI)
    assert turned[895:905, 290:1310].min() > 200
    changed = np.argwhere(turned != gray)
    assert (changed.min(axis=0) >= (890, 290)).all()
    assert (changed.max(axis=0) <= (980, 1310)).all()


def test_two_bands_one_under_the_other_are_two() -> None:
    image = banded(40)
    image.paste(image.crop((300, 900, 1301, 971)), (300, 990))
    turned = without_bands(np.asarray(image), DPI)
    assert turned[972:988, 300:1300].min() > 200


def test_dark_print_on_a_tinted_band_stays() -> None:
    gray = np.asarray(banded(200, 20))
    assert without_bands(gray, DPI) is gray


def test_a_portrait_a_bar_code_rules_and_the_edge_are_no_bands() -> None:
    image = page().convert("L")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1653, 60), fill=10)  # the scanner's edge, a light spot in it
    draw.rectangle((700, 20, 800, 40), fill=230)
    draw.rectangle((200, 1000, 430, 1300), fill=70)  # a portrait
    draw.ellipse((260, 1040, 370, 1200), fill=190)
    for x in range(600, 1200, 12):  # a bar code
        draw.rectangle((x, 1000, x + 6, 1100), fill=0)
    for y in (1500, 1560):  # two thick rules, print between them
        draw.rectangle((200, y, 1400, y + 8), fill=0)
    draw.text((240, 1515), TEXT, font=font(11), fill=0)
    gray = np.asarray(image)
    assert without_bands(gray, DPI) is gray


@pytest.mark.parametrize("slug", [*KINDS])
def test_no_paper_has_a_band_where_none_was_printed(slug: str) -> None:
    gray = np.asarray(Image.fromarray(drawn(slug, 71)[0]).convert("L"))
    assert without_bands(gray, DPI) is gray
