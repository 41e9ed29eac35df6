"""A shadow is told from what is only dark, and darkness from colour."""

import numpy as np
import pytest

from digitize.quality.light import shadow, too_dark
from fixtures.scans import defects
from tests.digitize.quality.scanned import scan, small


@pytest.mark.parametrize("left", [0.5, 0.3])
def test_too_little_light_is_noticed(left: float) -> None:
    assert too_dark(small(defects.dark(scan(), left)))


@pytest.mark.parametrize("colour", [(250, 250, 245), (250, 215, 220), (190, 40, 50), (200, 200, 200)])
def test_paper_of_any_usual_colour_is_not_too_dark(colour: tuple[int, int, int]) -> None:
    page = np.minimum(scan(), np.array(colour, np.uint8))
    assert not too_dark(small(page))
    assert shadow(small(page), None) is None


@pytest.mark.parametrize("depth", [0.3, 0.6])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_shadow_of_a_hand_is_found_where_it_lies(depth: float, seed: int) -> None:
    page = scan()
    spoilt = defects.hand_shadow(page, depth, seed)
    place = shadow(small(spoilt), None)
    assert place is not None
    lost = page.min(axis=2).astype(int) - spoilt.min(axis=2) > 0.8 * depth * page.min(axis=2)
    inside = lost[place.top : place.bottom, place.left : place.right]
    assert inside.sum() > 0.9 * lost.sum()


def test_the_shadow_of_a_fold_reaches_its_edge() -> None:
    page = scan("giay-khai-sinh/uneven", 22)
    place = shadow(small(page), None)
    assert place is not None
    assert place.left == 0 or place.right == page.shape[1]


def test_a_scanners_black_edge_is_no_shadow() -> None:
    page = scan().copy()
    page[:, :18], page[-14:] = 40, 60
    assert shadow(small(page), None) is None


def test_a_lid_behind_a_smaller_sheet_is_no_shadow() -> None:
    lid = np.full((2339, 1654, 3), 170, np.uint8)
    lid[:1700, :1200] = scan()[:1700, :1200]
    assert shadow(small(lid), None) is None


def test_a_coloured_ground_and_a_picture_are_no_shadow() -> None:
    page = scan().copy()
    page[1700:, :900] = np.minimum(page[1700:, :900], np.array([150, 190, 240], np.uint8))
    page[300:900, 500:1000] = 130
    assert shadow(small(page), None) is None


def test_a_page_smaller_than_a_letter_has_no_shadow() -> None:
    assert shadow(small(np.full((12, 9, 3), 200, np.uint8)), None) is None
