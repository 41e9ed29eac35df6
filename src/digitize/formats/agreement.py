"""Whether a text layer says what the page shows: otherwise a hidden text could replace the paper's.

The page is read from its picture, and each word of either side is held against the other where it stands.
Must not mend a layer: where it does not agree, the page is read from the picture.
"""

import dataclasses as dc
import difflib
import statistics
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.formats.pdf_pages import Content
from digitize.formats.places import Place, agree, letters_of, numbers_of, places_of, word_by_word
from digitize.formats.second_look import looked_again
from digitize.ocr.cells import recognise
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.prepare.rules import without_rules

_INK = 140
_MOST_COVERED = 0.4
"""Under a picture that covers more of the page, nobody can say which words are visible."""
_MOST_OUTSIDE = 0.15
_LETTER_INCH = 0.04, 0.5
_INKED = 0.01, 0.9
"""Share of a word's box that is ink: a full stop fills a hundredth of its own, black hides a word."""
_SURE, _CERTAIN = 0.9, 0.95
"""Confidence from which a number, and a word, that the picture has otherwise decides against the layer."""
_MOST_DOUBTED = 0.05
"""Share of the layer's words that the picture may leave in doubt; good pages have 0.6 %, at most 4 %."""
_MOST_LOOKED_AT = 0.25
_ALIKE = 0.4
"""Likeness of two words under which one is not the other read badly."""
_APART = 3
"""More words than are seen in a place, from which its letters stand apart."""
_DOUBT = 0.5
"""Confidence of a word that the picture leaves in doubt."""


@dc.dataclass(frozen=True, slots=True)
class Judged:
    """A text layer after it was held against the picture.

    Attributes:
        words: to be used; confidence 1, or less where the picture leaves doubt. None if the layer is not.
        why: it is not used: picture, hidden-text, no-words, not-visible, more-visible, other-words.
    """

    words: tuple[Mark, ...] = ()
    why: str | None = None


def judged(content: Content, layer: Sequence[Mark], gray: Gray, dpi: int, recogniser: Recogniser) -> Judged:
    """Hold a page's text layer against its picture.

    Args:
        content: what the page is made of.
        layer: its words, boxes in pixels of `gray`.
        gray: the page as drawn.
        dpi: its resolution.
        recogniser: reads the page to compare.
    """
    why = _unfit(content, layer, gray, dpi)
    if why is not None:
        return Judged(why=why)
    bare, tables = without_rules(gray, dpi)
    places = places_of(layer, recognise(bare, dpi, tables, recogniser))
    disputed = [place for place in places if not agree(place.layer, place.seen)]
    many = sum(len(place.layer) for place in disputed) > _MOST_LOOKED_AT * len(layer)
    if many or any(map(_is_set_apart, places)):
        return Judged(why="other-words")
    alone = [alone for place in disputed for alone in word_by_word(place) if _says_anything(alone)]
    usual = round(statistics.median(mark.box.bottom - mark.box.top for mark in layer))
    looks = looked_again(bare, [_line_box(place, usual) for place in alone], recogniser)
    doubted = set[Mark]()
    for place, again in zip(alone, looks, strict=True):
        why = _against(place, again)
        if why is not None:
            return Judged(why=why)
        if not any(agree(place.layer, look) for look in (place.seen, again)):
            doubted.update(place.layer)
    if len(doubted) > _MOST_DOUBTED * len(layer):
        return Judged(why="other-words")
    return Judged(tuple(dc.replace(w, confidence=_DOUBT) if w in doubted else w for w in layer))


def _unfit(content: Content, layer: Sequence[Mark], gray: Gray, dpi: int) -> str | None:
    """Say why a layer cannot be true, from what is plain to see without reading."""
    if content.covered > _MOST_COVERED:
        return "picture"
    if content.hidden_text:
        return "hidden-text"
    if not layer:
        return "no-words"
    ink = np.asarray(gray < _INK)
    if any(_is_hidden(mark.box, ink) for mark in layer if letters_of([mark])):
        return "not-visible"
    if _outside(layer, ink.astype(np.uint8), dpi) > _MOST_OUTSIDE:
        return "more-visible"
    return None


def _is_hidden(box: Box, ink: npt.NDArray[np.bool_]) -> bool:
    """Say whether nothing can be read at a place: white, or all black."""
    part = ink[max(box.top, 0) : max(box.bottom, 0), max(box.left, 0) : max(box.right, 0)]
    return not part.size or not _INKED[0] < float(part.mean()) < _INKED[1]


def _outside(layer: Sequence[Mark], ink: Gray, dpi: int) -> float:
    """Return the share of letter-sized spots that lie in no word's box."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink)
    low, high = (inch * dpi for inch in _LETTER_INCH)
    tall, wide = stats[1:, 3], stats[1:, 2]
    spots = centres[1:][(tall >= low) & (tall <= high) & (wide <= high)]
    if not len(spots):
        return 0.0
    known = np.zeros(ink.shape, np.uint8)
    for box in (mark.box for mark in layer):
        cv2.rectangle(known, (box.left - 2, box.top - 2), (box.right + 2, box.bottom + 2), 1, -1)
    rows, columns = np.rint(spots[:, 1]).astype(int), np.rint(spots[:, 0]).astype(int)
    return float(1 - known[rows, columns].mean())


def _is_set_apart(place: Place) -> bool:
    """Say whether a word stands in the layer letter by letter and nobody finds it; figures may."""
    more = len(place.layer) - len(place.seen)
    return bool(place.seen) and more >= _APART and letters_of(place.layer).isalpha()


def _says_anything(place: Place) -> bool:
    """Say whether the layer's word is no mere sign, or what only the picture shows is a word."""
    return bool(letters_of(place.layer)) or (not place.layer and _is_word(place.seen))


def _is_word(words: Sequence[Mark]) -> bool:
    """Say whether words are more than one letter and more than an ornament."""
    letters = letters_of(words)
    return len(letters) > 1 and 2 * len(letters) >= sum(len(word.text) for word in words)


def _line_box(place: Place, usual: int) -> Box:
    """Return the box of a word as high as its line: the picture's words have that of their ink."""
    box = Box.around(mark.box for mark in place.layer or place.seen)
    room = 0 if place.layer else max(0, usual - (box.bottom - box.top)) // 2
    return Box(box.left, box.top - room, box.right, box.bottom + room)


def _against(place: Place, again: Sequence[Mark]) -> str | None:
    """Say why a word tells against the layer, after its place was seen twice; None where nothing does."""
    looks = [look for look in (place.seen, again) if letters_of(look)]
    same = len(looks) > 1 and agree(*looks)
    if not place.layer:
        return "more-visible" if same and min(map(_confidence, looks)) >= _SURE else None
    if any(agree(place.layer, look) for look in looks):
        return None
    if _is_word(place.layer) and not any(_is_like(place.layer, look) for look in looks):
        return "not-visible"
    if same and min(map(_confidence, looks)) >= _CERTAIN:
        return "other-words"
    numbers = [look for look in looks if numbers_of(look)]
    told = numbers and all(numbers_of(look) != numbers_of(place.layer) for look in looks)
    return "other-words" if told and max(map(_confidence, numbers)) >= _SURE else None


def _confidence(words: Sequence[Mark]) -> float:
    return min(word.confidence for word in words)


def _is_like(layer: Sequence[Mark], look: Sequence[Mark]) -> bool:
    return difflib.SequenceMatcher(None, letters_of(layer), letters_of(look)).ratio() >= _ALIKE
