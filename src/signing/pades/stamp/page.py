"""Page one as a viewer shows it, and the way from there to the page's own coordinates.

Must not change the page.
"""

import dataclasses as dc

from pyhanko.pdf_utils import generic

from archive.values.reading import Box
from signing.errors import NotReadableAsPdf
from signing.pades.sign.opening import RevisionWriter

Rectangle = tuple[int, int, int, int]
"""Lower left and upper right corner in the page's own coordinates."""

MATRICES = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""How an appearance is turned so that it stands upright on a page with that /Rotate."""


@dc.dataclass(frozen=True, slots=True)
class ShownPage:
    """Page one.

    Attributes:
        crop: visible rectangle in the page's own coordinates, points.
        rotation: /Rotate, degrees clockwise.
    """

    crop: Rectangle
    rotation: int

    @property
    def width(self) -> int:
        """Width as shown, in points."""
        return self._side(0 if self.rotation % 180 == 0 else 1)

    @property
    def height(self) -> int:
        """Height as shown, in points."""
        return self._side(1 if self.rotation % 180 == 0 else 0)

    def rectangle(self, box: Box) -> Rectangle:
        """Return the place of `box` (points from the top left as shown) in the page's coordinates."""
        corners = [self._point(box.left, box.top), self._point(box.right, box.bottom)]
        (x0, y0), (x1, y1) = corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _side(self, axis: int) -> int:
        return self.crop[axis + 2] - self.crop[axis]

    def _point(self, x: int, y: int) -> tuple[int, int]:
        left, bottom, right, top = self.crop
        if self.rotation == 90:
            return left + y, bottom + x
        if self.rotation == 180:
            return right - x, bottom + y
        if self.rotation == 270:
            return right - y, top - x
        return left + x, top - y


def first_page(writer: RevisionWriter) -> ShownPage:
    """Read size and rotation of page one.

    Raises:
        NotReadableAsPdf: the page has no usable box.
    """
    try:
        page = writer.find_page_for_modification(0)[0].get_object()  # type: ignore[no-untyped-call]
        media = _rectangle(_inherited(page, "/MediaBox"))
        crop = _inherited(page, "/CropBox")
        visible = _common(media, _rectangle(crop)) if crop is not None else media
        rotation = int(str(_inherited(page, "/Rotate") or 0)) % 360
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotReadableAsPdf(why="page one has no usable size") from error
    if rotation not in MATRICES or visible[2] <= visible[0] or visible[3] <= visible[1]:
        raise NotReadableAsPdf(why="page one has no usable size")
    return ShownPage(visible, rotation)


def _inherited(page: generic.DictionaryObject, key: str) -> generic.PdfObject | None:
    """Look `key` up on the page and the nodes above it (ISO 32000-2 table 31)."""
    node: generic.DictionaryObject | None = page
    for _ in range(64):
        if node is None:
            break
        if key in node:
            return node[key]  # type: ignore[no-any-return]
        node = node["/Parent"] if "/Parent" in node else None  # noqa: SIM401 - get() does not resolve references
    return None


def _rectangle(found: generic.PdfObject | None) -> Rectangle:
    # Whole points: pyHanko's fields have no other, and a third of a millimetre does not matter.
    x0, y0, x1, y1 = (round(float(number)) for number in found)  # type: ignore[union-attr]
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _common(a: Rectangle, b: Rectangle) -> Rectangle:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
