"""Dotted lines of forms erased: the recogniser makes letters of them and loses the line.

Must not touch the dots of letters: only six or more small spots on one straight row go, and never
the lower dot of a colon.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

_DOT_INCH = 0.03
_GAP_INCH = 0.1
_ROW_INCH = 0.05
_OFF_ROW_INCH = 0.008
_COLON_INCH = 0.04, 0.14
_DOTS = 6
_REACH_INCH = 6.0
"""A leader goes on after what was written on it, up to the margin."""
_PITCH_SLACK = 1.3
_INK = 160
"""On a page of even light, ink is darker than this; faint dots are 120 to 150."""

Spots = npt.NDArray[np.float64]
"""Rows of x, y (centre, pixels), one a spot."""
Row = tuple[float, float]
"""Slope, and y where x is 0."""


def erase_leaders(gray: Gray, dpi: int) -> Gray:
    """Return `gray` (even light) without its rows of dots.

    Args:
        gray: rows × columns, 8 bit, background white.
        dpi: its resolution.
    """
    ink = (gray < _INK).astype(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    small = np.maximum(stats[:, 2], stats[:, 3]) <= _DOT_INCH * dpi
    small[0] = False
    numbers = np.flatnonzero(small)
    if len(numbers) < _DOTS:
        return gray
    places, speckled = np.asarray(centres[numbers], np.float64), small[labels].astype(np.uint8)
    leaders = numbers[_leaders(places, speckled, dpi)]
    if not len(leaders):
        return gray
    chosen = np.zeros(len(stats), np.uint8)
    chosen[leaders] = 1
    return _erased(gray, ink, chosen[labels])


def _erased(gray: Gray, ink: Gray, dots: Gray) -> Gray:
    """Paint `dots` and the gray rim that JPEG leaves around them white, but no other ink."""
    rim = cv2.dilate(dots, np.ones((5, 5), np.uint8)) > 0
    others = cv2.dilate(ink & (1 - dots), np.ones((3, 3), np.uint8)) > 0
    erased = gray.copy()
    erased[rim & ~others] = 255
    return erased


def _leaders(spots: Spots, mask: Gray, dpi: int) -> npt.NDArray[np.bool_]:
    """Say of each spot whether it belongs to a dotted line.

    Args:
        spots: centres of the small spots.
        mask: the page with only those spots, 1 where there is one.
        dpi: resolution.
    """
    reach = max(3, round(_GAP_INCH * dpi)) | 1
    joined = cv2.dilate(mask, np.ones((1, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    x, y = np.rint(spots).astype(np.intp).T
    run = labels[y, x]
    # A letter printed in dots is as tall as a letter; a leader is as flat as a dot.
    flat = stats[:, 3] <= _ROW_INCH * dpi
    number = np.bincount(run, minlength=count)
    found = np.zeros(len(spots), np.bool_)
    for at in np.flatnonzero((number >= _DOTS) & flat):
        if at == 0:
            continue
        members = np.flatnonzero(run == at)
        row = _row(spots[members], dpi)
        on_row = members[_on_row(spots[members], row, dpi)]
        if len(on_row) >= _DOTS:
            found[on_row] = True
            found |= _broken_off(spots, row, on_row, dpi)
    return found & ~_under_a_dot(spots, dpi)


def _row(spots: Spots, dpi: int) -> Row:
    """Return the straight row that most of the spots make."""
    x, y = spots.T
    slope, start = 0.0, float(np.median(y))
    near = np.abs(y - start) <= 3 * _OFF_ROW_INCH * dpi
    if near.sum() >= _DOTS:
        slope, start = (float(part) for part in np.polyfit(x[near], y[near], 1))
    return slope, start


def _on_row(spots: Spots, row: Row, dpi: int) -> npt.NDArray[np.bool_]:
    """Say which spots lie on a row; a dot under a letter does not."""
    x, y = spots.T
    return np.asarray(np.abs(y - (row[0] * x + row[1])) <= _OFF_ROW_INCH * dpi, dtype=np.bool_)


def _broken_off(spots: Spots, row: Row, leader: npt.NDArray[np.intp], dpi: int) -> npt.NDArray[np.bool_]:
    """Say which spots are the rest of a leader beyond what was written on it: two at its pitch, or more.

    Args:
        spots: all of the page.
        row: of the leader.
        leader: which spots it has.
        dpi: resolution.
    """
    along = np.flatnonzero(
        _on_row(spots, row, dpi) & (np.abs(spots[:, 0] - spots[leader, 0].mean()) <= _REACH_INCH * dpi)
    )
    along = along[np.argsort(spots[along, 0])]
    x = spots[along, 0]
    pitch = float(np.median(np.diff(np.sort(spots[leader, 0]))))
    close = np.diff(x) <= _PITCH_SLACK * pitch
    found = np.zeros(len(spots), np.bool_)
    found[along[np.append(close, False) | np.insert(close, 0, False)]] = True
    return found


def _under_a_dot(spots: Spots, dpi: int) -> npt.NDArray[np.bool_]:
    """Say which spots have another one straight above them: the lower dots of colons."""
    low, high = (inch * dpi for inch in _COLON_INCH)
    order = np.argsort(spots[:, 0])
    x, y = spots[order].T
    first = np.searchsorted(x, x - 0.01 * dpi)
    last = np.searchsorted(x, x + 0.01 * dpi, side="right")
    under = np.zeros(len(spots), np.bool_)
    for at in range(len(spots)):
        above = y[at] - y[first[at] : last[at]]
        under[order[at]] = bool(((above >= low) & (above <= high)).any())
    return under
