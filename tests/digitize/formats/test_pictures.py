"""Pages of picture files come as a viewer shows them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archive.settings import Settings
from digitize.errors import DamagedFile, TooManyPixels
from digitize.formats.limits import Limits
from digitize.formats.pictures import Picture, load_page

LIMITS = Limits.of(Settings(max_pixels=2_000_000), "x")


def drawn() -> Image.Image:
    """Return a picture whose corners differ: red, green, blue, white (clockwise from top left)."""
    image = Image.new("RGB", (120, 80), "white")
    image.paste((220, 30, 30), (0, 0, 60, 40))
    image.paste((30, 200, 30), (60, 0, 120, 40))
    image.paste((30, 30, 220), (60, 40, 120, 80))
    return image


def load(file: Path, number: int = 1) -> Picture:
    return load_page(file, number, LIMITS)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int) -> None:
    stored = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    image = drawn() if stored is None else drawn().transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(tmp_path / "x.png", exif=exif)
    assert np.array_equal(np.asarray(load(tmp_path / "x.png").image), np.asarray(drawn()))


def test_a_turned_page_swaps_its_resolutions(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn().save(tmp_path / "x.tif", dpi=(204, 98))
    assert (load(tmp_path / "x.tif").dpi_x, load(tmp_path / "x.tif").dpi_y) == (204, 98)
    drawn().save(tmp_path / "x.png", dpi=(300, 150), exif=exif)
    assert (load(tmp_path / "x.png").dpi_x, load(tmp_path / "x.png").dpi_y) == (150, 300)


@pytest.mark.parametrize(("dpi", "stated"), [(72, False), (300, True), (2400, False), (None, False)])
def test_an_unlikely_resolution_is_not_believed(tmp_path: Path, dpi: int | None, stated: bool) -> None:
    drawn().save(tmp_path / "x.png", **({"dpi": (dpi, dpi)} if dpi else {}))
    found = load(tmp_path / "x.png")
    assert (found.dpi_x, found.stated) == (dpi if stated else 200, stated)


@pytest.mark.parametrize("saved_as", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(tmp_path: Path, saved_as: str) -> None:
    drawn().convert("CMYK").save(tmp_path / "x", saved_as)
    image = load(tmp_path / "x").image
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((20, 15))
    assert red > 150 > 100 > max(green, blue)


def test_sixteen_bit_gray_keeps_its_tones(tmp_path: Path) -> None:
    tones = np.linspace(0, 65535, 256, dtype=np.uint16).reshape(16, 16)
    Image.fromarray(tones).save(tmp_path / "x.tif")
    Image.fromarray(tones).save(tmp_path / "x.png")
    for name in ("x.tif", "x.png"):
        shown = np.asarray(load(tmp_path / name).image).astype(int)
        assert np.abs(shown - np.arange(256).reshape(16, 16)).max() <= 1


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", "raw"])
def test_pages_of_a_tiff_are_told_apart(tmp_path: Path, compression: str) -> None:
    first, second = Image.new("1", (64, 64), 1), Image.new("1", (64, 64), 1)
    second.paste(0, (0, 0, 32, 64))
    first.save(tmp_path / "x.tif", save_all=True, append_images=[second], compression=compression)
    assert np.asarray(load(tmp_path / "x.tif", 1).image).min() == 255
    assert np.asarray(load(tmp_path / "x.tif", 2).image)[:, :32].max() == 0
    with pytest.raises(DamagedFile):
        load(tmp_path / "x.tif", 3)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "x.png")
    assert load(tmp_path / "x.png").image.getpixel((5, 5)) == (255, 255, 255)
    Image.new("P", (20, 20)).save(tmp_path / "p.png", transparency=0)
    assert load(tmp_path / "p.png").image.getpixel((5, 5)) == (255, 255, 255)


def test_the_pixel_limit_holds(tmp_path: Path) -> None:
    Image.new("1", (1500, 1500)).save(tmp_path / "x.png")
    with pytest.raises(TooManyPixels):
        load(tmp_path / "x.png")
