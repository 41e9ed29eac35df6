"""Finds the Patch T that separator sheets of document scanners bear: four bars, narrow, wide, narrow, wide.

Must not decide that a page is a separator sheet: other things may stand beside the bars.
Source: Kodak A-61599, Patch Code Information: narrow bars and spaces 0.08 inch, wide bars 0.20, 0.80 in all;
bars at least 2 inches long, nothing printed within 0.25 inch.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box, QrCode
from digitize.ocr.ports import Gray

FORMAT, PAYLOAD = "PatchT", "PATCH T"
_DPI = 50
"""At which a narrow bar is four pixels: small enough to cost nothing, large enough to tell its width."""
_UNITS = np.array((1.0, 1.0, 2.5, 1.0, 1.0, 1.0, 2.5))
"""Bars and the spaces between them, in narrow bars; ten in all."""
_OFF = 0.6
"""Bars grow and spaces shrink by copying, at most by so much of a narrow bar."""
_QUIET = 2.5
"""Of the three narrow bars (0.25 inch) beside the bars: seals and dirt come near."""
_NARROW_INCH = 0.05, 0.12
"""Sheets are printed enlarged or reduced."""
_STEP_INCH, _LONG_INCH = 0.2, 1.4
_SLOPE = 0.1
"""Of bars on a sheet that was fed askew: six degrees."""
_DARK, _INK, _PAPER = 0.88, 0.5, 90.0
"""Dark is what is nearer to the darkest half percent of a page than to its paper, and under 88 % of that."""

Run = tuple[int, int]
"""Where a pattern begins and ends on a line across it."""


def find_patches(gray: Gray, dpi: int, page: int) -> list[QrCode]:
    """Return each Patch T on a page, whichever way it lies.

    A sheet that lies upside down shows the bars the other way round, which is Patch 3 of the same source;
    that divides batches, so that both are taken for what divides papers.

    Args:
        gray: rows × columns, 8 bit.
        dpi: resolution.
        page: its 1-based number.
    """
    shrunk = _DPI / dpi
    small = cv2.resize(gray, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    ink, paper = np.percentile(small[::3, ::3], (_INK, _PAPER))
    dark = np.asarray(small < min((ink + paper) / 2, _DARK * paper))
    found = [(left, top, right, bottom) for left, top, right, bottom in _across(dark)]
    found += [(left, top, right, bottom) for top, left, bottom, right in _across(dark.T)]
    boxes = [Box(*(round(edge / shrunk) for edge in edges)) for edges in found]
    return [QrCode(page, PAYLOAD, FORMAT, box) for box in boxes]


def _across(dark: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, right and bottom of patterns whose bars lie level."""
    step = round(_STEP_INCH * _DPI)
    begun: list[tuple[int, Run, int]] = []
    for column in range(step // 2, dark.shape[1] + step, step):
        found = _patterns(dark[:, column]) if column < dark.shape[1] else []
        going_on: list[tuple[int, Run, int]] = []
        for first, start, at in begun:
            after = next((run for run in found if _same(start, run, column - at)), None)
            if after is not None:
                found.remove(after)
                going_on.append((first, after, column))
            elif at - first >= _LONG_INCH * _DPI:
                yield first, start[0], at + 1, start[1]
        begun = [*going_on, *((column, run, column) for run in found)]


def _same(before: Run, run: Run, gap: int) -> bool:
    """Say whether two neighbouring lines cut the same bars."""
    return all(abs(a - b) <= _SLOPE * gap + 1 for a, b in zip(before, run, strict=True))


def _patterns(line: npt.NDArray[np.bool_]) -> list[Run]:
    """Return where on a line the bars stand, in either direction."""
    edges = np.flatnonzero(np.diff(line.astype(np.int8), prepend=0, append=0))
    if edges.size < 8:
        return []
    # Edges at even places begin a dark run, at odd places end it.
    spans = np.lib.stride_tricks.sliding_window_view(edges, 8)[::2]
    widths = np.diff(spans, axis=1)
    narrow = widths.sum(axis=1) / _UNITS.sum()
    fits = (narrow >= _NARROW_INCH[0] * _DPI) & (narrow <= _NARROW_INCH[1] * _DPI)
    off = _OFF * narrow[:, None]
    upright, turned = (
        np.all(np.abs(widths - units * narrow[:, None]) <= off, axis=1) for units in (_UNITS, _UNITS[::-1])
    )
    found = []
    for at in np.flatnonzero(fits & (upright | turned)):
        start, end = int(spans[at, 0]), int(spans[at, -1])
        quiet = round(_QUIET * narrow[at])
        if not (line[max(0, start - quiet) : start].any() or line[end : end + quiet].any()):
            found.append((start, end))
    return found
