"""A sheet on a table is found and flattened; a page that fills its picture is left alone."""

import cv2
import numpy as np
import pytest

from digitize.prepare.sheet import Corners, flatten, sheet_corners, sheet_dpi
from tests.fakes.pages import LINES, page

PAGE = np.asarray(page(LINES * 4))
HIGH, WIDE = PAGE.shape[:2]
SEEN = np.array([[190, 150], [1750, 260], [1690, 2420], [110, 2350]], np.float32)


def photographed(seen: Corners, table: int, size: tuple[int, int] = (1900, 2560)) -> np.ndarray:
    """Lay the page on a table of one grey, its corners at `seen`."""
    corners = np.array([[0, 0], [WIDE, 0], [WIDE, HIGH], [0, HIGH]], np.float32)
    way = cv2.getPerspectiveTransform(corners, seen)
    return cv2.warpPerspective(PAGE, way, size, borderValue=(table, table, table))


@pytest.mark.parametrize("table", [25, 90, 150])
def test_the_corners_are_found_and_the_sheet_is_flat(table: int) -> None:
    shot = photographed(SEEN, table)
    corners = sheet_corners(shot)
    assert corners is not None
    assert np.abs(corners - SEEN).max() < 25
    flat, matrix = flatten(shot, corners)
    assert sheet_dpi(flat) == pytest.approx(200, rel=0.1)
    led = cv2.perspectiveTransform(corners[None], matrix)[0]
    assert led == pytest.approx(
        np.array([[0, 0], [flat.shape[1], 0], flat.shape[1::-1], [0, flat.shape[0]]]), abs=1
    )
    rows = (flat.min(axis=2) < 128).mean(axis=1)
    assert (rows == 0).sum() > HIGH // 4, "rows between the lines are white again"


def test_a_shadow_over_the_sheet_and_the_table_hides_no_edge() -> None:
    shot = photographed(SEEN, 100).astype(float)
    shot[900:1800, 700:] *= 0.55
    corners = sheet_corners(cv2.GaussianBlur(shot, (0, 0), 12).clip(0, 255).astype(np.uint8))
    assert corners is not None
    assert np.abs(corners - SEEN).max() < 40


def test_an_edge_outside_the_picture_is_its_border() -> None:
    corners = sheet_corners(photographed(SEEN, 60)[:2300])
    assert corners is not None
    assert corners[:2] == pytest.approx(SEEN[:2], abs=25)
    assert corners[2:, 1] == pytest.approx(2299, abs=15)


@pytest.mark.parametrize("edge", [0, 40])
def test_a_scan_is_left_alone_also_with_a_dark_edge(edge: int) -> None:
    scan = PAGE.copy()
    scan[:, :edge] = 20
    assert sheet_corners(scan) is None


def test_a_thick_printed_frame_is_no_sheet() -> None:
    framed = PAGE.copy()
    cv2.rectangle(framed, (90, 90), (WIDE - 90, HIGH - 90), (120, 40, 40), 60)
    assert sheet_corners(framed) is None


def test_a_sheet_of_another_form_has_no_known_resolution() -> None:
    assert sheet_dpi(np.zeros((1000, 1000, 3), np.uint8)) is None
