"""Ways of looking at a place once more, where a code is there or may be and was not read at first.

Must not read codes. Measured (`python -m benchmarks.bench_codes`): faint codes come apart into small spots,
which a median joins; photographs lack pixels; a coloured seal is bright in the channel of its own ink.
"""

import dataclasses as dc
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from archive.values.reading import Box
from digitize.ocr.ports import Gray
from digitize.prepare.seals import seal_boxes

_AROUND_INCH = 1.2
"""A code that a seal lies on reaches at most so far out of it."""
_LEAST_AROUND = 40
_DPI = 600
"""Modules of a code have eight pixels and more then."""
_MOST_PIXELS = 40_000_000
"""Larger pages are sharp enough, and a copy of them costs too much memory."""


@dc.dataclass(frozen=True, slots=True)
class Look:
    """A picture of a place.

    Attributes:
        gray: rows × columns, 8 bit.
        left, top: where it lies on the page.
        times: its pixels for each of the page.
    """

    gray: Gray
    left: int = 0
    top: int = 0
    times: int = 1

    def box_of(self, place: zxingcpp.Position) -> Box:
        """Return the upright rectangle on the page around the four corners of a code, at least a pixel."""
        corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
        height, width = self.gray.shape
        across = [min(max(corner.x, 0), width - 1) // self.times + self.left for corner in corners]
        down = [min(max(corner.y, 0), height - 1) // self.times + self.top for corner in corners]
        return Box(min(across), min(down), max(across) + 1, max(down) + 1)


def without_spots(gray: Gray) -> Iterator[Look]:
    """Yield the page with the small spots joined into which a faint code comes apart."""
    if gray.size <= _MOST_PIXELS:
        yield Look(np.asarray(cv2.medianBlur(gray, 3), dtype=np.uint8))


def under_seals(pixels: npt.NDArray[Any], dpi: int) -> Iterator[Look]:
    """Yield what is around each coloured seal, the seal left out."""
    if pixels.ndim == 2:
        return
    around = round(_AROUND_INCH * dpi)
    for box in seal_boxes(pixels, dpi):
        left, top = max(0, box.left - around), max(0, box.top - around)
        part = pixels[top : box.bottom + around, left : box.right + around]
        yield Look(np.ascontiguousarray(part.max(axis=2)), left, top)


def closer(gray: Gray, dpi: int, box: Box) -> Iterator[Look]:
    """Yield the place of a code that could not be read: larger, then sharper."""
    around = max(_LEAST_AROUND, box.right - box.left, box.bottom - box.top)
    left, top = max(0, box.left - around), max(0, box.top - around)
    part = np.ascontiguousarray(gray[top : box.bottom + around, left : box.right + around])
    times = max(1, _DPI // dpi)
    large = cv2.resize(part, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 2 * times)
    for shown in (large, cv2.addWeighted(large, 2, soft, -1, 0)):
        yield Look(np.asarray(shown, dtype=np.uint8), left, top, times)
