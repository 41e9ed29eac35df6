"""A scaled page is told by a size that no sheet has, or by letters smaller than prescribed."""

import pytest

from digitize.quality.motto import motto_of
from digitize.quality.scale import scaled_letters, scaled_sheet
from tests.digitize.quality.scanned import text_page

NAME, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
# In these pages a letter is half its size wide and a blank a quarter: 27 letters and 7 blanks, 20 and 7.
NAME_WIDTH, MOTTO_WIDTH = 27 / 2 + 7 / 4, 20 / 2 + 7 / 4


@pytest.mark.parametrize("factor", [0.9, 0.95, 1.08])
def test_a_scaled_a4_page_has_a_size_that_no_sheet_has(factor: float) -> None:
    size = round(1654 * factor), round(2339 * factor)
    assert scaled_sheet(*size, 200, 200) == (round(210 * factor), round(297 * factor))


@pytest.mark.parametrize(
    "millimetres",
    [(210, 297), (297, 210), (148, 210), (297, 420), (182, 257), (190, 270), (190, 265), (216, 356),
     (86, 54), (208, 296), (594, 841)],
)  # fmt: skip
def test_sheets_are_not_scaled(millimetres: tuple[int, int]) -> None:
    width, height = (round(side / 25.4 * 200) for side in millimetres)
    assert scaled_sheet(width, height, 200, 200) is None


def test_a_fax_has_another_resolution_down_than_across() -> None:
    assert scaled_sheet(1687, 1146, 204, 98) is None


def head(name_points: float, motto_points: float, symbol: str) -> tuple[float, float, object]:
    """Return the sizes measured on a page with that head, and what is said of it."""
    # The pages' own widths are not those of the font: letters of such a size make lines of that length.
    page = text_page(1, NAME, points=name_points * 20.7 / NAME_WIDTH)
    low = text_page(1, symbol, MOTTO, points=motto_points * 12.2 / MOTTO_WIDTH)
    words = (*page.words, *(type(word)(word.text, word.box, 0.9, word.line + 1) for word in low.words))
    both = type(page)(1, 1654, 2339, 200, 0, False, f"{NAME}\n{low.text}", 0.9, words)
    motto = motto_of(both)
    assert motto is not None
    return motto.name_points, motto.motto_points, scaled_letters(both)


@pytest.mark.parametrize(("name", "motto"), [(12, 13), (13, 14), (13, 13)])
def test_letters_of_the_prescribed_size_are_at_full_scale(name: float, motto: float) -> None:
    *points, said = head(name, motto, "Số: 12/QĐ-UBND")
    assert points == pytest.approx([name, motto], rel=0.02)
    assert said is None


def test_smaller_and_larger_letters_are_told_with_their_share() -> None:
    smaller, larger = head(12 * 0.85, 13 * 0.85, "Số: 12/QĐ-UBND")[2], head(16, 17, "Số: 12/QĐ-UBND")[2]
    assert isinstance(smaller, tuple)
    assert isinstance(larger, tuple)
    assert smaller[0] == pytest.approx(85, abs=2)
    assert larger[0] == pytest.approx(100 * 16 / 13, abs=2)


def test_papers_whose_letters_are_not_prescribed_are_left_alone() -> None:
    assert head(10, 11, "Số: 267/2020")[2] is None
