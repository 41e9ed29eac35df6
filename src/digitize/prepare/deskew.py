"""Straight lines: finds the tilt at which the rows of ink are sharpest, and turns the page back.

Must not handle quarter turns; that is `orientation.py`.
"""

import cv2
import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Gray
from digitize.prepare.background import background_of
from digitize.prepare.transform import Matrix, tilt

MAX_TILT = 5.0
"""Degrees; a feeder tilts less, and more is a photograph."""
_DPI = 75
_LEAST_TILT = 0.15
_LEAST_GAIN = 1.05
"""How much sharper the rows must become before a page without clear lines is turned."""


def tilt_of(gray: Gray, dpi: int) -> float:
    """Return by how many degrees clockwise the lines of `gray` fall; 0 where there are none."""
    factor = min(1.0, _DPI / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    depth = cv2.subtract(background_of(small, _DPI), small)
    ink: Gray = np.where(depth > 30, depth, 0).astype(np.uint8)
    coarse = _sharpest(ink, np.arange(-MAX_TILT, MAX_TILT + 0.25, 0.5))
    fine = _sharpest(ink, np.arange(coarse - 0.4, coarse + 0.45, 0.1))
    if abs(fine) < _LEAST_TILT or abs(fine) > MAX_TILT:
        return 0.0
    return fine if _sharpness(ink, fine) > _LEAST_GAIN * _sharpness(ink, 0.0) else 0.0


def straighten(gray: Gray, degrees: float) -> tuple[Gray, Matrix]:
    """Turn `gray` by `degrees` anticlockwise within its size; what comes in is white.

    Returns:
        The picture and the matrix that leads points of `gray` into it.
    """
    height, width = gray.shape
    matrix = tilt(degrees, width, height)
    turned = cv2.warpAffine(
        gray, matrix[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )  # fmt: skip
    return np.asarray(turned, dtype=np.uint8), matrix


def _sharpest(ink: Gray, angles: npt.NDArray[np.float64]) -> float:
    """Return the angle of `angles` at which the rows of `ink` are sharpest."""
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def _sharpness(ink: Gray, degrees: float) -> float:
    """Return the sum of squared steps between neighbouring row sums after turning by `degrees`."""
    height, width = ink.shape
    turned = cv2.warpAffine(ink, tilt(degrees, width, height)[:2], (width, height), flags=cv2.INTER_LINEAR)
    steps = np.diff(turned.sum(axis=1, dtype=np.float64))
    return float((steps**2).sum())
