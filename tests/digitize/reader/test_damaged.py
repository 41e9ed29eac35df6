"""A page that cannot be seen is never taken for a blank one: the officer is told, and what to do."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.reading import PageText
from digitize.formats.limits import Limits
from digitize.formats.sniff import JPEG, PDF, TIFF
from digitize.reader.page import read_page
from fixtures.inputs import inputs
from fixtures.inputs.damaged import damaged, dark, empty
from fixtures.inputs.drawn import bilevel, sheet
from fixtures.inputs.jpegs import jpeg
from fixtures.inputs.tiffs import tiff
from tests.fakes.pages import recogniser

SEEN_IN_PART = {
    *("dct-middle", "dct-half", "ccitt-middle", "jbig2-third", "strip-beside-words"),
    *("flate-third", "flate-changed", "flate-checksum", "flate-no-end", "flate-profile-half"),
}
SOUND = sorted(name for name in inputs() if name.startswith("pdf-"))


def read(file: Path, data: bytes) -> PageText:
    file.write_bytes(data)
    return read_page(file, PDF, 1, None, Limits.of(Settings(), file.name), recogniser())


def codes(page: PageText) -> list[str]:
    return [notice.code for notice in page.notices]


@pytest.mark.parametrize("name", sorted(damaged()))
def test_a_page_whose_picture_cannot_be_decoded_is_not_blank_and_says_so(tmp_path: Path, name: str) -> None:
    page = read(tmp_path / "x.pdf", damaged()[name])
    assert not page.blank
    assert codes(page)[0] == "picture-damaged"
    assert bool(page.words) == (name in SEEN_IN_PART)
    notice = page.notices[0]
    assert "quét lại" in notice.vi
    assert "scan" in notice.en


def test_a_jpeg_file_damaged_in_its_middle_says_so(tmp_path: Path) -> None:
    file, scan = tmp_path / "x.jpg", bytearray(jpeg(sheet()))
    scan[len(scan) // 2 : len(scan) // 2 + 400] = bytes(400)
    for data, told in ((jpeg(sheet()), False), (bytes(scan), True)):
        file.write_bytes(data)
        page = read_page(file, JPEG, 1, None, Limits.of(Settings(), file.name), recogniser())
        assert page.words
        assert ("picture-damaged" in codes(page)) == told


@pytest.mark.parametrize(
    "made",
    [lambda: tiff(sheet(), compression="jpeg"), lambda: tiff(bilevel(), compression="group4")],
    ids=["jpeg", "group4"],
)
def test_a_tiff_damaged_in_its_middle_says_so(tmp_path: Path, made: Callable[[], bytes]) -> None:
    file, scan = tmp_path / "x.tif", bytearray(made())
    file.write_bytes(scan)
    limits = Limits.of(Settings(), file.name)
    assert "picture-damaged" not in codes(read_page(file, TIFF, 1, None, limits, recogniser()))
    third = len(scan) // 3
    scan[third : third + 60] = random.Random(1).randbytes(60).replace(b"\xff", b"\xfe")
    file.write_bytes(scan)
    page = read_page(file, TIFF, 1, None, limits, recogniser())
    assert page.words
    assert codes(page)[0] == "picture-damaged"


@pytest.mark.parametrize("name", sorted(dark()))
def test_a_black_page_is_not_blank_and_says_that_nothing_was_read(tmp_path: Path, name: str) -> None:
    page = read(tmp_path / "x.pdf", dark()[name])
    assert (page.blank, page.text) == (False, "")
    assert codes(page)[0] == "nothing-read"
    assert "quét lại" in page.notices[0].vi
    assert "scan" in page.notices[0].en


@pytest.mark.parametrize("name", sorted(empty()))
def test_an_empty_page_is_blank_without_a_word(tmp_path: Path, name: str) -> None:
    page = read(tmp_path / "x.pdf", empty()[name])
    assert (page.blank, page.notices) == (True, ())


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_scan_is_not_called_damaged(tmp_path: Path, name: str) -> None:
    page = read(tmp_path / "x.pdf", inputs()[name].data)
    assert not {"picture-damaged", "nothing-read"} & set(codes(page))
