"""Measures how large the national name and motto are printed: the same words on nearly every paper.

Must not judge.
"""

import dataclasses as dc
from collections.abc import Sequence
from itertools import groupby

from archive.values.reading import Box, PageText, Word

_NAME, _MOTTO = ("CỘNG", "NAM"), ("Độc", "phúc")
"""First and last word of CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, and of Độc lập - Tự do - Hạnh phúc."""
_NAME_EM, _MOTTO_EM = 20.7, 12.2
"""How many times its size a line is wide in Times New Roman bold, by the advance widths of the font."""
_NAME_WORDS, _MOTTO_WORDS = (7, 9), (6, 9)
"""How many words may be read there: hyphens are words of their own or not."""


@dc.dataclass(frozen=True, slots=True)
class Motto:
    """The head of a paper.

    Attributes:
        name_points: size of the national name in points, at the page's dpi.
        motto_points: size of the motto below.
        share: of the page's width that the name takes.
        box: place of the name.
    """

    name_points: float
    motto_points: float
    share: float
    box: Box


def motto_of(page: PageText) -> Motto | None:
    """Return the sizes of the first national name and motto on a page, None where one was not read whole."""
    name = motto = None
    for _, line in groupby(page.words, key=lambda word: word.line):
        words = list(line)
        name = name or _between(words, _NAME, _NAME_WORDS)
        motto = motto or _between(words, _MOTTO, _MOTTO_WORDS)
    if name is None or motto is None:
        return None
    lengths = [_length(box, page) for box in (name, motto)]
    points = [length * 72 / page.dpi for length in lengths]
    width = page.height if page.rotation in (90, 270) else page.width
    return Motto(points[0] / _NAME_EM, points[1] / _MOTTO_EM, lengths[0] / width, name)


def _between(words: Sequence[Word], ends: tuple[str, str], count: tuple[int, int]) -> Box | None:
    """Return the place from the first to the last word of `ends`, both included."""
    texts = [word.text for word in words]
    if ends[0] not in texts or ends[1] not in texts:
        return None
    first, last = texts.index(ends[0]), texts.index(ends[1])
    if not count[0] <= last - first + 1 <= count[1]:
        return None
    boxes = [word.box for word in words[first : last + 1]]
    return Box.around(boxes)


def _length(box: Box, page: PageText) -> int:
    """Return how long a line is, in pixels, whichever way the page is turned."""
    return box.bottom - box.top if page.rotation in (90, 270) else box.right - box.left
