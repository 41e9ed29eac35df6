"""Coloured seals and signatures fade; red titles and black print do not."""

import cv2
import numpy as np
import pytest
from PIL import ImageDraw

from digitize.prepare.seals import seal_boxes, without_seals
from tests.fakes.pages import DPI, font, page

RED, BLUE = (205, 40, 50), (40, 60, 170)


def stamped() -> np.ndarray:
    image = page(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Trần Minh Khôi"), left=900, top=1400)
    draw = ImageDraw.Draw(image)
    draw.ellipse((760, 1420, 1050, 1710), outline=RED, width=8)
    draw.regular_polygon((905, 1565, 60), 5, fill=RED)
    draw.line([(950, 1560), (1010, 1480), (1060, 1600), (1180, 1500)], fill=BLUE, width=5)
    draw.text((200, 300), "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", font=font(20), fill=RED)
    draw.text((900, 1648), "Trần Minh Khôi", font=font(13), fill=(25, 25, 30))
    return np.asarray(image)


def test_a_seal_fades_and_the_print_over_it_stays() -> None:
    pixels = stamped()
    gray = without_seals(pixels, DPI)
    black = pixels.max(axis=2) < 60
    red = (pixels[..., 0] > 190) & (pixels[..., 1] < 60)
    seal = red.copy()
    seal[:1300] = False
    assert gray[seal].min() > 180
    assert gray[black].max() < 70


@pytest.mark.parametrize("light", [1.0, 0.75, 0.55])
def test_in_shadow_a_seal_becomes_paper_and_the_print_under_it_stays_dark(light: float) -> None:
    pixels = (stamped() * light).astype(np.uint8)
    gray = without_seals(pixels, DPI)
    paper, seal = 255 * light, (stamped()[..., 0] > 190) & (stamped()[..., 1] < 60)
    seal[:1300] = False
    assert gray[seal].min() > 0.9 * paper
    assert gray[stamped().max(axis=2) < 60].max() < 0.3 * paper


def test_a_blurred_photograph_in_shadow_still_shows_its_seal() -> None:
    shot = cv2.GaussianBlur(stamped(), (0, 0), 2.2) * 0.5
    (box,) = seal_boxes(shot.astype(np.uint8), DPI)
    assert (box.left, box.top) <= (760, 1420)
    assert (box.right, box.bottom) >= (1050, 1710)


def test_a_red_title_is_not_a_seal() -> None:
    pixels = stamped()
    assert all(box.top > 1300 for box in seal_boxes(pixels, DPI))
    title = without_seals(pixels, DPI)[290:420]
    assert title.min() < 110


def test_tinted_paper_is_not_a_seal() -> None:
    pixels = np.empty((2339, 1654, 3), np.uint8)
    pixels[:] = (250, 205, 190)
    assert seal_boxes(pixels, DPI) == []


def test_a_gray_page_comes_back_as_it_is() -> None:
    gray = stamped().max(axis=2)
    assert (without_seals(gray, DPI) == gray).all()


@pytest.mark.parametrize("ink", [(150, 90, 165), (190, 100, 150), (120, 60, 150)])
def test_the_thin_rings_of_a_violet_seal_fade_too(ink: tuple[int, int, int]) -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    for inset in (0, 30):
        draw.ellipse((300 + inset, 1000 + inset, 580 - inset, 1280 - inset), outline=ink, width=6)
    pixels = np.asarray(image)
    ring = (pixels == np.array(ink)).all(axis=2)
    assert without_seals(pixels, DPI)[ring].min() > 240


def test_violet_paper_is_not_a_seal() -> None:
    pixels = (np.asarray(page()) * np.array([0.95, 0.8, 0.95])).astype(np.uint8)
    assert seal_boxes(pixels, DPI) == []
