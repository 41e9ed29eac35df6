"""Seals and signatures in colour faded, so that the printed words under them can be read.

Must not fade printed words: a red title is flat and wide, a seal or a signature is neither.
Source: MEASURED on scans: where a seal and a signature touch, the recogniser takes the place for a
picture and drops one to three lines of the signature block.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Gray
from digitize.prepare.background import background_of
from digitize.prepare.gray import to_gray

_DPI = 50
_COLOUR = 45
"""Difference of the channels, on paper as bright as 255: ink of seals has 80 and more, yellowed paper 10 to
30; a blurred photograph leaves half of it."""
_VIOLET = 20
"""How far green is under red and blue: 30 and more in violet ink; 16 in red ink, less in paper and stains."""
_DARKEST = 64
"""In deeper shadow than this no colour is told."""
_JOIN_INCH = 0.1
_TALL_INCH = 0.55, 3.0
_WIDE_INCH = 0.55, 4.0
_MOST_WIDER = 3.0
_RIM_INCH = 0.2
"""A blurred ring is too pale to be found, but belongs to the seal."""
_PALE = 20
_NO_PRINT = 0.55, 0.4
"""Shares of the paper's brightness under which pale and strong colours are print under the ink."""
_PAPER_PERCENT = 70


def without_seals(pixels: npt.NDArray[Any], dpi: int) -> Gray:
    """Return gray of an 8-bit RGB page (rows × columns × 3) with coloured seals faded.

    A gray page is returned as it is: nothing tells its seal from its print.
    """
    gray = to_gray(pixels)
    if pixels.ndim == 2:
        return gray
    tint = _tint(pixels)
    for box in seal_boxes(pixels, dpi):
        place = slice(box.top, box.bottom), slice(box.left, box.right)
        gray[place] = _faded(pixels[place], tint)
    return gray


def _faded(part: npt.NDArray[Any], tint: int) -> Gray:
    """Return the gray of a place with its coloured ink as bright as the paper around it."""
    # Black is dark in every channel, coloured ink bright in its own; in shadow both are darker.
    bright = part.max(axis=2)
    paper = float(np.percentile(bright, _PAPER_PERCENT))
    chroma = (bright.astype(np.float32) - part.min(axis=2) - tint) * (255 / max(paper, _DARKEST))
    pale = (chroma > _PALE) & (bright > _NO_PRINT[0] * paper)
    strong = (chroma > _COLOUR) & (bright > _NO_PRINT[1] * paper)
    bright[pale | strong] = np.maximum(bright[pale | strong], np.uint8(paper))
    return np.asarray(bright, dtype=np.uint8)


def _tint(pixels: npt.NDArray[Any]) -> int:
    """Return the usual difference of the channels: that of tinted paper."""
    some = pixels[::8, ::8].astype(np.int16)
    return int(np.median(some.max(axis=2) - some.min(axis=2)))


def seal_boxes(pixels: npt.NDArray[Any], dpi: int) -> list[Box]:
    """Find patches of coloured ink that are taller than a line of print and not a strip.

    Args:
        pixels: rows × columns × 3, 8-bit RGB.
        dpi: its resolution.
    """
    height, width = pixels.shape[:2]
    factor = min(1.0, _DPI / dpi)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.int16)
    bright = small.max(axis=2)
    chroma = bright - small.min(axis=2)
    chroma -= np.int16(np.median(chroma))  # tinted paper
    light = np.maximum(background_of(bright.astype(np.uint8), _DPI), _DARKEST)
    violet = np.minimum(small[:, :, 0], small[:, :, 2]) - small[:, :, 1]
    violet -= np.int16(np.median(violet))
    scale = np.float32(255) / light
    coloured = ((chroma * scale > _COLOUR) | (violet * scale > _VIOLET)).astype(np.uint8)
    reach = max(3, round(_JOIN_INCH * _DPI)) | 1
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    rim = round(_RIM_INCH * dpi)
    boxes = []
    for left, top, wide, tall, _area in stats[1:]:
        if _is_seal(wide / _DPI, tall / _DPI):
            edges = [round(edge / factor) for edge in (left, top, left + wide, top + tall)]
            boxes.append(
                Box(
                    max(edges[0] - rim, 0),
                    max(edges[1] - rim, 0),
                    min(edges[2] + rim, width),
                    min(edges[3] + rim, height),
                )
            )
    return boxes


def _is_seal(wide: float, tall: float) -> bool:
    """Say whether a coloured patch of that size (inches) can be a seal or a signature."""
    fits = _TALL_INCH[0] <= tall <= _TALL_INCH[1] and _WIDE_INCH[0] <= wide <= _WIDE_INCH[1]
    return fits and wide <= _MOST_WIDER * tall
