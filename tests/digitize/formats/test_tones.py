"""Large, deep and inked pictures keep their tones on the way to the reader."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from archive.settings import Settings
from digitize.errors import TooFewPixels, TooManyPixels
from digitize.formats.bands import taken_out
from digitize.formats.limits import Limits
from digitize.formats.look import look_at
from digitize.formats.sniff import is_pdf
from digitize.formats.tones import from_deep, with_light_paper
from fixtures.hostile.actions import jpeg_and_pdf, scan
from fixtures.inputs.drawn import sheet
from fixtures.inputs.jpegs import cmyk, jpeg, without_adobe
from fixtures.inputs.pdf_pictures import one

LIMITS = Limits.of(Settings(), "x")


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_pixels_are_the_same_band_by_band(mode: str) -> None:
    image = sheet().convert(mode)
    wanted = np.array(image)
    assert np.array_equal(taken_out(image), wanted)


def test_wide_numbers_are_scaled_by_their_own_range() -> None:
    values = np.array([[0, 500_000, 1_000_000]] * 300, np.int32)
    assert np.asarray(from_deep(Image.fromarray(values)))[299].tolist() == [0, 127, 255]
    shares = np.array([[0.0, 0.5, 1.0, np.nan, -3.0]], np.float32)
    assert np.asarray(from_deep(Image.fromarray(shares)))[0].tolist() == [0, 127, 255, 0, 0]


def test_inks_without_a_marker_are_turned_where_the_paper_would_be_dark() -> None:
    plain, inverted = sheet().convert("CMYK"), ImageChops.invert(sheet().convert("CMYK"))
    for ink in (plain, inverted):
        with Image.open(io.BytesIO(without_adobe(jpeg(ink)))) as image:
            assert np.asarray(with_light_paper(image).convert("L")).mean() > 200
    with Image.open(io.BytesIO(cmyk())) as marked:
        assert with_light_paper(marked) is marked


def test_a_dot_and_a_thread_are_no_sheets_of_paper() -> None:
    LIMITS.check_shape(1, 16, 1_600)
    for size in ((15, 15), (0, 0), (16, 1_601), (30_000, 299)):
        with pytest.raises(TooFewPixels):
            LIMITS.check_shape(1, *size)


def test_a_picture_that_its_decoder_holds_many_times_may_have_fewer_pixels(tmp_path: Path) -> None:
    for way, fits in (("DCTDecode", True), ("JPXDecode", False)):
        file = tmp_path / "large.pdf"
        file.write_bytes(one(b"never decoded", way, Width=8_000, Height=6_000))
        if fits:
            assert look_at(file, None, LIMITS).pages == 1
        else:
            with pytest.raises(TooManyPixels):
                look_at(file, None, LIMITS)


def test_a_picture_that_hides_a_pdf_is_a_picture(tmp_path: Path) -> None:
    for data, pdf in ((jpeg_and_pdf(), False), (scan(), True), (b"\n" * 900 + scan(), True)):
        file = tmp_path / "x"
        file.write_bytes(data)
        assert is_pdf(file) is pdf
