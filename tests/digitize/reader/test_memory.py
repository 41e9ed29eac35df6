"""A reader stays small on an ordinary page, and under a gigabyte on the largest that is accepted."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageText
from benchmarks.measures import Effort, memory_below
from digitize.ports import CopyPage
from digitize.reader.pool import ReaderPool
from fixtures.inputs.drawn import sheet
from fixtures.inputs.jpegs import jpeg
from fixtures.inputs.pdf_pictures import one
from fixtures.inputs.tiffs import tiff
from tests.digitize.reader.test_copying import METADATA

A4 = 1_654, 2_339
A4_AT_600 = 4_961, 7_016
A3_AT_600 = 7_016, 9_921
LARGEST = 9_900, 10_000
ORDINARY_BYTES, MOST_BYTES = 400_000_000, 1_000_000_000


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    Others.bytes = memory_below()
    pool = ReaderPool(Settings(readers=1))
    assert pool.engine  # started before anything is measured
    yield pool
    pool.close()


class Others:
    """What earlier tests of this process left running: readers and servers of a whole session."""

    bytes = 0


def printed(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Return the drawn page in the corner of a larger one, at the scale of A4."""
    page = Image.new("RGB", size, "white")
    times = max(1, size[0] // A4[0])
    page.paste(sheet().resize((sheet().width * times, sheet().height * times)), (0, 0))
    return page.convert(mode)


def webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=50, method=0)
    return out.getvalue()


def peak(reader: ReaderPool, file: Path, out: Path) -> int:
    """Look at, read and copy `file`; return the most bytes that the reader held at once."""
    effort = Effort()
    with effort.spending():
        assert reader.look(file).pages == 1
        (page,) = reader.read(file)
        assert isinstance(page, PageText), page.notice
        assert "An Bình" in page.text
        reader.copy([CopyPage(file, 1, page.words, page.dpi, page.rotation)], out, METADATA)
    return effort.peak - Others.bytes


@pytest.mark.parametrize("made", [jpeg, lambda image: one(jpeg(image), "DCTDecode")], ids=["jpeg", "pdf"])
def test_an_ordinary_page_takes_under_400_mb(
    reader: ReaderPool, tmp_path: Path, made: Callable[[Image.Image], bytes]
) -> None:
    file = tmp_path / "a4"
    file.write_bytes(made(printed(A4)))
    assert 50_000_000 < peak(reader, file, tmp_path / "copy.pdf") < ORDINARY_BYTES


@pytest.mark.parametrize(
    ("size", "mode", "made"),
    [
        (LARGEST, "RGB", jpeg),
        (LARGEST, "1", lambda image: tiff(image, compression="group4")),
        (A3_AT_600, "CMYK", jpeg),
        (A4_AT_600, "RGB", lambda image: jpeg(image, progressive=True, subsampling=0)),
        (A4_AT_600, "RGB", webp),
    ],
    ids=["jpeg", "fax", "cmyk", "progressive", "webp"],
)
def test_the_largest_page_takes_under_a_gigabyte(
    reader: ReaderPool, tmp_path: Path, size: tuple[int, int], mode: str, made: Callable[[Image.Image], bytes]
) -> None:
    file = tmp_path / "large"
    file.write_bytes(made(printed(size, mode)))
    assert peak(reader, file, tmp_path / "copy.pdf") < MOST_BYTES
