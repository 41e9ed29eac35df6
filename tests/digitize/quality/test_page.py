"""Each defect is named with its place, in both languages, within the time that a counter leaves."""

import re
import time
from collections.abc import Callable

import numpy as np
import pytest

from archive.values.reading import Box
from digitize.prepare.gray import to_gray
from digitize.quality.page import quality_of, quality_of_words, taken
from fixtures.scans import defects
from tests.digitize.quality.scanned import codes, judged, scan, text_page

SPOILT: dict[str, tuple[Callable[[np.ndarray], np.ndarray], float]] = {
    "blurred": (lambda page: defects.blur(page, 3.0), 200),
    "too-dark": (lambda page: defects.dark(page, 0.4), 200),
    "shadow": (lambda page: defects.hand_shadow(page, 0.4, 5), 200),
    "cut-off": (lambda page: defects.cut(page, "left", 0.3), 200),
    "gray-scan": (defects.gray, 200),
    "low-resolution": (lambda page: defects.resampled(page, 0.5), 100),
    "not-full-scale": (lambda page: defects.resampled(page, 0.9), 200),
}


@pytest.mark.parametrize("code", SPOILT)
def test_a_defect_is_named_and_no_other(code: str) -> None:
    spoil, dpi = SPOILT[code]
    assert codes(spoil(scan()), dpi) == [code]


@pytest.mark.parametrize("code", SPOILT)
def test_a_warning_says_in_both_languages_what_to_do(code: str) -> None:
    spoil, dpi = SPOILT[code]
    (notice,) = judged(spoil(scan()), dpi)
    assert re.search(r"\. Hãy .*\.$", notice.vi)
    assert len(re.findall(r"[.;] ", notice.en)) >= 1
    assert (notice.box is not None) == (code in ("shadow", "cut-off"))


def test_a_photograph_is_named() -> None:
    assert "photo" in codes(scan("quyet-dinh/photo", 3), 164)


@pytest.mark.parametrize(("stated", "found"), [(None, ["low-resolution"]), ((200.0, 200.0), [])])
def test_small_letters_tell_only_where_the_file_states_nothing(
    stated: tuple[float, float] | None, found: list[str]
) -> None:
    page = text_page(
        1, "ông bà được cấp giấy phép theo quy định của pháp luật hiện hành cho đến hết", points=6
    )
    how = taken(scan(), stated, (200, 200))
    assert [notice.code for notice in quality_of_words(page, how)] == found


def test_places_are_those_of_the_page_as_shown() -> None:
    page = defects.hand_shadow(scan(), 0.5, 4)
    (notice,) = judged(page)
    assert isinstance(notice.box, Box)
    assert 0 <= notice.box.left < notice.box.right <= page.shape[1]
    assert 0 <= notice.box.top < notice.box.bottom <= page.shape[0]


@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (5000, 2), (30, 30), (200, 260), (9, 9)])
@pytest.mark.parametrize("dpi", [72.0, 600.0])
def test_a_page_of_any_size_can_be_judged(shape: tuple[int, int], dpi: float) -> None:
    for pixels in (
        np.full((*shape, 3), 90, np.uint8),
        np.random.default_rng(3).integers(0, 256, shape, np.uint8),
    ):
        found = quality_of(to_gray(pixels), taken(pixels, (dpi, dpi), (dpi, dpi)))
        assert "gray-scan" in [notice.code for notice in found]


def test_looking_takes_less_than_a_seventh_of_a_second() -> None:
    page = scan()
    gray, spent = to_gray(page), []
    for _ in range(3):
        started = time.thread_time()
        quality_of(gray, taken(page, (200, 200), (200, 200)))
        spent.append(time.thread_time() - started)
    assert min(spent) < 0.15
