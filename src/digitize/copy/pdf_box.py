"""What a PDF page inherits and measures: its visible box, its turn, its unit.

Must not look at content.
Source: ISO 32000-1 sections 7.7.3.4 (inheritance) and 14.11.2 (boxes).
"""

import dataclasses as dc

import pikepdf

from digitize.copy.matrix import Matrix, Rect, turned
from digitize.formats.units import believed_unit

_A4 = Rect(0, 0, 595.276, 841.89)
_DEEPEST = 50


@dc.dataclass(frozen=True, slots=True)
class PageBox:
    """The visible part of a page.

    Attributes:
        box: crop box within the media box, in the page's own coordinates.
        to_shown: from there to the page as a viewer shows it, in points, lower left corner at the origin.
        width, height: as shown, in points.
        unit: of the page, in points; the copy counts in points whatever the original counts in.
    """

    box: Rect
    to_shown: Matrix
    width: float
    height: float
    unit: float


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return an entry of a page or of the nearest node above it that has it."""
    node = page
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def page_box(page: pikepdf.Object) -> PageBox:
    """Measure `page` as viewers do."""
    media = _rect(inherited(page, "/MediaBox")) or _A4
    crop = _rect(inherited(page, "/CropBox")) or media
    box = crop.cut(media)
    if not box.width or not box.height:
        box = media
    degrees = inherited(page, "/Rotate")
    matrix, width, height = turned(box, int(degrees) if degrees is not None else 0)
    unit = believed_unit(float(page.get("/UserUnit", 1)), width, height)
    return PageBox(box, matrix.then(Matrix(unit, 0, 0, unit, 0, 0)), width * unit, height * unit, unit)


def _rect(value: pikepdf.Object | None) -> Rect | None:
    if value is None or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(number) for number in value)
    rect = Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return rect if rect.width and rect.height else None
