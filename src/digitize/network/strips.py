"""Cuts lines out of a page as the network learned to see them: 48 rows, ink 1 on paper 0, marks whole.

Must not look for lines; the engine's layout did.
"""

import dataclasses as dc
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray, Strip

ROWS = 48

Ink = npt.NDArray[np.float32]
"""`ROWS` × columns, 0 paper … 1 ink."""

_ABOVE, _BELOW = 0.35, 0.25
"""How far marks over capitals and tails may reach out of the layout's line: shares of its height."""
_GAP = 1.3
"""White as wide as this many heights parts two columns that the layout took for one line."""
_EDGE = 0.09
_LEAST_ROWS, _LEAST_COLUMNS = 6, 3
_MOST_INCH = 1.0
_LEAST_CONTRAST, _USUAL_CONTRAST = 16, 200
_LEAST_MARK, _NEAR = 0.09, 0.2
"""A mark is at least so tall and wide, and at most so far from its letter: shares of the line's height."""
_MOST_COLUMNS = 2400


@dc.dataclass(frozen=True, slots=True)
class Piece:
    """A line, or one column of it, as the network reads it.

    Attributes:
        ink: the picture.
        box: where it was cut out of the page.
        dark: gray under which a pixel of the page is ink.
        strip: the line that it belongs to.
        number: of that line, from 0.
    """

    ink: Ink
    box: Box
    dark: float
    strip: Strip
    number: int

    @property
    def scale(self) -> float:
        """Columns of `ink` for each column of the page."""
        return ROWS / (self.box.bottom - self.box.top)


def pieces(gray: Gray, strips: Sequence[Strip], dpi: int) -> Iterator[Piece]:
    """Cut `strips` out of `gray` (rows × columns, 8 bit) at `dpi`; what is too low or too tall is no line."""
    for number, strip in enumerate(strips):
        tall = strip.box.bottom - strip.box.top
        if _LEAST_ROWS <= tall <= _MOST_INCH * dpi and strip.box.right - strip.box.left >= _LEAST_COLUMNS:
            yield from _columns(gray, strip, number, _reach(strip, strips, gray.shape[0]))


def _reach(strip: Strip, strips: Sequence[Strip], height: int) -> tuple[int, int]:
    """Return the rows between which the ink of `strip` may lie: up to the lines above and below."""
    box, tall = strip.box, strip.box.bottom - strip.box.top
    top, bottom = max(0, box.top - round(_ABOVE * tall)), min(height, box.bottom + round(_BELOW * tall))
    for other in strips:
        near = other.box
        if near.left >= box.right or near.right <= box.left:
            continue
        higher = (box.top + box.bottom - near.top - near.bottom) / 2
        if higher > tall / 4:
            top = max(top, min(near.bottom, box.top))
        elif higher < -tall / 4:
            bottom = min(bottom, max(near.top, box.bottom))
    return top, bottom


def _columns(gray: Gray, strip: Strip, number: int, rows: tuple[int, int]) -> Iterator[Piece]:
    """Part a line at its wide gaps."""
    box, (top, bottom) = strip.box, rows
    part = gray[top:bottom, box.left : box.right]
    dark, white = np.percentile(part, (1, 90)).tolist()
    if white - dark < _LEAST_CONTRAST:
        return
    ink = part < (dark + white) / 2
    first, last = box.top - top, box.bottom - top
    _drop_dirt(ink, first, last)
    inked = np.flatnonzero(ink[first:last].any(axis=0))
    if not len(inked):
        return
    gaps = np.flatnonzero(np.diff(inked) > _GAP * (box.bottom - box.top))
    starts, ends = inked[np.r_[0, gaps + 1]], inked[np.r_[gaps, -1]] + 1
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        found = np.flatnonzero(ink[:, start:end].any(axis=1))
        place = Box(box.left + start, top + int(found[0]), box.left + end, top + int(found[-1]) + 1)
        if place.bottom - place.top >= _LEAST_ROWS and end - start >= _LEAST_COLUMNS:
            yield from _piece(gray, place, (dark, white), strip, number)


def _drop_dirt(ink: npt.NDArray[np.bool_], first: int, last: int) -> None:
    """Take out of `ink` what lies beyond rows `first` … `last` and is too small, or too far, for a mark."""
    if not ink[:first].any() and not ink[last:].any():
        return
    tall = last - first
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    beyond = (stats[:, 1] + stats[:, 3] <= first) | (stats[:, 1] >= last)
    away = np.maximum(first - stats[:, 1] - stats[:, 3], stats[:, 1] - last)
    small = np.minimum(stats[:, 2], stats[:, 3]) < _LEAST_MARK * tall
    wide = stats[:, 2] > tall
    ink[(beyond & (small | wide | (away > _NEAR * tall)))[labels]] = False


def _piece(gray: Gray, place: Box, levels: tuple[float, float], strip: Strip, number: int) -> Iterator[Piece]:
    """Bring one piece to `ROWS` rows, a little paper around it, its ink to black."""
    edge = round(_EDGE * (place.bottom - place.top))
    box = Box(
        max(0, place.left - 2 * edge),
        max(0, place.top - edge),
        min(gray.shape[1], place.right + 2 * edge),
        min(gray.shape[0], place.bottom + edge),
    )
    scale = ROWS / (box.bottom - box.top)
    columns = max(ROWS // 4, round((box.right - box.left) * scale))
    if columns > _MOST_COLUMNS:
        return
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    sized = cv2.resize(gray[box.top : box.bottom, box.left : box.right], (columns, ROWS), interpolation=way)
    dark, white = levels
    ink = (max(white, dark + 1) - np.asarray(sized, dtype=np.float32)) / max(white - dark, _USUAL_CONTRAST)
    yield Piece(np.clip(ink, 0, 1), box, (dark + white) / 2, strip, number)
