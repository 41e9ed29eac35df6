"""Boxes of the prepared picture come back to where the word stands on the page as shown."""

import cv2
import numpy as np
import pytest

from archive.values.reading import Box
from digitize.prepare.deskew import straighten
from digitize.prepare.orientation import upright
from digitize.prepare.transform import Transform, quarter_turn, scaling


def place_of(gray: np.ndarray) -> Box:
    rows, columns = np.nonzero(gray < 128)
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def spotted() -> np.ndarray:
    gray = np.full((300, 200), 255, np.uint8)
    gray[40:60, 30:90] = 0
    return gray


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_quarter_turn_leads_back(rotation: int) -> None:
    gray = spotted()
    way = Transform.identity(200, 300).then(quarter_turn(rotation // 90, 200, 300))
    assert way.back(place_of(upright(gray, rotation))) == place_of(gray)


def test_turn_tilt_and_scale_lead_back_together() -> None:
    gray = spotted()
    turned = upright(gray, 90)
    straight, step = straighten(turned, 3.0)
    way = Transform.identity(200, 300).then(quarter_turn(1, 200, 300)).then(step).then(scaling(0.5, 0.5))
    found = place_of(straight)
    back = way.back(Box(*(round(edge / 2) for edge in found.as_list())))
    assert back.as_list() == pytest.approx(place_of(gray).as_list(), abs=6)


def test_a_box_never_leaves_the_page() -> None:
    way = Transform.identity(100, 50)
    assert way.back(Box(-5, -5, 500, 500)) == Box(0, 0, 100, 50)
    assert way.back(Box(200, 200, 300, 300)) == Box(99, 49, 100, 50)


def test_a_sheet_seen_at_a_slant_leads_back() -> None:
    gray = spotted()
    slant = np.array([[0.9, 0.05, 4.0], [0.02, 0.95, 6.0], [0.0004, 0.0002, 1.0]])
    seen = cv2.warpPerspective(gray, slant, (260, 360), borderValue=255)
    back = Transform.identity(200, 300).then(slant).back(place_of(seen))
    wanted = place_of(gray)
    assert back.as_list() == pytest.approx(wanted.as_list(), abs=7)
    assert (back.left, back.top) <= (wanted.left, wanted.top)
