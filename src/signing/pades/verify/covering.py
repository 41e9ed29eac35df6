"""Rule: what signatures show later leaves the page, its notes and older signatures uncovered.

Whoever signs draws what he likes in his field. One that was there stands where the signer before saw it; one
that was added stands beside every older note. Both are counted against what is shown of their page.
Must not judge the signatures themselves, nor what they draw and what is printed below them; looks.py and
beneath.py do.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.blank import Rectangle
from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.looks import leaves_field
from signing.pades.verify.objects import entry, resolved
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.pages import Page, annotations, is_signature_widget, pages, value_of

MAX_SHARE = 0.25
"""Share of a page that all later signatures together may cover: more hides what was signed."""

_UNSTEADY = 0b11000
"""Flags NoZoom and NoRotate: what is shown leaves its rectangle (ISO 32000-2, table 167)."""
NOWHERE: Rectangle = (0, 0, 0, 0)
DEFAULT_PAGE: Rectangle = (0, 0, 612, 792)


def check_covering(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding for each page that was covered after `signature`."""
    if signature.revision == opened.last:
        return
    before, after = pages(opened.at(signature.revision)), pages(opened.at(opened.last))
    for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
        older, later = annotations(old[0]), annotations(new[0])
        stood, filled, added = _signatures(older, later)
        notes = [node for node in older if not is_signature_widget(node)]
        shown = sum(area(rectangle(node)) for node in (*filled, *added))
        if shown > MAX_SHARE * area(_sheet(new)):
            yield cannot_judge(Line.CHANGES, f"later signatures cover page {number}")
        if _collide(added, [*stood, *filled, *notes]) or _collide(filled, stood):
            yield cannot_judge(
                Line.CHANGES, f"a later signature of page {number} lies over an older one or a note"
            )
        if any(_is_unsteady(node) or _leaves_field(node) for node in (*filled, *added)):
            yield cannot_judge(Line.CHANGES, f"a later signature of page {number} is shown beside its place")


def rectangle(node: Any) -> Rectangle:  # noqa: ANN401 - a raw PDF object
    """Return where a widget stands, nowhere for one without a place.

    Raises:
        ValueError: programs read its place differently.
    """
    return _numbers(entry(node, "/Rect"), NOWHERE)


def area(place: Rectangle) -> float:
    """Return width times height, in square points."""
    return (place[2] - place[0]) * (place[3] - place[1])


def _signatures(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the signature fields of a page: as they stood, filled since, added since."""
    stood: list[Any] = []
    filled: list[Any] = []
    for old, new in zip(before, after, strict=False):
        if is_signature_widget(old):
            (filled if value_of(old) is None and value_of(new) is not None else stood).append(new)
    return stood, filled, after[len(before) :]


def _is_unsteady(node: Any) -> bool:  # noqa: ANN401 - a raw PDF object
    return bool(int(entry(node, "/F", 0)) & _UNSTEADY)


def _leaves_field(node: Any) -> bool:  # noqa: ANN401 - a raw PDF object
    return leaves_field(node, shown=area(rectangle(node)) > 0)


def _collide(later: list[Any], older: list[Any]) -> bool:
    """Whether one of the later annotations lies over an older one."""
    shown = [place for place in map(rectangle, later) if area(place) > 0]
    return any(_overlap(place, rectangle(node)) for place in shown for node in older)


def _sheet(page: Page) -> Rectangle:
    """Return what a viewer shows of a page: its crop box within its media box."""
    media = _numbers(_box(page, "/MediaBox"), DEFAULT_PAGE)
    crop = _numbers(_box(page, "/CropBox"), media)
    left, low, right, high = zip(media, crop, strict=True)
    sheet = max(left), max(low), min(right), min(high)
    return sheet if sheet[0] < sheet[2] and sheet[1] < sheet[3] else media


def _box(page: Page, key: str) -> Any:  # noqa: ANN401 - a raw PDF object
    raw = page[1].get(key)
    return None if raw is None else resolved(raw)


def _numbers(raw: object, default: Rectangle) -> Rectangle:
    if raw is None:
        return default
    if not isinstance(raw, generic.ArrayObject) or len(raw) != 4:
        raise ValueError("a rectangle is not four numbers")
    first, second, third, fourth = (float(raw.raw_get(place)) for place in range(4))
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0
