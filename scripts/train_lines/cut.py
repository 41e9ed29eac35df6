"""Cuts a line out of its page as a layout does: roughly, on paper that lies askew, at a scanner's detail.

Must not wear the ink.
"""

import dataclasses as dc
import math

import cv2
import numpy as np

from scripts.train_lines.around import Edges
from scripts.train_lines.chance import Chance
from scripts.train_lines.setting import Ink, Setting, Spans

ROWS = 48
"""Rows of a line as the network reads it (`digitize.network.strips.ROWS`)."""
_LEAST_COLUMNS = 12
OVER = 2
"""Pixels that are drawn for each that the scanner sees, both ways."""


@dc.dataclass(frozen=True, slots=True)
class Piece:
    """A line that was cut out, `OVER` times as large as the scanner sees it.

    Attributes:
        ink: the picture.
        rows, columns: what the scanner sees of it.
        wide: columns when it has `ROWS` rows.
        detail: share of those rows that the scanner sees.
        written: of those columns, where a hand wrote.
    """

    ink: Ink
    rows: int
    columns: int
    wide: int
    detail: float
    written: Spans


def cut(line: Setting, found: Edges, most: int, chance: Chance) -> Piece | None:
    """Cut `line` out at `found`; None where it would be wider than `most` columns, or too narrow."""
    rng, around = chance.one, _margin(found, line.size, chance)
    down = ROWS / (around.bottom - around.top)
    along = down * rng.choice((1, 1, rng.uniform(0.82, 1.2)))
    wide = round((around.right - around.left) * along)
    if not _LEAST_COLUMNS <= wide <= most:
        return None
    detail = rng.choice((1, 1, 1, rng.uniform(0.7, 1), rng.uniform(0.45, 0.75)))
    rows, columns = max(20, round(ROWS * detail)), max(8, round(wide * detail))
    across, below = _grid(rows, columns, around, (down * detail * OVER, along * detail * OVER))
    _bend(across, below, line, around, chance)
    ink = cv2.GaussianBlur(line.ink, (0, 0), 0.6) if down * detail * OVER < 0.8 else line.ink
    seen = cv2.remap(ink, across.astype(np.float32), below.astype(np.float32), cv2.INTER_LINEAR)
    written = tuple(
        ((left - around.left) * along, (right - around.left) * along) for left, right in line.written
    )
    return Piece(seen, rows, columns, wide, detail, written)


def _margin(found: Edges, size: int, chance: Chance) -> Edges:
    """Leave a little paper around the ink, at some a lot; or cut a little of it off."""
    rng, tall = chance.one, found.bottom - found.top
    top, bottom = found.top - tall * rng.uniform(-0.04, 0.22), found.bottom + tall * rng.uniform(-0.04, 0.22)
    left, right = found.left - size * rng.uniform(0, 0.4), found.right + size * rng.uniform(0, 0.4)
    if rng.random() < 0.15:
        top -= tall * rng.uniform(0, 0.5)
    if rng.random() < 0.15:
        bottom += tall * rng.uniform(0, 0.5)
    return Edges(top, bottom, left, right)


def _grid(rows: int, columns: int, around: Edges, scale: tuple[float, float]) -> tuple[Ink, Ink]:
    """Return for each pixel of the cut the column and the row where it lies on the page."""
    down, along = scale
    across = (np.arange(columns * OVER, dtype=np.float32) + 0.5) / along + around.left
    below = (np.arange(rows * OVER, dtype=np.float32) + 0.5) / down + around.top
    return tuple(np.meshgrid(across, below))


def _bend(across: Ink, below: Ink, line: Setting, around: Edges, chance: Chance) -> None:
    """Turn, wave and lean, each at some lines."""
    rng, size = chance.one, line.size
    if rng.random() < 0.5:
        slope = math.tan(math.radians(rng.gauss(0, 0.35)))
        below += (across - (around.left + around.right) / 2) * slope
    if rng.random() < 0.25:
        deep = size * rng.uniform(0, 0.10)
        below += deep * np.sin(across / (size * rng.uniform(6, 30)) + rng.uniform(0, 6))
    if rng.random() < 0.2:
        across += (below - line.base) * rng.uniform(-0.12, 0.12)
