"""Separator sheets divide the run that they are scanned with, printed, scanned, and either way up."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageText
from digitize.describe.describer import RuleDescriber
from digitize.errors import EngineMissing
from digitize.formats.limits import Limits
from digitize.formats.pdf_pages import draw, opened, page_of
from digitize.reader.pool import ReaderPool
from digitize.sheets import separator_sheets
from fixtures.papers.catalogue import paper
from fixtures.scans import files, light
from fixtures.scans.conditions import blank, scan
from tests.digitize.describe.described import TODAY
from tests.digitize.describe.printed import TYPES
from tests.fakes.pages import FONT


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=2))
    yield pool
    pool.close()


def _sheet(folder: Path) -> np.ndarray:
    """Print our sheet and scan it."""
    file = folder / "to-phan-cach.pdf"
    file.write_bytes(separator_sheets(1, Path(FONT)))
    with opened(file, None) as document, page_of(document, 1, file) as shown:
        printed = draw(shown, 200, 1.0, 1, Limits.of(Settings(), file.name))
    return light.noise(light.soften(light.tone(np.asarray(printed.convert("RGB")))), 7)


def _pdf(file: Path, *pages: np.ndarray) -> Path:
    file.write_bytes(files.scanned_pdf([files.jpeg(one) for one in pages]))
    return file


def test_as_many_sheets_come_as_are_asked_for() -> None:
    data = separator_sheets(3, Path(FONT))
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 3


def test_without_its_font_the_sheet_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match=r"none\.ttf"):
        separator_sheets(1, tmp_path / "none.ttf")


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_scanned_run_comes_apart_and_every_page_is_accounted_for(
    reader: ReaderPool, tmp_path: Path, turns: int
) -> None:
    sheet = np.ascontiguousarray(np.rot90(_sheet(tmp_path), turns))
    first = scan(paper("giay-khai-sinh", 61 + turns), "scan", 61, pages=1)[0]
    second = scan(paper("giay-uy-quyen", 71 + turns), "scan", 71, pages=1)[0]
    file = _pdf(tmp_path / "xap.pdf", first, blank(3), sheet, blank(4), second)
    read = [one for one in reader.read(file) if isinstance(one, PageText)]
    batch = RuleDescriber().describe(read, types=TYPES, today=TODAY)
    assert [(one.pages, one.type) for one in batch.papers] == [
        ((1,), "giay-khai-sinh"),
        ((5,), "giay-uy-quyen"),
    ]
    assert (batch.blanks, batch.separators) == ((2, 4), (3,))


def test_a_sheet_is_black_on_white_a4(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(files.png(_sheet(tmp_path))))
    assert picture.size == pytest.approx((1654, 2339), abs=2)
