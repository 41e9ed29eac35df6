"""Finds the free place on a page that lies nearest to a corner.

Must not cover print or a QR code: no place is an answer.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from signing.pades.sign.values import Place

CELL = 2
"""Points a cell of the occupancy map: 0.7 mm, under the distance that is kept anyway."""
MARGIN = 12
"""Points kept free at the page's edge: printers do not reach it (4 mm)."""
GAP = 4
"""Points kept free around print; a QR code needs a quiet zone (ISO/IEC 18004 section 5.3.8)."""


def place(
    page: tuple[float, float], occupied: Sequence[Box], size: tuple[float, float], corner: Place
) -> Box | None:
    """Return the free box of `size` nearest to `corner`, None where there is none.

    Args:
        page: width and height in points as shown.
        occupied: print, pictures and codes, points from the top left.
        size: width and height in points.
        corner: of the page.
    """
    across, down = math.ceil(size[0] / CELL), math.ceil(size[1] / CELL)
    taken = _map(page, occupied)
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int32)
    sums[1:, 1:] = taken.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    if sums.shape[0] <= down or sums.shape[1] <= across:
        return None
    inside = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
    rows, columns = np.nonzero(inside == 0)
    if not rows.size:
        return None
    x = columns if corner is Place.TOP_LEFT else taken.shape[1] - across - columns
    y = taken.shape[0] - down - rows if corner is Place.BOTTOM_RIGHT else rows
    best = int(np.argmin(x * x + y * y))
    left, top = int(columns[best]) * CELL, int(rows[best]) * CELL
    return Box(left, top, left + math.ceil(size[0]), top + math.ceil(size[1]))


def distance(page: tuple[float, float], box: Box, corner: Place) -> float:
    """Return how far `box` lies from `corner` of the page, in points."""
    x = box.left if corner is Place.TOP_LEFT else page[0] - box.right
    y = page[1] - box.bottom if corner is Place.BOTTOM_RIGHT else box.top
    return math.hypot(x, y)


def _map(page: tuple[float, float], occupied: Sequence[Box]) -> npt.NDArray[np.bool_]:
    """Return which cells (rows from the top, columns from the left) are taken."""
    rows, columns = int(page[1] // CELL), int(page[0] // CELL)
    taken = np.zeros((rows, columns), dtype=np.bool_)
    edge = math.ceil(MARGIN / CELL)
    taken[:edge], taken[-edge:], taken[:, :edge], taken[:, -edge:] = True, True, True, True
    for box in occupied:
        top, bottom = max(0, box.top - GAP) // CELL, math.ceil((box.bottom + GAP) / CELL)
        left, right = max(0, box.left - GAP) // CELL, math.ceil((box.right + GAP) / CELL)
        taken[top : max(0, bottom), left : max(0, right)] = True
    return taken
