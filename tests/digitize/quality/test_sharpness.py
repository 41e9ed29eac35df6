"""Blur is noticed before it costs words, and where it is; what is soft on a sharp page is not."""

import numpy as np
import pytest

from archive.values.reading import Box
from digitize.prepare.gray import to_gray
from digitize.quality.sharpness import blurred
from fixtures.scans import defects, light
from tests.digitize.quality.scanned import DPI, scan


@pytest.mark.parametrize("sigma", [2.7, 4.0])
def test_a_page_out_of_focus_is_blurred_everywhere(sigma: float) -> None:
    page = defects.blur(scan(), sigma)
    assert blurred(to_gray(page), DPI) == Box(0, 0, page.shape[1], page.shape[0])


def test_a_page_that_was_moved_is_blurred_though_it_is_sharp_one_way() -> None:
    assert blurred(to_gray(defects.shake(scan(), 10)), DPI) is not None


def test_the_part_that_did_not_lie_on_the_glass_is_named() -> None:
    page = scan()
    place = blurred(to_gray(defects.blur_part(page, 3.5, 0.45)), DPI)
    assert place is not None
    assert place.top >= page.shape[0] * 0.6
    assert place.bottom == page.shape[0]


@pytest.mark.parametrize("sigma", [0.6, 1.2])
def test_the_soft_optics_of_a_scanner_are_no_blur(sigma: float) -> None:
    assert blurred(to_gray(light.soften(scan(), sigma)), DPI) is None


@pytest.mark.parametrize(
    "kind", ["the-bao-hiem-y-te/show-through", "can-cuoc/uneven", "bang-tot-nghiep/faint"]
)
def test_portraits_and_pale_print_are_no_blur(kind: str) -> None:
    assert blurred(to_gray(scan(kind, 23)), DPI) is None


def test_a_finer_scan_is_judged_as_the_same_page() -> None:
    twice = np.repeat(np.repeat(to_gray(scan()), 2, 0), 2, 1)
    assert blurred(twice, 2 * DPI) is None


@pytest.mark.parametrize("shape", [(10, 10), (2339, 40)])
def test_a_page_smaller_than_a_tile_is_not_judged(shape: tuple[int, int]) -> None:
    assert blurred(np.zeros(shape, np.uint8), DPI) is None


def test_rules_alone_are_no_blurred_print() -> None:
    sheet = np.full((2339, 1654), 250, np.uint8)
    sheet[200:2200:60] = 40
    assert blurred(sheet, DPI) is None


@pytest.mark.parametrize(("sigma", "is_blurred"), [(3.0, True), (0.6, False)])
def test_in_the_dark_blur_is_told_from_sharp_print(sigma: float, is_blurred: bool) -> None:
    dark = (to_gray(defects.blur(scan(), sigma)) * 0.4).astype(np.uint8)
    assert (blurred(dark, DPI) is not None) == is_blurred
