"""Ruled tables are found with their cells, their rules go and their letters stay; nothing else is touched."""

import dataclasses as dc

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitize.ocr.ports import Gray
from digitize.prepare.rules import without_rules
from fixtures.papers.picture import draw
from fixtures.papers.tables import TABLES
from tests.fakes.pages import A4, DPI, LINES, page

COUNTS = {"land": [8] * 8, "household": [6] * 7, "components": [4] * 7, "procedures": [8] * 3}
"""Columns of each row as the tables were drawn."""


def gray(image: Image.Image) -> Gray:
    return np.asarray(image.convert("L"))


def drawn(name: str) -> Image.Image:
    return Image.fromarray(draw(TABLES[name](5).sheets[0])).convert("L")


def counts(picture: Gray, dpi: int = DPI) -> list[list[int]]:
    return [[len(row) for row in table] for table in without_rules(picture, dpi)[1]]


def grid(pen: ImageDraw.ImageDraw, xs: tuple[int, ...], ys: tuple[int, ...], *, width: int = 2) -> None:
    """Draw a table with columns between `xs` and rows between `ys`."""
    for x in xs:
        pen.line((x, ys[0], x, ys[-1]), fill=30, width=width)
    for y in ys:
        pen.line((xs[0], y, xs[-1], y), fill=30, width=width)


@pytest.mark.parametrize("name", list(TABLES))
def test_every_cell_of_a_drawn_table_is_found(name: str) -> None:
    assert counts(gray(drawn(name))) == [COUNTS[name]]


@pytest.mark.parametrize("degrees", [0.3, -0.3, 1.0, -1.0])
def test_a_small_tilt_does_not_matter(degrees: float) -> None:
    tilted = drawn("land").rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    assert counts(gray(tilted)) == [COUNTS["land"]]


def test_gaps_in_the_rules_do_not_matter() -> None:
    whole = gray(drawn("land")).copy()
    whole[:, 500:530] = 255
    whole[700:730] = 255
    assert counts(whole) == [COUNTS["land"]]


def test_a_finer_scan_has_the_same_cells() -> None:
    fine = drawn("household").resize((2481, 3508), Image.Resampling.BICUBIC)
    assert counts(gray(fine), 300) == [COUNTS["household"]]


@pytest.mark.parametrize("name", list(TABLES))
def test_the_rules_go_and_the_letters_stay(name: str) -> None:
    sheet = TABLES[name](5).sheets[0]
    text = cv2.cvtColor(draw(dc.replace(sheet, rules=[])), cv2.COLOR_RGB2GRAY)
    erased, _ = without_rules(gray(drawn(name)), DPI)
    assert np.array_equal(erased[text < 160], text[text < 160])
    assert (erased[text == 255] < 200).sum() == 0


def test_a_cell_over_several_columns_or_rows_is_one_cell() -> None:
    image = page(())
    pen = ImageDraw.Draw(image)
    grid(pen, (200, 500, 800, 1100), (400, 480, 560, 640))
    pen.line((810, 402, 810, 478), fill="white")
    pen.rectangle((795, 403, 805, 477), fill="white")  # the header of two columns
    pen.rectangle((203, 475, 497, 485), fill="white")  # the first cell of two rows
    assert counts(gray(image)) == [[2, 2, 3]]
    first = without_rules(gray(image), DPI)[1][0][0][0]
    assert first.bottom - first.top > 140


def test_a_table_without_rules_at_its_sides_has_its_outer_cells() -> None:
    image = page(())
    pen = ImageDraw.Draw(image)
    grid(pen, (500, 800), (400, 480, 560, 640))
    for y in (400, 480, 560, 640):
        pen.line((200, y, 1100, y), fill=30, width=2)
    assert counts(gray(image)) == [[3, 3, 3]]


def test_two_tables_come_from_the_top() -> None:
    image = page(())
    pen = ImageDraw.Draw(image)
    grid(pen, (200, 500, 800, 1100), (1400, 1480, 1560))
    grid(pen, (200, 700, 1100), (400, 480, 560, 640))
    assert counts(gray(image)) == [[2, 2, 2], [3, 3]]


def no_table(image: Image.Image, kind: str) -> Image.Image:
    pen = ImageDraw.Draw(image)
    if kind == "box":
        pen.rectangle((150, 1000, 700, 1400), outline=30, width=3)
    elif kind == "frame":
        for inset in (40, 60):
            pen.rectangle((inset, inset, A4[0] - inset, A4[1] - inset), outline=30, width=3)
    elif kind == "underlines":
        for y in range(1000, 1500, 60):
            pen.line((200, y, 900, y), fill=30, width=2)
    elif kind == "boxes for digits":
        grid(pen, tuple(range(200, 801, 50)), (1000, 1060))
    elif kind == "a dark picture":
        pen.rectangle((200, 1000, 1000, 1700), fill=40)
        for x, y in ((260, 1060), (620, 1060), (260, 1400), (620, 1400)):
            pen.rectangle((x, y, x + 300, y + 250), fill="white")
    return image


@pytest.mark.parametrize("kind", ["text", "box", "frame", "underlines", "boxes for digits", "a dark picture"])
def test_what_is_no_table_stays_as_it_is(kind: str) -> None:
    picture = gray(no_table(page(LINES), kind))
    erased, tables = without_rules(picture, DPI)
    assert tables == ()
    assert erased is picture


def test_a_tiny_picture_is_no_table() -> None:
    assert without_rules(np.zeros((16, 20), np.uint8), 1)[1] == ()


def test_squared_paper_is_no_table() -> None:
    image = page(LINES)
    grid(ImageDraw.Draw(image), tuple(range(50, 1600, 40)), tuple(range(50, 2300, 40)))
    assert without_rules(gray(image), DPI)[1] == ()
