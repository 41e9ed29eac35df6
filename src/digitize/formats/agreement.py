"""Whether a text layer says what the page shows: otherwise a hidden text could replace the paper's.

Must not mend a layer: what does not agree is read from the picture.
"""

import unicodedata
from collections.abc import Sequence

import cv2
import numpy as np

from archive.values.reading import Box
from digitize.formats.pdf_pages import Content
from digitize.ocr.cells import recognise
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.prepare.rules import without_rules

_INK = 140
_MOST_COVERED = 0.4
"""Under a picture that covers more of the page, nobody can say which words are visible."""
_LEAST_DECODED = 0.98
_LEAST_INKED = 0.99
_MOST_OUTSIDE = 0.15
_SURE, _CERTAIN, _LETTERS = 0.95, 0.99, 2
"""Confidence of words that are compared, of figures that decide alone, and least letters of a word."""
_LEAST_SEEN, _MOST_OTHER = 0.6, 0.04
"""Share of the layer's words that must be seen, and of words that it may have otherwise."""
_BLACK = 0.9
_LETTER_INCH = 0.04, 0.5


def disagreement(
    content: Content, marks: Sequence[Mark], gray: Gray, dpi: int, recogniser: Recogniser
) -> str | None:
    """Say why a page's text layer is not to be believed; None where it is.

    Args:
        content: what the page is made of.
        marks: words of the layer, boxes in pixels of `gray`.
        gray: the page as drawn.
        dpi: its resolution.
        recogniser: reads the page to compare.

    Returns:
        picture, hidden-text, undecodable, not-visible, more-visible, other-words or None.
    """
    if content.covered > _MOST_COVERED:
        return "picture"
    if content.hidden_text:
        return "hidden-text"
    if not marks or _decoded(marks) < _LEAST_DECODED:
        return "undecodable"
    ink = gray < _INK
    if _inked(marks, ink) < _LEAST_INKED or any(
        _is_hidden(mark.box, ink) for mark in marks if _digits(mark.text)
    ):
        return "not-visible"
    if _outside(marks, ink.astype(np.uint8), dpi) > _MOST_OUTSIDE:
        return "more-visible"
    return _seen_otherwise(marks, gray, dpi, recogniser)


def _decoded(marks: Sequence[Mark]) -> float:
    """Return the share of letters that are letters: no private-use, no replacement character."""
    letters = "".join(mark.text for mark in marks)
    bad = sum(unicodedata.category(letter) in ("Co", "Cn", "Cc", "Cs") or letter == "�" for letter in letters)
    bad += 7 * letters.count("(cid:")
    return 1 - bad / max(len(letters), 1)


def _inked(marks: Sequence[Mark], ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    """Return the share of words under whose box something is printed."""
    height, width = ink.shape
    seen = 0
    for mark in marks:
        box = mark.box
        part = ink[max(box.top, 0) : min(box.bottom, height), max(box.left, 0) : min(box.right, width)]
        # a full stop fills a hundredth of its box
        seen += bool(part.size) and bool(part.mean() > 0.01)
    return seen / len(marks)


def _is_hidden(box: Box, ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bool:
    """Say whether nothing can be read at a place: white, or all black."""
    part = ink[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right]
    return not part.size or not 0.01 < float(part.mean()) < _BLACK


def _outside(marks: Sequence[Mark], ink: Gray, dpi: int) -> float:
    """Return the share of letter-sized spots that lie in no word's box."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink)
    low, high = (inch * dpi for inch in _LETTER_INCH)
    tall, wide = stats[1:, 3], stats[1:, 2]
    spots = centres[1:][(tall >= low) & (tall <= high) & (wide <= high)]
    if not len(spots):
        return 0.0
    known = np.zeros(ink.shape, np.uint8)
    for box in (mark.box for mark in marks):
        cv2.rectangle(known, (box.left - 2, box.top - 2), (box.right + 2, box.bottom + 2), 1, -1)
    rows, columns = np.rint(spots[:, 1]).astype(int), np.rint(spots[:, 0]).astype(int)
    return float(1 - known[rows, columns].mean())


def _seen_otherwise(marks: Sequence[Mark], gray: Gray, dpi: int, recogniser: Recogniser) -> str | None:
    """Read the whole page from the picture and compare it with the layer, word by word at its place."""
    bare, tables = without_rules(gray, dpi)
    sure = [
        mark
        for mark in recognise(bare, dpi, tables, recogniser)
        if mark.confidence >= _SURE and len(_plain(mark.text)) >= _LETTERS
    ]
    places = _Places(marks)
    said = [(mark, [word.text for word in places.within(mark.box)]) for mark in sure]
    words = sum(len(_plain(mark.text)) >= _LETTERS for mark in marks)
    if len(sure) < _LEAST_SEEN * words:  # it stands sideways, or too poorly to be compared
        return "other-words"
    if not all(layer for _, layer in said):
        return "more-visible"
    joined = [(mark, _plain("".join(layer))) for mark, layer in said]
    figures = [m for m, layer in joined if m.confidence >= _CERTAIN and _digits(m.text) != _digits(layer)]
    other = sum(not _same(_plain(mark.text), layer) for mark, layer in joined)
    # letters set apart are words of a letter each in the layer
    apart = sum(len(layer) > 2 and max(map(len, layer)) == 1 for _, layer in said)
    if figures or other + apart > _MOST_OTHER * len(said):
        return "other-words"
    return None


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _same(seen: str, layer: str) -> bool:
    """Say whether a word is the layer's, or one of two that stand together in either."""
    return seen == layer or (min(len(seen), len(layer)) >= 3 and (seen in layer or layer in seen))


def _plain(text: str) -> str:
    """Return letters and digits with their marks, small."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


class _Places:
    """The words of a layer by where they stand."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.box.left)
        self._middles = np.array([_middle(mark.box) for mark in self._marks]).reshape(-1, 2)

    def within(self, box: Box) -> list[Mark]:
        """Return the words whose middle lies in `box`, or in whose box the middle of `box` lies."""
        x, y = self._middles[:, 0], self._middles[:, 1]
        inside = (x >= box.left) & (x <= box.right) & (y >= box.top - 3) & (y <= box.bottom + 3)
        found = [self._marks[at] for at in np.flatnonzero(inside)]
        if found:
            return found
        x0, y0 = _middle(box)
        around = (
            m for m in self._marks if m.box.left <= x0 <= m.box.right and m.box.top <= y0 <= m.box.bottom
        )
        return list(around)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
