"""Every page of a TIFF that can be reached is read; where the chain breaks, that is told."""

import struct
from pathlib import Path

import numpy as np
import pytest

from archive.settings import Settings
from digitize.copy.build import build_copy
from digitize.errors import DamagedFile, TooManyPages, TooManyPixels
from digitize.formats.limits import Limits
from digitize.formats.look import look_at
from digitize.formats.pdf_pages import draw, opened, page_of
from digitize.formats.pictures import load_page
from digitize.formats.tiff_pages import TiffPages, frame_of, tiff_pages
from digitize.ports import CopyPage
from fixtures.inputs.tiffs import raw_tiff, tiff
from tests.digitize.reader.test_copying import METADATA
from tests.fakes.pages import page

LIMITS = Limits.of(Settings(max_pages=9, max_pixels=1_000_000), "x.tif")
SIDE = 64
TONES = [20, 70, 120, 170]


def gray(tone: int, side: int = SIDE, **tags: int) -> tuple[dict[int, int], tuple[int, int], bytes]:
    """Return a page of one tone; `tags` as t254=1."""
    return {258: 8, **{int(k[1:]): v for k, v in tags.items()}}, (side, side), bytes([tone]) * side * side


def four(order: str = "<") -> bytes:
    return raw_tiff([gray(tone) for tone in TONES], order)


def directories(data: bytes, order: str = "<") -> list[tuple[int, int]]:
    """Return of each page where its directory begins, and where the link to the next one stands."""
    found, (at,) = [], struct.unpack_from(order + "I", data, 4)
    while at:
        (count,) = struct.unpack_from(order + "H", data, at)
        found.append((at, at + 2 + 12 * count))
        (at,) = struct.unpack_from(order + "I", data, found[-1][1])
    return found


def linked(number: int, to: int) -> bytes:
    """Return four pages of which `number` (from 0) leads to the place `to`."""
    data = bytearray(four())
    struct.pack_into("<I", data, directories(data)[number][1], to)
    return bytes(data)


def zeroed() -> bytes:
    data = bytearray(four())
    begin, end = directories(data)[2]
    data[begin : end + 4] = bytes(end + 4 - begin)
    return bytes(data)


BROKEN = {
    "beyond": linked(1, len(four()) + 1_000),
    "end": linked(1, len(four()) - 3),
    "near": linked(1, len(four()) - 40),
    "pixels": linked(1, 100),
    "circle": linked(1, directories(four())[0][0]),
    "itself": linked(1, directories(four())[1][0]),
    "zeros": zeroed(),
    "cut-off": four()[: directories(four())[2][0] + 30],
}


def written(folder: Path, data: bytes) -> Path:
    (folder / "x.tif").write_bytes(data)
    return folder / "x.tif"


def tone(file: Path, number: int) -> float:
    return float(np.asarray(load_page(file, number, LIMITS).image).mean())


@pytest.mark.parametrize("name", BROKEN)
def test_pages_before_the_break_are_read_and_the_next_one_fails(tmp_path: Path, name: str) -> None:
    file = written(tmp_path, BROKEN[name])
    assert tiff_pages(file, 99) == TiffPages((0, 1), True)
    assert look_at(file, None, LIMITS).pages == 3
    assert [tone(file, number) for number in (1, 2)] == TONES[:2]
    with pytest.raises(DamagedFile, match="page 3 and those behind it are lost"):
        load_page(file, 3, LIMITS)
    assert not load_page(file, 2, LIMITS).damaged


@pytest.mark.parametrize("order", ["<", ">"])
def test_all_pages_of_a_sound_file_are_found(tmp_path: Path, order: str) -> None:
    file = written(tmp_path, four(order))
    assert tiff_pages(file, 99) == TiffPages((0, 1, 2, 3), False)
    assert [tone(file, number) for number in (1, 2, 3, 4)] == TONES


def test_a_large_tiff_with_long_places_is_followed(tmp_path: Path) -> None:
    first, *others = [page(size=(90, 90)).convert("L") for _ in range(3)]
    file = written(tmp_path, tiff(first, save_all=True, append_images=others, big_tiff=True))
    assert file.read_bytes()[:4] == b"II+\0"
    assert tiff_pages(file, 99) == TiffPages((0, 1, 2), False)


def test_a_broken_first_page_refuses_the_file(tmp_path: Path) -> None:
    data = four()
    for at in (0xFFFFFF00, 3, len(data) - 2):
        with pytest.raises(DamagedFile):
            look_at(written(tmp_path, data[:4] + struct.pack("<I", at) + data[8:]), None, LIMITS)


@pytest.mark.parametrize("tags", [{"t254": 1}, {"t254": 4}, {"t255": 2}], ids=["reduced", "mask", "old"])
def test_a_thumbnail_is_no_page_and_the_copy_counts_as_the_reader_does(
    tmp_path: Path, tags: dict[str, int]
) -> None:
    small = gray(250, 30, **tags)
    file = written(tmp_path, raw_tiff([gray(TONES[0]), small, gray(TONES[1], t254=2), small, gray(TONES[2])]))
    assert look_at(file, None, LIMITS).pages == 3
    assert [tone(file, number) for number in (1, 2, 3)] == TONES[:3]
    assert [frame_of(file, number) for number in (1, 2, 3)] == [0, 2, 4]
    out = tmp_path / "copy.pdf"
    build_copy([CopyPage(file, 2, (), 200, 0)], out, METADATA)
    with opened(out, None) as pdf, page_of(pdf, 1, out) as shown:
        assert np.asarray(draw(shown, 200, 1.0, 1, LIMITS)).mean() == TONES[1]


def test_a_picture_that_calls_itself_reduced_is_a_page_where_there_is_no_other(tmp_path: Path) -> None:
    file = written(tmp_path, raw_tiff([gray(TONES[0], t254=1)]))
    assert look_at(file, None, LIMITS).pages == 1
    assert tone(file, 1) == TONES[0]


def test_one_page_of_too_many_pixels_leaves_the_others_to_be_read(tmp_path: Path) -> None:
    pages = [gray(TONES[0]), gray(TONES[1], 1_001), gray(TONES[2])]
    file = written(tmp_path, raw_tiff(pages))
    assert look_at(file, None, LIMITS).pages == 3
    assert (tone(file, 1), tone(file, 3)) == (TONES[0], TONES[2])
    with pytest.raises(TooManyPixels, match="Page 2"):
        load_page(file, 2, LIMITS)
    with pytest.raises(TooManyPixels):
        look_at(written(tmp_path, raw_tiff([pages[1]] * 2)), None, LIMITS)


def test_a_page_whose_strips_lie_behind_the_end_leaves_the_others_to_be_read(tmp_path: Path) -> None:
    file = written(tmp_path, raw_tiff([gray(TONES[0]), gray(TONES[1], t273=1 << 30), gray(TONES[2])]))
    assert look_at(file, None, LIMITS).pages == 3
    assert (tone(file, 1), tone(file, 3)) == (TONES[0], TONES[2])
    with pytest.raises(DamagedFile, match="cut off"):
        load_page(file, 2, LIMITS)


def test_a_chain_without_end_is_followed_to_the_limit_only(tmp_path: Path) -> None:
    file = written(tmp_path, raw_tiff([gray(1, 20)] * 30))
    assert len(tiff_pages(file, 9).frames) == 10
    with pytest.raises(TooManyPages):
        look_at(file, None, LIMITS)
