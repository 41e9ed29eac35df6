"""Lays recognised words invisibly over their places, so that a viewer selects and finds them.

Must not know fonts' bytes nor pictures; must not change what is seen (render mode 3).
"""

import dataclasses as dc
import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from statistics import fmean

from archive.values.reading import Word
from digitize.copy.font import ADVANCE, ASCENT, DESCENT, UNITS, InvisibleFont
from digitize.copy.sheet import Sheet, number, numbers

_MIDDLE = (ASCENT + DESCENT) / 2 / UNITS
_DIRECTIONS = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}
_STEEPEST = 0.12
"""Lines fall or rise by at most 7°; a steeper fit is noise of two or three short words."""
_LARGEST_FALL = 0.45
"""Height that one line may lose from end to end, in ems: poppler breaks lines at half an em."""
_NARROWEST = 0.15
"""Gap between words in ems; poppler takes letters for one word when they stand closer."""


@dc.dataclass(slots=True)
class _Run:
    """A word in points, seen along its line: from `start` to `end`, `middle` above the axis."""

    text: str
    start: float
    end: float
    middle: float
    height: float


def letters_of(pages: Iterable[Sequence[Word]]) -> set[str]:
    """Return every letter that the invisible text of `pages` needs."""
    return {letter for words in pages for word in words for letter in clean(word.text)}


def clean(text: str) -> str:
    """Return `text` as NFC without what may not stand in a PDF's text.

    Source: ISO 19005-2 section 6.2.11.7.2 (no U+0000, U+FEFF, U+FFFE); controls have no place on paper.
    """
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cc", "Cs", "Zs", "Zl", "Zp")
        and letter not in "\ufeff\ufffe\uffff"
    )


def invisible_text(
    words: Sequence[Word], sheet: Sheet, dpi: float, rotation: int, font: InvisibleFont
) -> bytes:
    """Write the content stream of a page's invisible text.

    Args:
        words: in reading order, boxes in pixels at `dpi` of the page as shown.
        sheet: the page.
        dpi: resolution of the boxes.
        rotation: degrees clockwise by which the content is turned: 0, 90, 180 or 270.
        font: holds every letter of `words`, known to the page as /T.

    Returns:
        One text object; empty where there are no words.
    """
    right, scale = _DIRECTIONS[rotation % 360], sheet.points_per_pixel(dpi)
    parts: list[bytes] = []
    for _, line in itertools.groupby(words, key=lambda word: word.line):
        runs = [run for word in line if (run := _run(word, sheet.height, scale, right))]
        if runs:
            parts.extend(_line(runs, right, font))
    return b"\n".join([b"BT", b"3 Tr", *parts, b"ET"]) if parts else b""


def _run(word: Word, height: float, scale: tuple[float, float], right: tuple[int, int]) -> _Run | None:
    text = clean(word.text)
    if not text:
        return None
    box, (x, y) = word.box, right
    corners = [
        (px * scale[0], height - py * scale[1])
        for px in (box.left, box.right)
        for py in (box.top, box.bottom)
    ]
    along = [px * x + py * y for px, py in corners]
    above = [py * x - px * y for px, py in corners]
    low, high = min(above), max(above)
    return _Run(text, min(along), max(along), (low + high) / 2, high - low)


def _line(runs: list[_Run], right: tuple[int, int], font: InvisibleFont) -> list[bytes]:
    """Write one printed line: one size and one slanted base line, so that viewers see one line."""
    size = max(1.0, _size(runs))
    level, slope = _level(runs, size)
    x, y = right
    parts = [b"/T " + number(size) + b" Tf"]
    for run, following in itertools.zip_longest(runs, runs[1:]):
        end, gap = _end(run, following, size)
        middle = level + slope * (run.start + run.end) / 2 if slope is not None else run.middle
        base = middle - _MIDDLE * size
        place = numbers(x, y, -y, x, run.start * x - base * y, run.start * y + base * x)
        width = len(run.text) * size * ADVANCE / UNITS
        parts.append(place + b" Tm " + number(100 * (end - run.start) / width) + b" Tz")
        parts.append(font.encode(run.text) + b" Tj")
        if gap is not None:
            space = 100 * gap / (size * ADVANCE / UNITS)
            parts.append(number(space) + b" Tz " + font.encode(" ") + b" Tj")
    return parts


def _end(run: _Run, following: _Run | None, size: float) -> tuple[float, float | None]:
    """Return where the word ends, drawn in a little where it touches the next, and the gap behind it."""
    end = max(run.end, run.start + 0.1)
    if following is None:
        return end, None
    if following.start >= run.start:
        end = max(min(end, following.start - _NARROWEST * size), run.start + (end - run.start) / 2)
    return end, max(following.start - end, 0.05 * size)


def _size(runs: list[_Run]) -> float:
    """Return the height of the line's letters: words without ascenders are lower than the line."""
    heights = sorted(run.height for run in runs)
    return heights[(3 * len(heights)) // 4]


def _level(runs: list[_Run], size: float) -> tuple[float, float | None]:
    """Fit a straight line through the words' middles, no steeper than viewers take for one line.

    Returns:
        Height at 0 and slope; no slope where each word keeps its own middle.
    """
    centres = [(run.start + run.end) / 2 for run in runs]
    mean_x, mean_y = fmean(centres), fmean(run.middle for run in runs)
    spread = sum((x - mean_x) ** 2 for x in centres)
    if len(runs) < 3 or spread == 0:
        return (mean_y, 0.0) if _level_enough(runs) else (0.0, None)
    slope = sum((x - mean_x) * (run.middle - mean_y) for x, run in zip(centres, runs, strict=True)) / spread
    if abs(slope) > _STEEPEST:
        return 0.0, None
    steepest = _LARGEST_FALL * size / (max(centres) - min(centres))
    slope = max(-steepest, min(steepest, slope))
    return mean_y - slope * mean_x, slope


def _level_enough(runs: list[_Run]) -> bool:
    middles = [run.middle for run in runs]
    return max(middles) - min(middles) < 0.5 * max(run.height for run in runs)
