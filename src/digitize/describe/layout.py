"""The words of a page as upright lines, ready for comparing.

Must not know any phrase: only where words stand. `box` is the place on the page as shown, `place`
the place after the content was turned upright; rules look at `place`, fields carry `box`.
"""

import dataclasses as dc
import re
import statistics
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from archive.values.reading import Box, PageText, Word
from digitize.describe.folding import squash
from digitize.describe.frames import without_frame
from digitize.describe.tokens import Token as Token

_LEADERS = re.compile(r"[.…_·•,‥\-–—]{2,}|[.…_·•‥]+")
_DOTS = re.compile(r"^[.…_,;:„“]+(?=\w)|(?<=\w)[.…_]{3,}.*$|(?<=\w)[.…_]{2}$")
"""Leader dots that were not erased stick to the word before or behind them."""
_GLUED = re.compile(r"(?<=[^\W\d]:)(?=\w)|(?<=[^\W\dA-ZĐ]{2})(?=/[^\W\d])")
"""Behind a colon (`tên:AN`), and before the second language (`sinh/Date`)."""
_FRAME = 4
"""In heights of a line; no heading is so much larger than the text under it."""

SIDE_BY_SIDE = 1.5
"""Usual heights of a line between words of two columns; blanks are a third of one."""

_ROW_HEIGHT, _LETTER_WIDTH = 40, 16


@dc.dataclass(frozen=True, slots=True)
class Line:
    """One printed line of the upright page.

    Attributes:
        page: 1-based page of the file.
        number: of the line on its page, from 1, in reading order.
        tokens: from left to right.
        text: the tokens with spaces.
        key: squashed text.
        owners: for each letter of `key` the index of its token.
        place: the union of the tokens' places.
    """

    page: int
    number: int
    tokens: tuple[Token, ...]
    text: str
    key: str
    owners: tuple[int, ...]
    place: Box

    @property
    def height(self) -> int:
        """Height of the highest word in pixels: a tilted line or a paragraph is higher as a whole."""
        return max(token.place.bottom - token.place.top for token in self.tokens)

    @property
    def middle(self) -> float:
        """Horizontal middle in pixels."""
        return (self.place.left + self.place.right) / 2

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens that `key[start:end]` touches."""
        return self.owners[start], self.owners[end - 1] + 1

    def begins_token(self, at: int) -> bool:
        """Say whether `key[at]` is the first letter of a token."""
        return at == 0 or self.owners[at] != self.owners[at - 1]

    def ends_token(self, at: int) -> bool:
        """Say whether `key[at - 1]` is the last letter of a token."""
        return at == len(self.owners) or self.owners[at] != self.owners[at - 1]

    def start_of_word(self, at: int) -> int:
        """Return `at`, or one letter less where a word begins there: its first letter was read twice."""
        return at - 1 if at and not self.begins_token(at) and self.begins_token(at - 1) else at

    def end_of_word(self, at: int) -> int:
        """Return `at`, or one letter more where a word ends there: a phrase's last letter was misread."""
        return at + 1 if not self.ends_token(at) and self.ends_token(at + 1) else at


@dc.dataclass(frozen=True, slots=True)
class Sheet:
    """An upright page: its size, lines in reading order, and the usual height of a line."""

    page: int
    width: int
    height: int
    lines: tuple[Line, ...]
    letter: float


def sheet_of(page: PageText) -> Sheet:
    """Turn the words of `page` upright and gather them into lines."""
    turned = page.rotation % 180 == 90
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    printed = without_frame(_with_places(page), _usual(page)) if page.words else _without_places(page.text)
    lines = [line for tokens in printed if (line := line_of(page.number, tokens)) is not None]
    letter = _usual_height(lines)
    # the sides of a frame are read as high and narrow lines
    lines = _joined([line for line in lines if line.height <= _FRAME * letter and line.key])
    return Sheet(page.number, max(width, 1), max(height, 1), tuple(lines), letter)


def _usual(page: PageText) -> float:
    """Return the usual height of the words of a page that have more than two letters."""
    boxes = [upright(word.box, page) for word in page.words if len(word.text) > 2]
    return statistics.median(box.bottom - box.top for box in boxes) if boxes else float(_ROW_HEIGHT)


def _usual_height(lines: Sequence[Line]) -> float:
    wide = [line.height for line in lines if line.place.right - line.place.left > 2 * line.height]
    return max(statistics.median(wide), 1.0) if wide else float(_ROW_HEIGHT)


def line_of(page: int, tokens: Sequence[Token]) -> Line | None:
    """Make a line of `tokens`, from left to right; None without any."""
    if not tokens:
        return None
    key = "".join(token.key for token in tokens)
    owners = tuple(at for at, token in enumerate(tokens) for _ in token.key)
    text = " ".join(token.text for token in tokens)
    number = min(token.line for token in tokens)
    return Line(page, number, tuple(tokens), text, key, owners, Box.around(t.place for t in tokens))


def sides_of(sheet: Sheet, line: Line) -> list[Line]:
    """Part `line` where words stand side by side: number at the left, date at the right."""
    return parts_of(line, SIDE_BY_SIDE * sheet.letter)


def parts_of(line: Line, gap: float) -> list[Line]:
    """Part `line` where more than `gap` pixels are free: what stands side by side was read as one."""
    cuts = [
        at
        for at, (before, after) in enumerate(pairwise(line.tokens), start=1)
        if after.place.left - before.place.right > gap
    ]
    edges = pairwise([0, *cuts, len(line.tokens)])
    return [part for a, b in edges if (part := line_of(line.page, line.tokens[a:b])) is not None]


def same_row(left: Box, right: Box) -> bool:
    """Say whether two boxes stand side by side: half of the lower one's height is common."""
    common = min(left.bottom, right.bottom) - max(left.top, right.top)
    return 2 * common >= min(left.bottom - left.top, right.bottom - right.top) > 0


def rows(page: int, tokens: Iterable[Token]) -> list[Line]:
    """Gather `tokens` into rows by their places alone, from top to bottom."""
    gathered: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.place.top + t.place.bottom, t.place.left)):
        if gathered and same_row(Box.around(t.place for t in gathered[-1][-4:]), token.place):
            gathered[-1].append(token)
        else:
            gathered.append([token])
    made = (line_of(page, sorted(row, key=lambda t: t.place.left)) for row in gathered)
    return [line for line in made if line is not None]


def upright(box: Box, page: PageText) -> Box:
    """Turn `box` with the content of `page`, so that its text stands upright."""
    if page.rotation == 90:
        return Box(box.top, page.width - box.right, box.bottom, page.width - box.left)
    if page.rotation == 180:
        return Box(
            page.width - box.right, page.height - box.bottom, page.width - box.left, page.height - box.top
        )
    if page.rotation == 270:
        return Box(page.height - box.bottom, box.left, page.height - box.top, box.right)
    return box


def _with_places(page: PageText) -> list[list[Token]]:
    """Return the tokens of each printed line."""
    lines = groupby(page.words, key=lambda word: word.line)
    return [[token for word in words for token in _tokens_of(page, word)] for _, words in lines]


def _tokens_of(page: PageText, word: Word) -> list[Token]:
    """Divide a word where two are glued (`tên:AN`, `sinh/Date`); drop what is only leader dots."""
    if _LEADERS.fullmatch(word.text) or not word.text.strip() or is_ornament(word.text):
        return []
    place = upright(word.box, page)
    bare = _DOTS.sub("", word.text)
    word = dc.replace(word, text=bare or word.text)
    cuts = [0, *(m.start() for m in _GLUED.finditer(word.text)), len(word.text)]
    tokens = []
    for start, end in pairwise(cuts):
        step = (place.right - place.left) / len(word.text)
        part = Box(
            place.left + int(start * step), place.top, place.left + max(int(end * step), 1), place.bottom
        )
        text = word.text[start:end]
        tokens.append(Token(text, squash(text), word.box, part, word.confidence, word.line + 1))
    return tokens


def is_ornament(text: str) -> bool:
    """Say whether `text` is what a frame or a row of ornaments is read as: a few letters over and over."""
    key = squash(text)
    return len(text) >= 6 and not text.isdecimal() and len(set(key)) <= 2 and len(key) != 2


def _without_places(text: str) -> list[list[Token]]:
    """Lay out text that came without words on a grid, so that the same rules can look at it."""
    lines = []
    for row, line in enumerate(text.splitlines()):
        tokens, column = [], 0
        for word in line.split():
            place = Box(column, row * _ROW_HEIGHT, column + len(word) * _LETTER_WIDTH, row * _ROW_HEIGHT + 28)
            if not _LEADERS.fullmatch(word) and not is_ornament(word):
                tokens.append(Token(word, squash(word), None, place, 0.5, row + 1))
            column = place.right + _LETTER_WIDTH
        lines.append(tokens)
    return lines


def _joined(lines: list[Line]) -> list[Line]:
    """Join a line that ends in a colon with what stands to its right: a wide gap had parted them."""
    joined: list[Line] = []
    taken: set[int] = set()
    for at, line in enumerate(lines):
        if at in taken:
            continue
        beside = _beside(line, lines) if line.text.endswith(":") else None
        if beside is not None and beside not in taken and beside > at:
            taken.add(beside)
            line = line_of(line.page, [*line.tokens, *lines[beside].tokens]) or line
        joined.append(line)
    return joined


def _beside(line: Line, lines: list[Line]) -> int | None:
    """Return the index of the nearest line to the right in the same row."""
    right = [
        (other.place.left, at)
        for at, other in enumerate(lines)
        if other.place.left >= line.place.right and same_row(line.place, other.place)
    ]
    return min(right)[1] if right else None
