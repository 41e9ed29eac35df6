"""The words of a text layer and those seen in the picture, side by side where they stand in one place.

Must not decide whether a page is believed: that is `agreement.py`.
"""

import dataclasses as dc
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from digitize.ocr.ports import Mark

_SLACK = 3
"""Pixels by which the box of a flat word may lie off a middle."""
_ALIKE = str.maketrans("i|![]/", "llllll")
"""Signs that look alike in many faces; a figure is never one of them."""


@dc.dataclass(frozen=True, slots=True)
class Place:
    """Words in one place, left to right; one side may have none, or part its words otherwise."""

    layer: tuple[Mark, ...]
    seen: tuple[Mark, ...]


def places_of(layer: Sequence[Mark], seen: Sequence[Mark]) -> list[Place]:
    """Put words side by side: two share a place where the middle of one lies in the box of the other.

    Args:
        layer: words of the text layer.
        seen: words read from the picture, boxes in the same pixels.
    """
    leader = list(range(len(layer) + len(seen)))

    def first(word: int) -> int:
        while leader[word] != word:
            word = leader[word]
        return word

    boxes = _boxes(layer)
    for number, mark in enumerate(seen, len(layer)):
        for other in np.flatnonzero(_sharing(boxes, *_edges(mark))):
            leader[first(int(other))] = first(number)
    found = defaultdict[int, tuple[list[Mark], list[Mark]]](lambda: ([], []))
    for number, mark in enumerate((*layer, *seen)):
        found[first(number)][number >= len(layer)].append(mark)
    return [Place(_along(ours), _along(theirs)) for ours, theirs in found.values()]


def word_by_word(place: Place) -> list[Place]:
    """Part a place into one for each word of the layer, with all that is seen there; as it is without one."""
    if not place.layer:
        return [place]
    found = []
    for word in place.layer:
        shared = [mark for mark in place.seen if _sharing(_boxes([word]), *_edges(mark)).any()]
        found.append(Place((word,), tuple(shared)))
    return found


def agree(layer: Sequence[Mark], seen: Sequence[Mark]) -> bool:
    """Say whether words are the same: every letter with its marks and every number; signs and gaps apart."""
    if numbers_of(layer) != numbers_of(seen):
        return False
    return letters_of(layer) == letters_of(seen) or _look_alike(layer) == _look_alike(seen)


def letters_of(words: Sequence[Mark]) -> str:
    """Return letters and figures with their marks, small."""
    return "".join(filter(str.isalnum, _small(words)))


def numbers_of(words: Sequence[Mark]) -> list[str]:
    """Return the groups of figures, as signs part them."""
    return re.findall(r"\d+", _small(words))


def _look_alike(words: Sequence[Mark]) -> str:
    return "".join(filter(str.isalnum, _small(words).translate(_ALIKE)))


def _small(words: Sequence[Mark]) -> str:
    return unicodedata.normalize("NFC", "".join(word.text for word in words)).casefold()


def _boxes(words: Sequence[Mark]) -> npt.NDArray[np.float64]:
    return np.array([_edges(word) for word in words], float).reshape(-1, 4)


def _edges(mark: Mark) -> tuple[int, int, int, int]:
    return mark.box.left, mark.box.top, mark.box.right, mark.box.bottom


def _sharing(
    boxes: npt.NDArray[np.float64], left: int, top: int, right: int, bottom: int
) -> npt.NDArray[np.bool_]:
    """Say which of `boxes` (n × left, top, right, bottom) share a place with one."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x >= left) & (x <= right) & (y >= top - _SLACK) & (y <= bottom + _SLACK)
    x0, y0 = (left + right) / 2, (top + bottom) / 2
    around = (boxes[:, 0] <= x0) & (boxes[:, 2] >= x0) & (boxes[:, 1] <= y0) & (boxes[:, 3] >= y0)
    return np.asarray(inside | around)


def _along(words: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(words, key=lambda mark: mark.box.left))
