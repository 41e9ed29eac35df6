"""Lines that the layout analysis left out are found by their ink; specks, rules and pictures are not."""

import cv2
import numpy as np

from archive.values.reading import Box
from digitize.network.missed import missed
from digitize.ocr.ports import Gray, Strip

_TOPS = (200, 260, 320, 380, 440)


def _page() -> Gray:
    page = np.full((700, 900), 255, np.uint8)
    for top in _TOPS:
        cv2.putText(page, "DON DE NGHI", (300, top + 30), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    return page


def _strips(*tops: int) -> list[Strip]:
    return [Strip(Box(295, top, 620, top + 34), 0) for top in tops]


def test_a_heading_that_was_left_out_is_found_as_one_line() -> None:
    found = missed(_page(), _strips(*_TOPS[1:]))
    assert len(found) == 1
    box = found[0].box
    assert abs(box.left - 300) < 12
    assert abs(box.top - 202) < 8
    assert 505 < box.right < 525


def test_where_every_line_is_known_nothing_is_found() -> None:
    assert missed(_page(), _strips(*_TOPS)) == []


def test_specks_and_rules_and_pictures_are_no_lines() -> None:
    page = _page()
    page[600:604, 100:800] = 0
    page[620:625, 500:505] = 0
    page[20:160, 20:160] = 0
    assert missed(page, _strips(*_TOPS)) == []


def test_a_page_of_a_line_or_two_is_left_alone() -> None:
    assert missed(_page(), _strips(_TOPS[0])) == []
