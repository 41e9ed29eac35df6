"""Light print on dark bands (reversed type) made dark print on paper: the recogniser sees no ink there.

Must not turn portraits, codes or a scanner's dark edge: only flat, wide bands away from the page's edge.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray

_DPI = 60
_DARK = 0.6
"""Share of the paper's brightness under which a band is dark."""
_PAPER_PERCENT = 70
_TALL_INCH = 0.14, 1.0
_WIDER = 2.0
_FILLED = 0.5, 0.97
"""Share of a band that is dark: bar codes and letters have less, a band without print more."""
_EDGE_ROW, _SOLID = 1, 0.9
"""Over and under its print a band is dark all along; a row of bold letters is not."""
_RIM_INCH = 0.015


def without_bands(gray: Gray, dpi: int) -> Gray:
    """Return `gray` (rows × columns, 8 bit) with its bands as light as the paper and their print dark."""
    step = max(1, dpi // _DPI)  # whole steps are several times as fast
    size = gray.shape[1] // step, gray.shape[0] // step
    cut = gray[: size[1] * step, : size[0] * step]
    small = np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = float(np.percentile(small[::4, ::4], _PAPER_PERCENT))
    boxes = list(_bands(small < _DARK * paper, dpi / step))
    if not boxes:
        return gray
    turned = gray.copy()
    for box in boxes:
        _turn(turned, Box(*(edge * step for edge in box.as_list())), round(_RIM_INCH * dpi), paper)
    return turned


def _bands(dark: npt.NDArray[np.bool_], dpi: float) -> Iterator[Box]:
    """Yield the dark bands of a page, at `dpi`, that hold something light."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    low, high = (inch * dpi for inch in _TALL_INCH)
    left, top, wide, tall, area = stats.T
    share = area / (wide * tall)
    right, bottom = left + wide, top + tall
    within = (left > 0) & (top > 0) & (right < dark.shape[1]) & (bottom < dark.shape[0])
    shape = (tall >= low) & (tall <= high) & (wide >= _WIDER * tall)
    for at in np.flatnonzero(within & shape & (share >= _FILLED[0]) & (share <= _FILLED[1])).tolist():
        box = Box(int(left[at]), int(top[at]), int(right[at]), int(bottom[at]))
        part = dark[box.top : box.bottom, box.left : box.right]
        if np.concatenate((part[_EDGE_ROW], part[-1 - _EDGE_ROW])).mean() >= _SOLID:
            yield box


def _turn(gray: Gray, box: Box, rim: int, paper: float) -> None:
    """Turn one band of `gray`; its rim, neither band nor paper, becomes paper."""
    part = gray[box.top : box.bottom, box.left : box.right].astype(np.float32)
    band, print_ = float(np.median(part)), float(np.percentile(part, 99))
    shade = np.clip((part - band) / max(print_ - band, 1.0), 0.0, 1.0)
    shade[:rim], shade[-rim:], shade[:, :rim], shade[:, -rim:] = 0, 0, 0, 0
    around = slice(max(box.top - rim, 0), box.bottom + rim), slice(max(box.left - rim, 0), box.right + rim)
    gray[around] = np.uint8(paper)
    gray[box.top : box.bottom, box.left : box.right] = (paper * (1 - shade)).astype(np.uint8)
