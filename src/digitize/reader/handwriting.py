"""Handwriting: its places are told where print could stand, and nothing is guessed.

Must not drop a word of print, stamped ones included: what was read surely stays, whatever its colour.
Signatures, paraphs and stains are no text that anybody must type in: they are neither print nor told.
"""

import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import Mark
from digitize.prepare.transform import Transform

_DOUBT = 0.65
"""Words read out of handwriting had confidences of 0 to 0.6, stamped names 0.8 and more (measured)."""
_COLOUR = 60
_DARK = 0.65
"""Share of the place's brightest pixels under which a pixel is ink."""
_SHARE = 0.5
_SURE = 0.88
"""Words read so surely are the print beside which a hand fills in."""
_LETTERS = 2
"""Of a word of print at least; a loop of a signature may be read as one letter, and surely."""
_REACH = 6.0
"""Heights of the print that may be white before what was filled in."""
_TALL = 0.5, 3.0
"""Heights of the print between which writing is: less is a stroke or a stain, more a signature."""
_LONG, _WORDS = 8.0, 3
"""A line without print is writing where it has so many pieces and is so many times as wide as high."""


def without_handwriting(
    marks: Sequence[Mark], way: Transform, pixels: npt.NDArray[Any], blurred: Sequence[Box] = ()
) -> tuple[list[Mark], list[Box]]:
    """Part what was read into print, and the places of handwriting on the page as shown.

    Args:
        marks: words, boxes in the prepared picture.
        way: leads them back.
        pixels: the page as shown, 8-bit RGB or gray; in colour, writing tells itself by its ink as well.
        blurred: places of the page as shown where print is read unsurely and looks like handwriting.
    """
    print_, doubtful = [], []
    for mark in marks:
        box = way.back(mark.box)
        if mark.confidence < _DOUBT and _inked(pixels, box):
            doubtful.append(mark)
        elif not mark.by_hand or (mark.text and _within(box, blurred)):
            print_.append(mark)
        else:
            doubtful.append(mark)
    told = [way.back(mark.box) for run in _filled_in(print_, doubtful) for mark in run]
    return print_, _joined([box for box in told if not _within(box, blurred)])


def _filled_in(print_: Sequence[Mark], doubtful: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield what is written in a line of print, or is a line of writing."""
    by_hand = {id(mark) for mark in doubtful}
    along = sorted((*print_, *doubtful), key=lambda mark: (mark.line, mark.box.left))
    for _, line in groupby(along, key=lambda mark: mark.line):
        runs = [(hand, list(run)) for hand, run in groupby(line, key=lambda mark: id(mark) in by_hand)]
        for at, (hand, run) in enumerate(runs):
            beside = (
                *(runs[at - 1][1][-1:] if at else ()),
                *(runs[at + 1][1][:1] if at + 1 < len(runs) else ()),
            )
            if hand and (any(_fills(run, mark) for mark in beside) or _is_line(run)):
                yield run


def _fills(run: Sequence[Mark], beside: Mark) -> bool:
    """Say whether writing stands on the line of a printed word, near to it and about as high."""
    if beside.confidence < _SURE or sum(letter.isalnum() for letter in beside.text) < _LETTERS:
        return False
    place, word = Box.around(mark.box for mark in run), beside.box
    high = word.bottom - word.top
    white = max(place.left - word.right, word.left - place.right)
    level = word.top - high / 2 <= (place.top + place.bottom) / 2 <= word.bottom + high / 2
    return level and white <= _REACH * high and _TALL[0] * high <= place.bottom - place.top <= _TALL[1] * high


def _is_line(run: Sequence[Mark]) -> bool:
    """Say whether writing without print beside it is a line of words, and no signature."""
    place = Box.around(mark.box for mark in run)
    high = statistics.median(mark.box.bottom - mark.box.top for mark in run)
    return len(run) >= _WORDS and place.right - place.left >= _LONG * high


def _within(box: Box, places: Sequence[Box]) -> bool:
    """Say whether the middle of a word is in one of the places."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(place.left <= x <= place.right and place.top <= y <= place.bottom for place in places)


def _inked(pixels: npt.NDArray[Any], box: Box) -> bool:
    """Say whether the ink of a place is coloured."""
    if pixels.ndim == 2:
        return False
    part = pixels[box.top : box.bottom, box.left : box.right]
    dark, bright = part.min(axis=2), part.max(axis=2)
    ink = dark < _DARK * np.percentile(bright, 90)
    return bool(ink.any() and (bright[ink].astype(np.int16) - dark[ink] > _COLOUR).mean() >= _SHARE)


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Return the places with those that touch, or nearly touch, as one."""
    places: list[Box] = []
    for box in boxes:
        near = [place for place in places if _near(place, box)]
        places = [place for place in places if place not in near]
        places.append(Box.around((*near, box)))
    return places


def _near(one: Box, other: Box) -> bool:
    """Say whether two places are closer than one is high."""
    slack = one.bottom - one.top
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across < slack and down < slack
