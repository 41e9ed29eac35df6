"""The way back from a prepared picture to the page as a viewer shows it.

Must not touch pixels.
"""

import dataclasses as dc
import math

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box

Matrix = npt.NDArray[np.float64]
"""3 × 3, homogeneous: a point of the source as column (x, y, 1) becomes one of the target."""


@dc.dataclass(frozen=True, slots=True)
class Transform:
    """Leads points of the page as shown into the prepared picture.

    Attributes:
        matrix: 3 × 3.
        width, height: of the page as shown, in pixels; boxes are cut to it.
    """

    matrix: Matrix
    width: int
    height: int

    @classmethod
    def identity(cls, width: int, height: int) -> "Transform":
        """Return the transform of a page that is read as it is shown."""
        return cls(np.eye(3), width, height)

    def then(self, step: Matrix) -> "Transform":
        """Return this transform followed by `step`."""
        return Transform(step @ self.matrix, self.width, self.height)

    def back(self, box: Box) -> Box:
        """Return the upright rectangle on the page as shown around `box` of the prepared picture."""
        corners = np.array(
            [
                [box.left, box.right, box.left, box.right],
                [box.top, box.top, box.bottom, box.bottom],
                [1, 1, 1, 1],
            ],
            dtype=np.float64,
        )
        x, y, scale = np.linalg.inv(self.matrix) @ corners
        x, y = x / scale, y / scale
        left, right = _span(float(x.min()), float(x.max()), self.width)
        top, bottom = _span(float(y.min()), float(y.max()), self.height)
        return Box(left, top, right, bottom)


def _span(low: float, high: float, limit: int) -> tuple[int, int]:
    """Round a span to whole pixels inside 0 … `limit`, at least one pixel long."""
    start = min(max(round(low), 0), limit - 1)
    return start, min(max(round(high), start + 1), limit)


def scaling(factor_x: float, factor_y: float) -> Matrix:
    """Return the matrix that stretches by the factors."""
    return np.diag([factor_x, factor_y, 1.0])


def quarter_turn(quarters: int, width: int, height: int) -> Matrix:
    """Return the matrix that turns a picture of `width` × `height` by 90° × `quarters` anticlockwise."""
    turns: dict[int, list[list[float]]] = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(turns[quarters % 4], dtype=np.float64)


def tilt(degrees: float, width: int, height: int) -> Matrix:
    """Return the matrix that turns a picture by `degrees` anticlockwise around its middle."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = width / 2, height / 2
    return np.array(
        [[cos, sin, x - cos * x - sin * y], [-sin, cos, y + sin * x - cos * y], [0, 0, 1]], dtype=np.float64
    )
