"""Too few dots are noticed by what the file states, else by the letters; no card is taken for a bad scan."""

import pytest

from digitize.quality.resolution import low_by_letters, low_resolution
from tests.digitize.quality.scanned import text_page

BODY = "ông bà được cấp giấy phép theo quy định của pháp luật hiện hành cho đến ngày hết hạn"


@pytest.mark.parametrize("dpi", [(150, 150), (100, 200), (204, 98), (72, 72)])
def test_less_than_the_law_asks_for_is_low(dpi: tuple[float, float]) -> None:
    assert low_resolution(dpi, dpi) == min(dpi)


@pytest.mark.parametrize("dpi", [(200, 200), (300, 300), (204, 196), (199.6, 199.6)])
def test_the_resolution_that_the_law_asks_for_is_enough(dpi: tuple[float, float]) -> None:
    assert low_resolution(dpi, dpi) is None


def test_a_resolution_that_is_a_programs_default_does_not_convict() -> None:
    assert low_resolution((96, 96), (200, 200)) is None


def test_a_guess_from_pixels_alone_does_not_convict() -> None:
    assert low_resolution((600, 600), (145, 145)) is None


def test_tiny_letters_show_a_coarse_scan_whose_file_states_nothing() -> None:
    assert low_by_letters(text_page(1, BODY, points=13 / 2)) in range(80, 130)
    assert low_by_letters(text_page(1, BODY, points=13)) is None
    assert low_by_letters(text_page(1, "ông bà", points=6)) is None
