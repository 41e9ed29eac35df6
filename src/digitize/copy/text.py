"""Lays recognised words invisibly over their places, so that a viewer selects and finds them.

Must not know fonts' bytes nor pictures; must not change what is seen (render mode 3).
"""

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from archive.values.reading import Word
from digitize.copy.apart import keep_apart
from digitize.copy.font import ADVANCE, ASCENT, DESCENT, UNITS, InvisibleFont
from digitize.copy.lines import Run, level
from digitize.copy.sheet import Sheet, number, numbers

_MIDDLE = (ASCENT + DESCENT) / 2 / UNITS
_DIRECTIONS = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}
_LAST_HYPHEN = "- "
"""Letter for a hyphen that ends a line: poppler drops one without the space, and joins the two lines."""
_LINE_END = 0.6
"""Gap in ems behind which a viewer may see another line."""
_LEAST_SPACE = 0.05
"""Width of a space in ems where words leave no gap."""


def letters_of(pages: Iterable[Sequence[Word]]) -> set[str]:
    """Return every letter that the invisible text of `pages` needs."""
    letters = {letter for words in pages for word in words for letter in clean(word.text)}
    return letters | ({_LAST_HYPHEN} if "-" in letters else set())


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
    lines = []
    for _, line in itertools.groupby(words, key=lambda word: word.line):
        if runs := [run for word in line if (run := _run(word, sheet.height, scale, right))]:
            lines.append(runs)
    level(lines, _MIDDLE)
    keep_apart(itertools.chain.from_iterable(lines))
    parts = [part for runs in lines for part in _line(runs, right, font)]
    return b"\n".join([b"BT", b"3 Tr", *parts, b"ET"]) if parts else b""


def _run(word: Word, height: float, scale: float, right: tuple[int, int]) -> Run | None:
    text = clean(word.text)
    if not text:
        return None
    box, (x, y) = word.box, right
    corners = [
        (px * scale, height - py * scale) for px in (box.left, box.right) for py in (box.top, box.bottom)
    ]
    along = [px * x + py * y for px, py in corners]
    above = [py * x - px * y for px, py in corners]
    low, high = min(above), max(above)
    return Run(text, min(along), max(along), (low + high) / 2, high - low)


def _line(runs: Sequence[Run], right: tuple[int, int], font: InvisibleFont) -> Iterator[bytes]:
    """Write one printed line."""
    x, y = right
    for run, following in itertools.zip_longest(runs, runs[1:]):
        yield b"/T " + number(run.size) + b" Tf"
        place = numbers(x, y, -y, x, run.start * x - run.base * y, run.start * y + run.base * x)
        yield place + b" Tm " + _stretch(run.end - run.start, len(run.text), run.size)
        gap = following.start - run.end if following else 0.0
        ends = run.text.endswith("-") and (following is None or gap > _LINE_END * run.size)
        yield font.encode([*run.text[:-1], _LAST_HYPHEN] if ends else run.text) + b" Tj"
        if following or y:  # where lines run up or down the page, PDFium joins them without a space between
            space = max(gap, _LEAST_SPACE * run.size)
            yield _stretch(space, 1, run.size) + b" " + font.encode(" ") + b" Tj"


def _stretch(width: float, letters: int, size: float) -> bytes:
    """Write the horizontal scaling that makes so many letters so wide."""
    return number(100 * width * UNITS / (letters * size * ADVANCE)) + b" Tz"
