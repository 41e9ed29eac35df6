"""What stands around a line on a page: rules, lines above and below, strokes, seals, sides of cells.

Must not touch the text; what is around may run through it.
"""

import dataclasses as dc
from collections.abc import Callable

import cv2
import numpy as np

from scripts.train_lines.chance import Chance
from scripts.train_lines.setting import Ink, Setting

_RULED, _BESIDE, _STRUCK, _SEALED, _BOXED = 0.05, 0.45, 0.04, 0.04, 0.07
"""Shares of the lines."""
_DARK = 80


@dc.dataclass(frozen=True, slots=True)
class Edges:
    """Where the ink of a line lies: rows and columns, the last ones beyond it; parts of pixels may be."""

    top: float
    bottom: float
    left: float
    right: float


def rule(line: Setting, chance: Chance) -> None:
    """Draw a rule under some lines."""
    rng, width = chance.one, line.ink.shape[1]
    if rng.random() < _RULED:
        row = line.base + int(line.size * rng.uniform(0.08, 0.3))
        rows = slice(row, row + rng.randint(1, 4))
        line.ink[rows, rng.randint(0, width // 2) : rng.randint(width // 2, width)] = 255


def edges(ink: Ink) -> Edges | None:
    """Return the edges of what is dark enough to be seen; None where nothing is."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > _DARK), np.flatnonzero(ink.max(axis=0) > _DARK)
    if not len(rows):
        return None
    return Edges(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)


def neighbours(line: Setting, another: Callable[[], Setting], chance: Chance) -> None:
    """Put other lines above and below some, so near that they reach in."""
    rng, (height, width) = chance.one, line.ink.shape
    if rng.random() >= _BESIDE:
        return
    for way in (-1, 1):
        if rng.random() < 0.3:
            continue
        other = another()
        down = int(way * line.size * rng.uniform(1.05, 1.6)) + line.base - other.base
        aside = rng.randint(-line.size * 3, line.size * 3)
        top, bottom = max(0, down), min(height, down + other.ink.shape[0])
        left, right = max(0, aside), min(width, aside + other.ink.shape[1])
        if bottom > top and right > left:
            here = line.ink[top:bottom, left:right]
            np.maximum(here, other.ink[top - down : bottom - down, left - aside : right - aside], out=here)


def strokes(line: Setting, chance: Chance) -> None:
    """Draw a stroke of a pen through some lines, and the rim of a seal through others."""
    rng, (height, width) = chance.one, line.ink.shape
    if rng.random() < _STRUCK:
        points = (chance.many.random((4, 2)) * (width, height * 1.6)).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(line.ink, [points], False, rng.uniform(60, 200), rng.randint(1, 4), cv2.LINE_AA)
    if rng.random() < _SEALED:
        middle = rng.randint(0, width), rng.randint(-height, 2 * height)
        radius = rng.randint(line.size, line.size * 5)
        cv2.circle(line.ink, middle, radius, rng.uniform(40, 160), rng.randint(1, 4), cv2.LINE_AA)


def cells(line: Setting, found: Edges, chance: Chance) -> Edges:
    """Draw sides of a table's cell or of a form's box around some lines; return the edges to cut at."""
    rng, size, (height, width) = chance.one, line.size, line.ink.shape
    if rng.random() >= _BOXED:
        return found
    for column in (found.left - rng.randint(2, size), found.right + rng.randint(2, size)):
        if rng.random() < 0.7:
            start = int(column), rng.choice((0, int(found.top)))
            _draw(line.ink, start, (int(column) + rng.randint(-2, 2), height), chance)
    if rng.random() < 0.4:
        found = dc.replace(found, left=found.left - size * 0.6, right=found.right + size * 0.6)
    if rng.random() < 0.3:
        row = int(rng.choice((found.top - rng.randint(0, 6), found.bottom + rng.randint(0, 6))))
        _draw(line.ink, (0, row), (width, row), chance)
    return found


def _draw(ink: Ink, start: tuple[int, int], end: tuple[int, int], chance: Chance) -> None:
    dark, thick = chance.one.uniform(120, 255), chance.one.randint(1, 4)
    cv2.line(ink, start, end, dark, thick, cv2.LINE_AA)
