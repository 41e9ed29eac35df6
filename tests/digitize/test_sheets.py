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
from digitize.describe.separating import Cover, cover_of
from digitize.errors import EngineMissing
from digitize.formats.limits import Limits
from digitize.formats.pdf_pages import draw, opened, page_of
from digitize.reader.pool import ReaderPool
from digitize.sheets import cover_sheets, separator_sheets
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


def _sheet(folder: Path, data: bytes = b"") -> np.ndarray:
    """Print a sheet, ours where no other is given, and scan it."""
    file = folder / "to-phan-cach.pdf"
    file.write_bytes(data or separator_sheets(1, Path(FONT)))
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


def test_a_cover_comes_for_each_component() -> None:
    assert cover_sheets(2, "H99.12-250701-0042", ("TP01", "TP02"), Path(FONT)).count(b"/Type /Page\n") == 4


@pytest.mark.parametrize("component", ["1.001193-TP04", ""])
def test_a_scanned_cover_says_its_dossier_and_component(
    reader: ReaderPool, tmp_path: Path, component: str
) -> None:
    printed = _sheet(tmp_path, cover_sheets(1, "H99.12-250701-0042", (component,), Path(FONT)))
    (page,) = reader.read(_pdf(tmp_path / "bia.pdf", printed))
    assert isinstance(page, PageText)
    assert cover_of(page) == Cover("H99.12-250701-0042", component)
    assert RuleDescriber().describe([page], types=TYPES, today=TODAY).separators == (1,)
    assert "H99.12-250701-0042" in page.text


def test_a_scanned_patch_t_sheet_divides(reader: ReaderPool, tmp_path: Path) -> None:
    bars = np.full((2339, 1654, 3), 255, np.uint8)
    for top, high in ((60, 16), (92, 40), (148, 16), (180, 40)):
        bars[top : top + high, 577:1077] = 0
    first, second = (scan(paper("giay-uy-quyen", 81 + n), "scan", 81, pages=1)[0] for n in range(2))
    file = _pdf(tmp_path / "patch.pdf", first, light.noise(light.soften(bars), 5), second)
    read = [one for one in reader.read(file) if isinstance(one, PageText)]
    batch = RuleDescriber().describe(read, types=TYPES, today=TODAY)
    assert ([one.pages for one in batch.papers], batch.separators) == ([(1,), (3,)], (2,))


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
