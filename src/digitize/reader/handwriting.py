"""Handwriting: its places are told, and nothing is guessed.

Must not drop a word of print, stamped ones included: what was read surely stays, whatever its colour.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.ocr.ports import HANDWRITING, Mark
from digitize.prepare.transform import Transform

_DOUBT = 0.65
"""Words read out of handwriting had confidences of 0 to 0.6, stamped names 0.8 and more (measured)."""
_COLOUR = 60
_DARK = 0.65
"""Share of the place's brightest pixels under which a pixel is ink."""
_SHARE = 0.5


def without_handwriting(
    marks: Sequence[Mark], way: Transform, pixels: npt.NDArray[Any]
) -> tuple[list[Mark], list[Box]]:
    """Part what was read into print, and the places of handwriting on the page as shown.

    Args:
        marks: words, boxes in the prepared picture.
        way: leads them back.
        pixels: the page as shown, 8-bit RGB or gray; in colour, writing tells itself by its ink as well.
    """
    print_, written = [], []
    for mark in marks:
        box = way.back(mark.box)
        if mark.text == HANDWRITING or (mark.confidence < _DOUBT and _inked(pixels, box)):
            written.append(box)
        else:
            print_.append(mark)
    return print_, _joined(written)


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
