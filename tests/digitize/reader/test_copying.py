"""Copies and extracts are built in the child as well, and their refusals come through."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from archive.settings import Settings
from archive.values.reading import PageText
from digitize.errors import CopyFailed, DigitizeError
from digitize.ports import CopyMetadata, CopyPage
from digitize.reader.pool import ReaderPool
from tests.fakes.pages import LINES, page

METADATA = CopyMetadata(
    "Giấy xác nhận", "2025-000001", dt.datetime(2025, 7, 1, 8, 30, tzinfo=dt.UTC), bytes(range(16)), {}
)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    pool = ReaderPool(Settings(readers=1))
    yield pool
    pool.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.tif"
    page().save(file, save_all=True, append_images=[page(LINES[:2])], dpi=(200, 200))
    return file


def test_what_was_read_lies_under_the_copy(reader: ReaderPool, scan: Path, tmp_path: Path) -> None:
    read = [one for one in reader.read(scan) if isinstance(one, PageText)]
    pages = [CopyPage(scan, one.number, one.words, one.dpi, one.rotation) for one in read]
    receipt = reader.copy(pages, tmp_path / "copy.pdf", METADATA)
    assert receipt.pages == 2
    again = [one for one in reader.read(tmp_path / "copy.pdf") if isinstance(one, PageText)]
    assert [one.text for one in again] == [one.text for one in read]


def test_pages_are_taken_out(reader: ReaderPool, scan: Path, tmp_path: Path) -> None:
    reader.extract(scan, [2], tmp_path / "second.pdf")
    with pikepdf.open(tmp_path / "second.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_a_copy_that_cannot_be_written_or_read_is_an_error_of_the_room(
    reader: ReaderPool, scan: Path, tmp_path: Path
) -> None:
    pages = [CopyPage(scan, 1, (), 200, 0)]
    with pytest.raises(CopyFailed):
        reader.copy(pages, tmp_path / "no" / "folder" / "copy.pdf", METADATA)
    with pytest.raises(DigitizeError):
        reader.copy([CopyPage(tmp_path / "gone.pdf", 1, (), 200, 0)], tmp_path / "copy.pdf", METADATA)
    with pytest.raises(DigitizeError):
        reader.extract(scan, [9], tmp_path / "ninth.pdf")
    assert reader.look(scan).pages == 2, "the child still serves"
