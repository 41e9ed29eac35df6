"""Whether a text layer says what the page shows: otherwise a hidden text could replace the paper's.

Must not mend a layer: what does not agree is read from the picture.
"""

import difflib
import unicodedata
from collections.abc import Sequence

import cv2
import numpy as np

from digitize.formats.pdf_pages import Content
from digitize.ocr.cells import recognise
from digitize.ocr.lines import printed_lines
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.prepare.orientation import strip_rows
from digitize.prepare.rules import without_rules

_INK = 140
_MOST_COVERED = 0.4
"""Under a picture that covers more of the page, nobody can say which words are visible."""
_LEAST_DECODED = 0.98
_LEAST_INKED = 0.97
_MOST_OUTSIDE = 0.15
_LEAST_ALIKE = 0.8
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
        recogniser: reads a tenth of the page to compare.

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
    if _inked(marks, ink) < _LEAST_INKED:
        return "not-visible"
    if _outside(marks, ink.astype(np.uint8), dpi) > _MOST_OUTSIDE:
        return "more-visible"
    return None if _alike(marks, gray, dpi, recogniser) >= _LEAST_ALIKE else "other-words"


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


def _alike(marks: Sequence[Mark], gray: Gray, dpi: int, recogniser: Recogniser) -> float:
    """Compare the fullest tenth of the page, as read from the picture, with the layer's words there."""
    top, bottom = strip_rows(gray, dpi)
    whole = [mark for mark in marks if mark.box.top >= top and mark.box.bottom <= bottom]
    if not whole:
        return 1.0
    top, bottom = min(mark.box.top for mark in whole), max(mark.box.bottom for mark in whole)
    white = np.full((dpi // 10, gray.shape[1]), 255, np.uint8)
    strip = np.concatenate((white, gray[max(top - 4, 0) : bottom + 4], white))
    strip, tables = without_rules(strip, dpi)
    said, seen = _letters(whole), _letters(recognise(strip, dpi, tables, recogniser))
    return difflib.SequenceMatcher(None, said, seen, autojunk=False).ratio()


def _letters(marks: Sequence[Mark]) -> str:
    """Return letters and digits without accents, line by line: accents are what OCR errs on."""
    text = "".join(mark.text for line in printed_lines(marks) for mark in line).lower().replace("đ", "d")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isalnum())
