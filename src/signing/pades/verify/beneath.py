"""Rule: what signatures added later show lies on blank paper.

The costliest of all rules: it draws, so it is asked last, and each place is drawn once for all signatures of
the file, whose pages are the same. Must not compare pages, nor signatures with one another.
"""

from collections.abc import Iterator, Sequence

from signing.pades.verify.blank import CannotDraw, Place, Print, Rectangle, is_blank, prints
from signing.pades.verify.covering import area, rectangle
from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.pages import Page, annotations, pages

LEAST = 12.0
"""Points each way that are looked at: in a place smaller than a letter nobody tells print from paper."""


class Paper:
    """What is printed in a file, as far as it was asked for."""

    def __init__(self) -> None:
        self._known: dict[Place, Print | None] = {}

    def printed(self, data: bytes, places: Sequence[Place]) -> list[Print | None]:
        """Return what is printed in places, None for what cannot be drawn."""
        new = [place for place in places if place not in self._known]
        try:
            found: Sequence[Print | None] = prints(data, new) if new else []
        except CannotDraw:
            found = [None] * len(new)
        self._known.update(zip(new, found, strict=True))
        return [self._known[place] for place in places]


def check_beneath(opened: Opened, signature: Signature, paper: Paper) -> Iterator[Finding]:
    """Yield a finding for each page of which print was covered after `signature`."""
    if signature.revision == opened.last:
        return
    before, after = pages(opened.at(signature.revision)), pages(opened.at(opened.last))
    added = [
        place
        for number, (old, new) in enumerate(zip(before, after, strict=False), start=1)
        for place in _added(number, old, new)
    ]
    printed = paper.printed(opened.data[: signature.end], added)
    for number in sorted({place.number for place in added}):
        found = [shown for place, shown in zip(added, printed, strict=True) if place.number == number]
        known = [shown for shown in found if shown is not None]
        if len(known) < len(found):
            yield cannot_judge(
                Line.CHANGES, f"what a later signature covers of page {number} cannot be drawn"
            )
        elif not is_blank(known):
            yield cannot_judge(Line.CHANGES, f"a later signature lies over the print of page {number}")


def _added(number: int, old: Page, new: Page) -> list[Place]:
    """Return where a page shows signatures that were added."""
    unit = max(1.0, float(entry(old[0], "/UserUnit", 1)))
    corners = map(rectangle, annotations(new[0])[len(annotations(old[0])) :])
    return [Place(number, _at_least(one, LEAST / unit), unit) for one in corners if area(one) > 0]


def _at_least(corners: Rectangle, side: float) -> Rectangle:
    """Return a place with what is around it, where it is smaller than `side`."""
    left, low, right, high = corners
    wide, tall = max(0.0, side - (right - left)) / 2, max(0.0, side - (high - low)) / 2
    return left - wide, low - tall, right + wide, high + tall
