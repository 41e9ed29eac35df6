"""Only a page with nothing on it is blank."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from digitize.prepare.blank import is_blank
from tests.fakes.pages import A4, DPI, font, page

NOISE = np.random.default_rng(5)


def sheet() -> Image.Image:
    return Image.new("L", A4, 250)


def test_white_paper_with_noise_dust_and_shadow_is_blank() -> None:
    gray = np.full((A4[1], A4[0]), 240.0) + NOISE.normal(0, 5, (A4[1], A4[0]))
    gray -= np.linspace(0, 60, A4[0])[None, :]
    gray[:, :12] = 10  # the scanner's edge
    for y, x in NOISE.integers(100, 1500, (40, 2)):
        gray[y : y + 3, x : x + 3] = 60
    assert is_blank(gray.clip(0, 255).astype(np.uint8), DPI)


@pytest.mark.parametrize("tone", [0, 40, 110])
@pytest.mark.parametrize("share", [0.1, 1.0])
def test_what_is_too_dark_to_see_print_on_is_not_blank(tone: int, share: float) -> None:
    gray = np.full((A4[1], A4[0]), 240, np.float64)
    rows = round(share * A4[1])
    gray[:rows] = tone
    gray[rows : rows + 400] = np.linspace(tone, 240, 400)[: A4[1] - rows, None]  # no edge that looks like ink
    assert not is_blank(gray.astype(np.uint8), DPI)


def test_print_that_shines_through_is_blank() -> None:
    back = page(("Mặt sau " * 6,) * 20).convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    behind = np.asarray(back.filter(ImageFilter.GaussianBlur(2)), np.int_)  # paper scatters light
    for share in (6, 9, 14):
        assert is_blank((255 - (255 - behind) // share).astype(np.uint8), DPI)


@pytest.mark.parametrize("contrast", [18, 24, 36])
def test_print_of_an_empty_cartridge_is_not_blank(contrast: int) -> None:
    ink = (255 - np.asarray(page(("Tên: Bà Nở",)).convert("L"), np.float64)) / 255
    gray = 235 - contrast * ink + NOISE.normal(0, 3, ink.shape)
    assert not is_blank(gray.clip(0, 255).astype(np.uint8), DPI)


def test_punched_holes_are_no_print() -> None:
    image = sheet()
    for y in (850, 1480):
        ImageDraw.Draw(image).ellipse((70, y, 118, y + 48), fill=30)
    assert is_blank(np.asarray(image), DPI)


@pytest.mark.parametrize("text", ["Trang 12", "MẬT", "Đã thu: 8.000đ"])
def test_one_short_line_is_not_blank(text: str) -> None:
    image = sheet()
    ImageDraw.Draw(image).text((800, 1200), text, font=font(12), fill=60)
    assert not is_blank(np.asarray(image), DPI)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_line_in_the_margin_is_not_blank(turned: int) -> None:
    image = sheet()
    ImageDraw.Draw(image).text((800, 2306), "Mã: 88123", font=font(9), fill=60)
    assert not is_blank(np.asarray(image.rotate(turned, expand=True)), DPI)


def test_torn_edges_and_dust_in_the_margin_are_blank() -> None:
    image = sheet()
    draw = ImageDraw.Draw(image)
    for at, x in enumerate(NOISE.integers(0, A4[0], 30)):
        draw.rectangle((x, 0, x + 20, 6 + at), fill=40)  # from the edge inward
        draw.ellipse((x, 2318, x + 6, 2324), fill=40)
    draw.line((0, 2330, A4[0], 2326), fill=70, width=6)
    assert is_blank(np.asarray(image), DPI)


def test_a_signature_alone_is_not_blank() -> None:
    image = sheet()
    ImageDraw.Draw(image).line([(900, 1500), (1000, 1400), (1080, 1520), (1200, 1420)], fill=90, width=4)
    assert not is_blank(np.asarray(image), DPI)


def test_light_print_is_not_blank() -> None:
    gray = np.asarray(page().convert("L")).astype(int)
    assert not is_blank((255 - (255 - gray) * 2 // 5).astype(np.uint8), DPI)
