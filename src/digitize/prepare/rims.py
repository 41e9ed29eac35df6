"""Rims of seals without colour erased: on copies the recogniser takes what they touch for a picture.

Must not touch what stands inside the rim, where title and name of the signer are.
Source: Circular 07/2010/TT-BCA: seals of agencies are round, 32 to 42 mm wide; their legend runs along the
rim. MEASURED on copies and faxes: a seal costs one to three lines.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray

_DPI = 75
_RADIUS_INCH = 0.55, 0.87
_APART_INCH = 0.5
_CANNY, _VOTES = 120, 28
_INK = 170
_AROUND = 180
_LEAST_ROUND = 0.6
"""Share of the circle that is ink: of lines of print a circle meets a third at most."""
_WIDER = 1.25
"""A seal has a ring within its rim, which may be the one that was found."""
_MOST_SEALS = 6
_RIM = 0.62, 1.06
"""Shares of the radius between which legend and rings stand."""

Circle = tuple[float, float, float]
"""x, y, radius in pixels."""


def erase_rims(gray: Gray, dpi: int) -> Gray:
    """Return `gray` (even light, background white) without the rims of round seals."""
    circles = seal_circles(gray, dpi)
    if not circles:
        return gray
    erased = gray.copy()
    for x, y, radius in circles:
        low, high = (math.ceil(share * radius) for share in _RIM)
        rim = np.zeros(gray.shape, np.uint8)
        cv2.circle(rim, (round(x), round(y)), high, 1, -1)
        cv2.circle(rim, (round(x), round(y)), low, 0, -1)
        erased[rim > 0] = 255
    return erased


def seal_circles(gray: Gray, dpi: int) -> list[Circle]:
    """Find circles of the size of a seal that are drawn nearly all around."""
    factor = min(1.0, _DPI / dpi)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    low, high = (round(inch * _DPI) for inch in _RADIUS_INCH)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0), cv2.HOUGH_GRADIENT, 1, round(_APART_INCH * _DPI),
        param1=_CANNY, param2=_VOTES, minRadius=low, maxRadius=high,
    )  # fmt: skip
    if found is None:
        return []
    ink = small < _INK
    rims = [(x, y, _outermost(ink, x, y, radius)) for x, y, radius in found[0][:_MOST_SEALS].tolist()]
    return [(x / factor, y / factor, radius / factor) for x, y, radius in rims if radius]


def _outermost(ink: npt.NDArray[np.bool_], x: float, y: float, radius: float) -> float:
    """Return the radius of the widest ring about a point that is drawn nearly all around; 0 for none."""
    angles = np.linspace(0, 2 * np.pi, _AROUND, endpoint=False)
    height, width = ink.shape
    for r in np.arange(_WIDER * radius, radius - 2, -1.0):
        columns = np.clip(np.rint(x + r * np.cos(angles)), 0, width - 1).astype(np.intp)
        rows = np.clip(np.rint(y + r * np.sin(angles)), 0, height - 1).astype(np.intp)
        if ink[rows, columns].mean() >= _LEAST_ROUND:
            return float(r)
    return 0.0
