"""A photograph is told by its desk; a lid and a printed border are none."""

import numpy as np
import pytest

from digitize.quality.photo import desk_around
from tests.digitize.quality.scanned import codes, scan, small


@pytest.mark.parametrize("seed", [3, 8, 15])
def test_a_page_on_a_desk_is_a_photograph(seed: int) -> None:
    desk = desk_around(small(scan("quyet-dinh/photo", seed), 164))
    assert desk is not None
    assert desk[0].all()
    assert not desk[desk.shape[0] // 2, desk.shape[1] // 2]


def test_a_sheet_before_a_black_lid_is_a_scan() -> None:
    lid = np.full((2339, 1654, 3), 25, np.uint8)
    lid[200:2000, 150:1450] = scan()[200:2000, 150:1450]
    assert desk_around(small(lid)) is None


def test_a_printed_border_that_runs_to_the_edge_is_no_desk() -> None:
    page = scan().copy()
    for part in (page[:60], page[-60:], page[:, :60], page[:, -60:]):
        part[:] = (150, 60, 50)
    assert desk_around(small(page)) is None


@pytest.mark.parametrize("kind", ["clean", "scan", "seal", "tilt", "upside-down", "sideways", "show-through"])
@pytest.mark.parametrize("seed", [30, 31])
def test_a_good_scan_is_warned_of_nothing(kind: str, seed: int) -> None:
    assert codes(scan(kind, seed)) == []
