"""A page has the size of its paper at its dpi, whatever its pixels or its units are, and so has its copy."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pdfplumber
import pytest
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageText, TextSource
from digitize.ports import CopyPage
from digitize.reader.pool import ReaderPool
from fixtures.inputs import inputs
from fixtures.inputs.drawn import DPI, SIZE
from fixtures.inputs.tiffs import fax, tiff
from tests.digitize.reader.test_copying import METADATA

INCHES = tuple(side / DPI for side in SIZE)
NEAR = 0.1
"""Inches: half a letter's height; half of a page is forty times that."""
MADE: dict[str, Callable[[], bytes]] = {
    "fax": fax,
    "fax-turned": lambda: turned_fax(),
    "user-unit": lambda: inputs()["pdf-user-unit"].data,
    "user-unit-digital": lambda: inputs()["pdf-user-unit-digital"].data,
}


def turned_fax() -> bytes:
    """Store the fax on its side, and say so."""
    with Image.open(io.BytesIO(fax())) as image:
        stored = image.convert("L").transpose(Image.Transpose.ROTATE_90).convert("1")
    return tiff(stored, compression="group4", dpi=(98, 204), tiffinfo={274: 6})


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=1))
    yield pool
    pool.close()


def read(reader: ReaderPool, file: Path, data: bytes) -> PageText:
    file.write_bytes(data)
    (page,) = reader.read(file)
    assert isinstance(page, PageText)
    return page


def places(page: PageText) -> dict[str, tuple[float, ...]]:
    """Return where the words that stand on the page once lie, in inches."""
    texts = [word.text for word in page.words]
    return {
        word.text: tuple(edge / page.dpi for edge in word.box.as_list())
        for word in page.words
        if texts.count(word.text) == 1
    }


def middle(place: tuple[float, ...]) -> tuple[float, float]:
    """Return the middle of left, top, right, bottom."""
    left, top, right, bottom = place
    return (left + right) / 2, (top + bottom) / 2


@pytest.mark.parametrize("name", MADE)
def test_a_page_and_its_words_are_where_they_are_on_the_paper(
    reader: ReaderPool, tmp_path: Path, name: str
) -> None:
    page = read(reader, tmp_path / "x", MADE[name]())
    assert (page.width / page.dpi, page.height / page.dpi) == pytest.approx(INCHES, abs=0.02)
    found = places(page)
    usual = "pdf-digital" if page.source is TextSource.TEXT_LAYER else "png-rgb"
    paper = places(read(reader, tmp_path / "y", inputs()[usual].data))
    both = found.keys() & paper.keys()
    assert len(both) >= 0.7 * len(paper)
    for word in both:
        assert middle(found[word]) == pytest.approx(middle(paper[word]), abs=NEAR), word


@pytest.mark.parametrize("name", MADE)
def test_the_copy_has_the_size_of_the_paper_and_its_words_lie_under_the_print(
    reader: ReaderPool, tmp_path: Path, name: str
) -> None:
    file, out = tmp_path / "x", tmp_path / "copy.pdf"
    page = read(reader, file, MADE[name]())
    reader.copy([CopyPage(file, 1, page.words, page.dpi, page.rotation)], out, METADATA)
    with pdfplumber.open(out) as pdf:
        sheet = pdf.pages[0]
        assert (sheet.width / 72, sheet.height / 72) == pytest.approx(INCHES, abs=0.02)
        lain = {one["text"]: one for one in sheet.extract_words()}
    for text, place in places(page).items():
        points = (lain[text][edge] for edge in ("x0", "top", "x1", "bottom"))
        assert middle(tuple(point / 72 for point in points)) == pytest.approx(middle(place), abs=NEAR), text


@pytest.mark.parametrize("name", MADE)
def test_its_picture_has_the_shape_of_the_paper(reader: ReaderPool, tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(MADE[name]())
    with Image.open(io.BytesIO(reader.picture(tmp_path / "x", 1, dpi=100))) as shown:
        assert shown.size == pytest.approx([100 * side for side in INCHES], abs=2)


def test_an_empty_fax_page_has_the_size_of_the_paper(reader: ReaderPool, tmp_path: Path) -> None:
    white = Image.fromarray(np.full((810, 1188), 255, np.uint8)).convert("1")
    page = read(reader, tmp_path / "x", tiff(white, compression="group4", dpi=(204, 98)))
    assert page.blank
    assert (page.width / page.dpi, page.height / page.dpi) == pytest.approx(INCHES, abs=0.02)
