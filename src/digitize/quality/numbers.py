"""Reads the page number that is printed on a page: “Trang 2/3”, “trang 1 trên 3”, “2/3”.

Must not judge it: a bare “2/3” may be a day, a house or a share.
"""

import dataclasses as dc
import re
from collections.abc import Sequence
from itertools import groupby

from archive.values.reading import Box, PageText, Word

_NAMED = re.compile(
    r"(?:trang|page)\s*(?:số\s*)?:?\s*(\d{1,3})\s*(?:/|trên|của|of)\s*(?:tổng số\s*)?(\d{1,3})(?!\d|\s*/)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[-–—]?\s*(\d{1,3})\s*/\s*(\d{1,3})\s*[-–—]?")
_OUTER_LINES = 2
"""A bare “2/3” is a page number only where it stands alone in the first or last lines."""


@dc.dataclass(frozen=True, slots=True)
class Mark:
    """A page number as printed: the `number`-th of `total`, on the `at`-th page (from 0) of a paper."""

    at: int
    number: int
    total: int
    said: str
    box: Box
    named: bool


def page_mark(at: int, page: PageText) -> Mark | None:
    """Return the page number that is printed on a page in the form “n of m”."""
    lines = [list(line) for _, line in groupby(page.words, key=lambda word: word.line)]
    for position, words in enumerate(lines):
        outer = position < _OUTER_LINES or position >= len(lines) - _OUTER_LINES
        if outer and (mark := _of_line(at, words)) is not None:
            return mark
    return None


def _of_line(at: int, words: Sequence[Word]) -> Mark | None:
    text = " ".join(word.text for word in words)
    named, bare = _NAMED.search(text), _BARE.fullmatch(text)
    match = named or bare
    if match is None:
        return None
    number, total = int(match[1]), int(match[2])
    if not 1 <= number <= total:
        return None
    start, place = 0, []
    for word in words:
        if start < match.end() and start + len(word.text) > match.start():
            place.append(word.box)
        start += len(word.text) + 1
    box = Box.around(place)
    return Mark(at, number, total, match[0].strip(), box, named is not None)
