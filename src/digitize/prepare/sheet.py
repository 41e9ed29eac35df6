"""The four edges of a sheet that was photographed on a table, and the sheet seen straight from above.

Must not cut anything off a page that fills its picture: an edge counts only where the picture is darker
outside it along most of its length.
"""

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from digitize.prepare.gray import to_gray
from digitize.prepare.transform import Matrix

_LONG = 320
"""Pixels of the long side when edges are sought; shadows and grain vanish, edges stay."""
_STRIP = 5
_STEP = 0.12
"""How much darker (log of light) the table is than the sheet beside an edge."""
_CLEAR_STEP = 1.5
"""A step that is higher says no more: one bright stain must not outweigh an edge."""
_SUPPORT = 0.62
_DEEPEST = 0.4
"""Share of the picture in which an edge is sought from either side."""
_LEAN = 0.14
"""Steepest slope of an edge: what leans more was no attempt to photograph a sheet."""
_LEAST_AREA = 0.3
_SIDES = 4
_A4_INCH = 297 / 25.4
_A4_SLACK = 0.12
"""A sheet seen at a slant looks shorter than it is."""

Corners = npt.NDArray[np.float32]
"""Top left, top right, bottom right, bottom left: 4 × 2, x and y in pixels."""
_Line = tuple[float, float]
"""Where an edge runs: across = first + second · along."""


def sheet_corners(pixels: npt.NDArray[Any]) -> Corners | None:
    """Find the corners of the sheet in a photograph; None where fewer than three edges are seen.

    A side that lies outside the picture is taken for the border of the picture.

    Args:
        pixels: 8-bit RGB or gray, rows × columns (× 3).
    """
    factor = _LONG / max(pixels.shape)
    if factor >= 1:
        return None
    small = to_gray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    light = np.log(cv2.medianBlur(small, 5).astype(np.float32) + 16)
    turns = (light.T, light.T[::-1], light, light[::-1])  # edges: left, right, top, bottom run along columns
    found = [_edge(np.ascontiguousarray(one)) for one in turns]
    if sum(line is not None for line in found) < _SIDES - 1:
        return None
    height, width = small.shape
    left = found[0] or (0.0, 0.0)
    right = _mirrored(found[1] or (0.0, 0.0), width - 1)
    top = found[2] or (0.0, 0.0)
    bottom = _mirrored(found[3] or (0.0, 0.0), height - 1)
    corners = [_crossing(left, top), _crossing(right, top), _crossing(right, bottom), _crossing(left, bottom)]
    small_corners = np.array(corners, np.float32)
    if cv2.contourArea(small_corners) < _LEAST_AREA * small.size or not _on_a_table(light, small_corners):
        return None
    return np.asarray(small_corners / factor, np.float32)


def sheet_dpi(pixels: npt.NDArray[Any]) -> float | None:
    """Return the resolution of a flattened sheet whose sides are those of A4; None for another form.

    Source: ISO 216, 210 × 297 mm.
    """
    long, short = max(pixels.shape[:2]), min(pixels.shape[:2])
    return long / _A4_INCH if abs(long / short - math.sqrt(2)) < _A4_SLACK else None


def _on_a_table(light: npt.NDArray[np.float32], corners: Corners) -> bool:
    """Say whether all around is darker than the sheet: around a printed frame there is paper again."""
    sheet = np.zeros(light.shape, np.uint8)
    cv2.fillConvexPoly(sheet, np.rint(corners).astype(np.int32), 1)
    around = cv2.dilate(sheet, np.ones((2 * _STRIP, 2 * _STRIP), np.uint8)) == 0
    if not around.any():
        around = sheet == 0
    return bool(np.median(light[sheet > 0]) - np.percentile(light[around], 75) > _STEP)


def flatten(pixels: npt.NDArray[Any], corners: Corners) -> tuple[npt.NDArray[np.uint8], Matrix]:
    """Return the sheet between `corners` as a rectangle, and the matrix that leads into it."""
    top, right, bottom, left = (
        float(np.linalg.norm(corners[k] - corners[(k + 1) % _SIDES])) for k in range(_SIDES)
    )
    size = round(max(top, bottom)), round(max(left, right))
    target = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64)
    flat = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8), matrix


def _edge(light: npt.NDArray[np.float32]) -> _Line | None:
    """Find the line, near row 0, at which `light` rises most from above to below."""
    height, width = light.shape
    step = np.zeros_like(light)
    ahead = cv2.blur(light, (1, _STRIP), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE)
    behind = cv2.blur(light, (1, _STRIP), anchor=(0, _STRIP - 1), borderType=cv2.BORDER_REPLICATE)
    step[1:] = np.clip(ahead[1:] - behind[:-1], 0, _CLEAR_STEP)
    columns = np.arange(round(0.12 * width), round(0.88 * width), 2)
    starts = np.arange(2, round(_DEEPEST * height))
    best, support, line = 0.0, 0.0, (0.0, 0.0)
    for slope in np.arange(-_LEAN, _LEAN + 1e-6, 0.007):
        rows = np.rint(starts[:, None] + slope * (columns - width / 2)).astype(np.intp)
        steps = step[np.clip(rows, 0, height - 1), columns] * ((rows >= 0) & (rows < height))
        rise = steps.mean(axis=1)
        at = int(np.argmax(rise))
        if rise[at] > best:
            best, support = float(rise[at]), float((steps[at] > _STEP).mean())
            line = float(starts[at] - slope * width / 2), float(slope)
    return line if support >= _SUPPORT else None


def _mirrored(line: _Line, last: float) -> _Line:
    """Return a line that was found in a picture upside down."""
    return last - line[0], -line[1]


def _crossing(upright: _Line, level: _Line) -> tuple[float, float]:
    """Return where x = a + b·y meets y = c + d·x."""
    (a, b), (c, d) = upright, level
    x = (a + b * c) / (1 - b * d)
    return x, c + d * x
