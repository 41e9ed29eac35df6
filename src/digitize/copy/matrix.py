"""Affine matrices of PDF: where a picture's unit square comes to lie on a page.

Must not know pages nor pictures.
Source: ISO 32000-1 section 8.3.3; points are row vectors, so `a.then(b)` is a × b.
"""

from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.top - self.bottom

    def cut(self, other: "Rect") -> "Rect":
        """Return what both cover; an empty one has no width or no height."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Rect(left, bottom, max(left, right), max(bottom, top))

    def holds(self, other: "Rect", slack: float) -> bool:
        """Say whether `other` lies inside, give or take `slack` points."""
        return (
            self.left <= other.left + slack
            and self.bottom <= other.bottom + slack
            and self.right >= other.right - slack
            and self.top >= other.top - slack
        )


class Matrix(NamedTuple):
    """The six numbers of `cm`."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, after: "Matrix") -> "Matrix":
        """Return the matrix that does this one first and `after` next."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point (x, y) goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def bounds(self, rect: Rect) -> Rect:
        """Return the smallest upright rectangle around the image of `rect`."""
        corners = [self.point(x, y) for x in (rect.left, rect.right) for y in (rect.bottom, rect.top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Rect(min(xs), min(ys), max(xs), max(ys))

    @property
    def upright(self) -> bool:
        """Whether rectangles stay rectangles with sides along the axes."""
        tiny = 1e-4 * max(map(abs, self[:4]))
        return (abs(self.b) <= tiny and abs(self.c) <= tiny) or (abs(self.a) <= tiny and abs(self.d) <= tiny)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)
UNIT = Rect(0, 0, 1, 1)
"""The square that every picture is painted in."""

_ORIENTED: dict[int, Matrix] = {
    1: IDENTITY,
    2: Matrix(-1, 0, 0, 1, 1, 0),
    3: Matrix(-1, 0, 0, -1, 1, 1),
    4: Matrix(1, 0, 0, -1, 0, 1),
    5: Matrix(0, -1, -1, 0, 1, 1),
    6: Matrix(0, -1, 1, 0, 0, 1),
    7: Matrix(0, 1, 1, 0, 0, 0),
    8: Matrix(0, 1, -1, 0, 1, 0),
}


def oriented(tag: int) -> Matrix:
    """Return how the unit square is turned for an EXIF orientation.

    Args:
        tag: value of tag 274, 1 to 8; anything else counts as 1, as viewers do.

    Source: Exif 2.32, table 4 (Orientation).
    """
    return _ORIENTED.get(tag, IDENTITY)


def turned(box: Rect, degrees: int) -> tuple[Matrix, float, float]:
    """Return how `box` is laid at the origin and turned clockwise, and its width and height then.

    Args:
        box: visible part of a page in its own coordinates.
        degrees: /Rotate; a multiple of 90.
    """
    match degrees % 360:
        case 90:
            return Matrix(0, -1, 1, 0, -box.bottom, box.right), box.height, box.width
        case 180:
            return Matrix(-1, 0, 0, -1, box.right, box.top), box.width, box.height
        case 270:
            return Matrix(0, 1, -1, 0, box.top, -box.left), box.height, box.width
        case _:
            return Matrix(1, 0, 0, 1, -box.left, -box.bottom), box.width, box.height
