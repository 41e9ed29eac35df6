"""Where on its page a signature is shown, for reports.

Must not judge: a signature without a place is as good as one with it.
"""

from typing import Any

from pyhanko.pdf_utils import generic

from archive.values.verdict import ShownAt
from signing.pades.verify.objects import entry, resolved
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.pages import Page, pages

Corners = tuple[float, float, float, float]
"""Left, bottom, right, top in a page's own coordinates."""


def places(opened: Opened) -> dict[str, ShownAt]:
    """Return where each signature of the file is shown by the name of its field; the unseen are left out."""
    try:
        found = pages(opened.at(opened.last))
    except Exception:  # hostile trees raise anything; then nobody knows where
        return {}
    shown: dict[str, ShownAt] = {}
    for signature in opened.signatures:
        try:
            place = _place(signature, found)
        except Exception:  # noqa: S112 - a hostile box raises anything
            continue
        if place is not None:
            shown[signature.name] = place
    return shown


def _place(signature: Signature, found: list[Page]) -> ShownAt | None:
    field = signature.found.sig_field
    for widget in (field, *map(resolved, entry(field, "/Kids", ()))):
        reference = getattr(widget, "container_ref", None)
        box = _corners(entry(widget, "/Rect"))
        if reference is None or box is None:
            continue
        for number, page in enumerate(found, start=1):
            if reference.idnum in _notes(page):
                return _shown(number, page, box)
    return None


def _notes(page: Page) -> set[int]:
    """Return the object numbers of a page's annotations."""
    listed = entry(page[0], "/Annots", ())
    return {raw.idnum for raw in listed if isinstance(raw, generic.IndirectObject)}


def _shown(number: int, page: Page, box: Corners) -> ShownAt | None:
    """Turn a box into points from the top left of the page as a viewer shows it (ISO 32000-2, 14.11.2)."""
    _, own = page
    media = _corners(_value(own.get("/MediaBox"))) or (0.0, 0.0, 595.0, 842.0)
    crop = _corners(_value(own.get("/CropBox"))) or media
    left, bottom, right, top = _common(crop, media)
    x0, y0, x1, y1 = _common(box, (left, bottom, right, top))
    width, height = right - left, top - bottom
    if x0 >= x1 or y0 >= y1:
        return None
    upright = (x0 - left, top - y1, x1 - left, top - y0)
    a, b, c, d = upright
    match int(_value(own.get("/Rotate")) or 0) % 360:
        case 90:
            placed, size = (height - d, a, height - b, c), (height, width)
        case 180:
            placed, size = (width - c, height - d, width - a, height - b), (width, height)
        case 270:
            placed, size = (b, width - c, d, width - a), (height, width)
        case _:
            placed, size = upright, (width, height)
    left, top, right, bottom = (round(edge, 2) for edge in placed)
    return ShownAt(number, (left, top, right, bottom), (round(size[0], 2), round(size[1], 2)))


def _value(raw: Any) -> Any:  # noqa: ANN401 - a raw PDF object
    return resolved(raw) if isinstance(raw, generic.PdfObject) else raw


def _corners(value: Any) -> Corners | None:  # noqa: ANN401 - a raw PDF object
    if not isinstance(value, generic.ArrayObject) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(resolved(number)) for number in value)
    sides = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return sides if sides[0] < sides[2] and sides[1] < sides[3] else None


def _common(one: Corners, other: Corners) -> Corners:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
