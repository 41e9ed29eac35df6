"""The mark of a preview stands on every part of a page, on white and on black; the page stays legible."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.settings import Settings
from digitize.errors import EngineMissing
from digitize.ports import Mark
from digitize.reader.pool import ReaderPool
from digitize.watermark import marked
from tests.fakes.pages import FONT

MARK = Mark(
    ("BẢN XEM TRƯỚC – không có giá trị sử dụng", "Đặng Thị Lan, H99.32.01, 02/03/2026 10:00"), Path(FONT)
)
A4 = (910, 1286)


def _changed(before: Image.Image, after: Image.Image) -> np.ndarray:
    difference = np.abs(np.asarray(after, np.int16) - np.asarray(before.convert("RGB"), np.int16))
    return np.asarray(difference.max(axis=2) > 40)


@pytest.mark.parametrize("shade", [255, 128, 0])
@pytest.mark.parametrize("size", [A4, (600, 400)])
def test_no_part_of_a_page_is_without_the_mark(shade: int, size: tuple[int, int]) -> None:
    page = Image.new("L", size, shade)
    changed = _changed(page, marked(page, MARK))
    down, across = 6, 4  # a piece this large holds a seal or a name
    for rows in np.array_split(changed, down):
        for part in np.array_split(rows, across, axis=1):
            assert part.mean() > 0.01


def test_what_stands_under_the_mark_stays_legible() -> None:
    page = Image.new("L", A4, 255)
    page.paste(0, (100, 100, 800, 1200))
    shown = np.asarray(marked(page, MARK).convert("L"))
    assert shown[120:1180, 120:780].max() < 128 < shown[:90].min()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK"])
def test_a_picture_of_any_kind_is_marked_in_colour(mode: str) -> None:
    shown = marked(Image.new(mode, (300, 400)), MARK)
    assert (shown.mode, shown.size) == ("RGB", (300, 400))


def test_without_its_font_no_page_is_shown(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match=r"none\.ttf"):
        marked(Image.new("L", (100, 100)), Mark(("x",), tmp_path / "none.ttf"))


def test_the_reader_burns_it_in_before_the_picture_leaves_the_child(tmp_path: Path) -> None:
    file = tmp_path / "page.png"
    Image.new("L", (827, 1169), 255).save(file, dpi=(100, 100))
    pool = ReaderPool(Settings(readers=1))
    try:
        plain = Image.open(io.BytesIO(pool.picture(file, 1)))
        shown = Image.open(io.BytesIO(pool.picture(file, 1, mark=MARK)))
        with pytest.raises(EngineMissing):
            pool.picture(file, 1, mark=Mark(("x",), tmp_path / "none.ttf"))
    finally:
        pool.close()
    assert shown.size == plain.size
    assert _changed(plain, shown).mean() > 0.02
