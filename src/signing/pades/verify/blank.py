"""Says whether a place on a page shows nothing, by drawing it.

Must not draw annotations: what they hide of one another is covering.py's.
"""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

Rectangle = tuple[float, float, float, float]
_ALONE = threading.Lock()
"""PDFium draws for one at a time in a process."""

CONTRAST = 32
"""A dot that differs from most of its place by more, of 255, is print: also light grey on white, or white on
black. Paper that was scanned differs by a dozen at 72 dots an inch."""
MOST_DOTS = 8
"""Specks of a scan at 72 dots an inch; one letter of 10 points has more."""
MOST_PIXELS = 4_000_000
"""A page that would be larger at 72 dots an inch is drawn coarser: A0 has 8 million."""


def is_blank(data: bytes, number: int, place: Rectangle) -> bool:
    """Whether nothing is printed in a place of a page.

    Args:
        data: a whole PDF.
        number: of the page, from 1.
        place: left, bottom, right and top in the page's own coordinates.
    """
    # Loaded when a file needs it: most do not, and every command would wait for it.
    import pypdfium2

    with _ALONE:
        return _is_blank(pypdfium2.PdfDocument(data), number, place)


def _is_blank(document: "PdfDocument", number: int, place: Rectangle) -> bool:
    import numpy as np

    try:
        page = document[number - 1]
        page.set_rotation(0)
        left, bottom, right, top = page.get_cropbox()
        width, height = right - left, top - bottom
        scale = min(1.0, (MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, grayscale=True)
        picture = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
        rows = _span(top - place[3], top - place[1], scale)
        columns = _span(place[0] - left, place[2] - left, scale)
        shown = picture[rows, columns].astype(np.int16)
        return shown.size == 0 or int((abs(shown - np.median(shown)) > CONTRAST).sum()) <= MOST_DOTS
    finally:
        document.close()


def _span(first: float, last: float, scale: float) -> slice:
    return slice(max(0, int(first * scale)), max(0, int(last * scale) + 1))
