"""Rows of printed boxes for one figure each: their lines go, and the figures are read as one number.

Left in, every upright line between two figures is read as a `1` or an `I`.
Must not touch letters: only upright lines of one height at equal steps, joined above or below, are boxes.
"""

import dataclasses as dc
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

_INK = 190
"""On a page of even light; a thin rule of a scan is paler than letters."""
_UPRIGHT_INCH, _TALL_INCH = 0.14, 0.5
"""Heights of the lines: capitals of running text are lower than the least."""
_THICK_INCH = 0.025
"""Stems of bold letters are thicker."""
_GAP_INCH = 0.02
_STEP_INCH = 0.11, 0.5
_LEVEL = 0.25
"""Share of the height by which lines of one row may begin or end apart."""
_EVEN = 0.15
"""Share of the step by which steps of one row may differ."""
_LINES = 5
"""Upright lines of a row at least: four boxes."""
_WORN = 0.5
"""Share of its height that is left of a worn upright line."""
_JOINED = 0.7
"""Share of the row's length along which a line runs above or below."""


@dc.dataclass(frozen=True, slots=True)
class _Line:
    """An upright line in pixels."""

    left: int
    top: int
    wide: int
    tall: int

    @property
    def middle(self) -> float:
        return self.left + self.wide / 2


def without_combs(gray: Gray, dpi: int) -> Gray:
    """Return `gray` without the lines of rows of boxes.

    Args:
        gray: rows × columns, 8 bit, upright, straight, background white.
        dpi: its resolution.
    """
    ink = (gray < _INK).astype(np.uint8)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((math.ceil(_GAP_INCH * dpi), 1), np.uint8))
    down = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((math.ceil(_UPRIGHT_INCH * dpi), 1), np.uint8))
    combs = [comb for comb in _combs(_lines(np.asarray(down, np.uint8), dpi), dpi) if _is_joined(ink, comb)]
    if not combs:
        return gray
    erased = gray.copy()
    for comb in combs:
        _erase(erased, ink, comb)
    return erased


def _lines(down: npt.NDArray[np.uint8], dpi: int) -> list[_Line]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(down)
    return [
        _Line(left, top, wide, tall)
        for left, top, wide, tall, _ in stats[1:].tolist()
        if wide <= _THICK_INCH * dpi and tall <= _TALL_INCH * dpi
    ]


def _combs(lines: Sequence[_Line], dpi: int) -> Iterator[list[_Line]]:
    """Yield runs of lines of one height at equal steps; one line of a run may be lost."""
    left = sorted(lines, key=lambda line: line.left)
    low, high = (inch * dpi for inch in _STEP_INCH)
    while left:
        row = [left[0]]
        step = 0.0
        for line in left[1:]:
            across = line.middle - row[-1].middle
            if not _is_level(row[0], line) or across < low / 2:
                continue
            if not step and low <= across <= high:
                step = across
            if step and any(abs(across - times * step) <= _EVEN * step for times in (1, 2)):
                row.append(line)
            elif across > 2 * (step or high):
                break
        if len(row) >= _LINES:
            yield row
        taken = row if len(row) >= _LINES else row[:1]
        left = [line for line in left if line not in taken]


def _is_level(one: _Line, other: _Line) -> bool:
    slack = _LEVEL * one.tall
    return abs(one.top - other.top) <= slack and abs(one.top + one.tall - other.top - other.tall) <= slack


def _is_joined(ink: npt.NDArray[np.uint8], comb: Sequence[_Line]) -> bool:
    """Say whether one straight line runs along the upper or the lower ends; serifs are short."""
    left, right = comb[0].left, comb[-1].left + comb[-1].wide
    rim = max(2, comb[0].tall // 8)
    step = min(other.middle - one.middle for one, other in pairwise(comb))
    run = np.ones((1, round(1.5 * step)), np.uint8)
    for ends in ([line.top for line in comb], [line.top + line.tall for line in comb]):
        strip = ink[max(min(ends) - rim, 0) : max(ends) + rim, left:right]
        along = cv2.morphologyEx(strip, cv2.MORPH_OPEN, run)
        if along.any(axis=0).mean() >= _JOINED:
            return True
    return False


def _erase(gray: Gray, ink: npt.NDArray[np.uint8], comb: Sequence[_Line]) -> None:
    """Whiten a row's lines in place: upright ones, also worn ones at the same steps, and what joins them."""
    height, width = ink.shape
    rim = max(3, comb[0].tall // 8)
    top, bottom = min(line.top for line in comb) - rim, max(line.top + line.tall for line in comb) + rim
    top, bottom = max(top, 0), min(bottom, height)
    steps = [other.middle - one.middle for one, other in pairwise(comb)]
    step = min(steps)
    places = [
        line.middle + (step if wide > 1.5 * step else 0) for line, wide in zip(comb, [*steps, 0], strict=True)
    ]
    places += [line.middle for line in comb]
    for start, way in ((comb[0].middle, -step), (comb[-1].middle, step)):
        at = start + way
        while 0 < at < width and _inked(ink[top:bottom], at) >= _WORN:
            places.append(at)
            at += way
    half = max(line.wide for line in comb) / 2 + 1
    for at in places:
        gray[top:bottom, max(round(at - half), 0) : round(at + half) + 1] = 255
    # one box further on either side: its own outer line may be lost
    columns = slice(max(round(min(places) - step) - rim, 0), round(max(places) + step) + rim)
    run = np.ones((1, max(round(step), 8)), np.uint8)
    across = np.asarray(cv2.morphologyEx(ink[top:bottom, columns], cv2.MORPH_OPEN, run), np.uint8)
    gray[top:bottom, columns][cv2.dilate(across, np.ones((3, 3), np.uint8)) > 0] = 255


def _inked(rows: npt.NDArray[np.uint8], at: float) -> float:
    """Return the share of the rows that have ink at a place across."""
    return float(rows[:, max(round(at) - 2, 0) : round(at) + 3].any(axis=1).mean())
