"""Cut letters are noticed at each edge; dirt, edges of scanners and rules are none."""

import numpy as np
import pytest

from digitize.quality.edges import Side, cut_off
from fixtures.scans import defects
from tests.digitize.quality.scanned import scan, small


@pytest.mark.parametrize(("side", "share"), [(Side.LEFT, 0.25), (Side.RIGHT, 0.25), (Side.LEFT, 0.4)])
def test_cut_lines_are_noticed_at_their_edge(side: Side, share: float) -> None:
    page = scan()
    found = cut_off(small(defects.cut(page, side.value, share)))
    assert found is not None
    assert found[0] is side
    assert (found[1].left == 0) == (side is Side.LEFT)
    assert (found[1].top, found[1].bottom) == (0, page.shape[0])


def test_a_line_that_is_cut_along_is_noticed_at_the_top_and_when_turned_at_the_bottom() -> None:
    spoilt = defects.cut_line(scan())
    found, turned = cut_off(small(spoilt)), cut_off(small(np.ascontiguousarray(spoilt[::-1, ::-1])))
    assert found is not None
    assert turned is not None
    assert (found[0], turned[0]) == (Side.TOP, Side.BOTTOM)


def test_rules_black_edges_and_dirt_at_the_edge_are_no_letters() -> None:
    page = scan().copy()
    page[:, :9] = 30
    for y in range(300, 2000, 150):
        page[y : y + 3] = 40
    for y in range(100, 2200, 40):
        page[y : y + 2, -2:] = 60
    assert cut_off(small(page)) is None
