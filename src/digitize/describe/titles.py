"""Headings that fit a title of a type, and headings of papers that no type has.

Must not choose a type: types.py does.
"""

import dataclasses as dc
import re
from collections.abc import Mapping, Sequence

from digitize.describe.agencies import begins_body, begins_heading
from digitize.describe.folding import is_capitals, squash
from digitize.describe.fuzzy import find, likeness
from digitize.describe.head import Head
from digitize.describe.headings import (
    could_be_heading,
    goes_on,
    joined_key,
    weight_of,
    without_brackets,
)
from digitize.describe.layout import Line, Sheet, sides_of
from digitize.ports import TypeRule

ALIKE = 0.8
"""Likeness from which a heading fits a title."""
_OVER_TITLES = tuple(map(squash, ("MẪU", "BẢN CHÍNH", "BẢN SAO", "HIỆU TRƯỞNG", "GIÁM ĐỐC", "CHỦ TỊCH")))
"""What stands over the heading in capitals and is none."""


@dc.dataclass(frozen=True, slots=True)
class Heading:
    """Lines that could be a heading, their letters, and how much they look like one (0.6 to 1)."""

    lines: tuple[Line, ...]
    key: str
    weight: float


@dc.dataclass(frozen=True, slots=True)
class Title:
    """A heading that fits a title of a type.

    Attributes:
        lines: of the heading that fit.
        quality: 0 to 1, likeness and looks together.
        length: letters of the title that fit; the longer one is the more special.
        whole: the heading is the title and nothing more.
        wording: the title as the catalogue has it; empty where only the type's name fits.
    """

    lines: tuple[Line, ...]
    quality: float
    length: int
    whole: bool
    wording: str


def headings_on(sheet: Sheet, head: Head) -> list[Heading]:
    """Return what could be a heading, each line alone and with the lines that it goes on in."""
    found: list[Heading] = []
    for at, line in ((at, side) for at, row in enumerate(head.lines) for side in _sides(sheet, row)):
        if not could_be_heading(sheet, line):
            continue
        group, weight = [line], weight_of(sheet, line)
        for below in [*head.lines[at + 1 : at + 3], None]:
            found.append(Heading(tuple(group), joined_key(group), weight))
            if below is None or not goes_on(sheet, group[-1], below):
                break
            group.append(below)
    return found


def title_of(headings: Sequence[Heading], rule: TypeRule) -> Title | None:
    """Return the heading that fits a title of `rule` best, None where none does."""
    best: Title | None = None
    names = {squash(without_brackets(name)): name for name in reversed(names_of(rule))}
    keys = [key for key in names if len(key) >= 6]
    for heading in headings:
        for key in keys:
            alike = _fits(key, heading.key)
            quality = alike * heading.weight
            if alike < ALIKE or (best is not None and quality * len(key) <= best.quality * best.length):
                continue
            wording = without_brackets(names[key]) if names[key] in rule.titles and alike >= 0.85 else ""
            whole = len(heading.key) <= len(key) * 1.2
            best = Title(heading.lines, quality, len(key), whole, wording)
    return best


def _sides(sheet: Sheet, line: Line) -> list[Line]:
    """Return a line and, where words stand side by side, each side: a diploma is in English at the left."""
    sides = sides_of(sheet, line)
    return [line, *sides] if len(sides) > 1 else [line]


def names_of(rule: TypeRule) -> list[str]:
    """Return the titles of a type, and its name, whose alternatives a stroke divides."""
    bare = re.sub(r"\([^)]*\)", " ", rule.name)
    return [*rule.titles, *(part.strip() for part in bare.split("/") if part.strip())]


def _fits(key: str, heading: str) -> float:
    """Return how well a heading fits a title: whole, or beginning with it and going on.

    `ĐƠN ĐỀ NGHỊ cấp giấy phép` is a `Đơn đề nghị`; one word at the beginning of something else is not.
    """
    if not heading:
        return 0.0
    if abs(len(heading) - len(key)) <= max(2, len(key) // 4):
        whole = likeness(key, heading)
        if whole >= ALIKE:
            return whole
    match = find(key, heading)
    if match is None or match.start > 2:
        return 0.0
    return (1 - match.errors / len(key)) * (0.9 if len(key) >= 7 else 0.85 if not match.errors else 0.7)


def other_heading(page: tuple[Sheet, Head], titles: Mapping[str, Title | None]) -> Line | None:
    """Return the heading of a page where it is of no known type: `BẢN ÁN`."""
    first = _first_heading(*page)
    known = first is None or any(first in title.lines for title in titles.values() if title is not None)
    return None if known else first


def under_another(first: Line, titles: Mapping[str, Title | None]) -> dict[str, Title | None]:
    """Lower the quality of titles under another heading: a judgment has its `QUYẾT ĐỊNH:` inside."""
    less = 4 if begins_heading(first.text) else 2
    return {
        slug: dc.replace(title, quality=title.quality / less)
        if title is not None and title.lines[0].place.top > first.place.bottom
        else title
        for slug, title in titles.items()
    }


def _first_heading(sheet: Sheet, head: Head) -> Line | None:
    """Return the first line in the middle, in capitals and large, that is no agency's name."""
    top = head.motto.place.bottom if head.motto is not None else 0
    for line in head.lines:
        centred = abs(line.middle - sheet.width / 2) < 0.1 * sheet.width
        large = line.height >= 0.95 * sheet.letter and len(line.tokens) >= 2
        if line.place.top <= top or not centred or not large or line in head.agency:
            continue
        if begins_body(line.text) or line.key.startswith(_OVER_TITLES):
            continue
        if could_be_heading(sheet, line) and is_capitals(line.text):
            return line
    return None
