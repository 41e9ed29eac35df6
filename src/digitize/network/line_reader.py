"""A recogniser that finds lines with Tesseract and reads them with our own network.

Must not be shared between threads.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box
from digitize.network.decode import Spelled, spell
from digitize.network.missed import missed
from digitize.network.scores import STEP, Network
from digitize.network.strips import Piece, pieces
from digitize.ocr.ports import Gray, Mark
from digitize.ocr.tesseract_api import TesseractApi

_SURE, _WORDED = 0.95, 3


class LineReader:
    """The network, and the engine that knows where lines are and which way is up.

    Args:
        tesseract: loaded.
        network: loaded.
    """

    def __init__(self, tesseract: TesseractApi, network: Network) -> None:
        self._tesseract, self._network = tesseract, network

    @property
    def engine(self) -> str:
        """Name and version."""
        return f"lines {self._network.version}, {self._tesseract.engine}"

    @property
    def model(self) -> str:
        """Name of the language model."""
        return self._tesseract.model

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read `gray` (rows × columns, 8 bit) at `dpi`."""
        known = self._tesseract.strips(gray, dpi)
        found = [*known, *missed(gray, known)]
        cut = list(pieces(gray, found, dpi))
        scores = self._network.scores([piece.ink for piece in cut])
        read = [_marks(gray, p, spell(s, self._network.signs)) for p, s in zip(cut, scores, strict=True)]
        return tuple(
            mark
            for piece, marks in zip(cut, read, strict=True)
            if piece.number < len(known) or _is_print(marks)
            for mark in marks
        )

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read with Tesseract, whose confidence falls where letters stand on their heads."""
        return self._tesseract.trial(gray, dpi)

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        """Say how far clockwise the content is turned; None where it cannot be told."""
        return self._tesseract.orientation(gray, dpi)


def _is_print(marks: list[Mark]) -> bool:
    """Say whether a line that the layout left out is print after all: every word of it is read surely.

    What is left of a frame or a signature may look like one letter.
    """
    text = "".join(mark.text for mark in marks)
    worded = sum(letter.isalpha() for letter in text) >= _WORDED or any(c.isdecimal() for c in text)
    return worded and all(mark.confidence >= _SURE for mark in marks)


def _marks(gray: Gray, piece: Piece, words: list[Spelled]) -> list[Mark]:
    """Give the words of a piece their places: the ink between the widest gaps that part them."""
    if not words:
        return []
    box = piece.box
    ink = gray[box.top : box.bottom, box.left : box.right] < piece.dark
    column = STEP / piece.scale
    white = np.asarray(~ink.any(axis=0))
    edges = [0]
    for one, other in pairwise(words):
        first, last = round(one.last * column), round((other.first + 1) * column)
        edges.append(max(edges[-1] + 1, first + _middle_of_gap(white[first : last + 1])))
    edges.append(max(edges[-1] + 1, ink.shape[1]))
    return [
        Mark(
            word.text,
            _place(ink, box, left, right),
            word.confidence,
            piece.strip.block,
            piece.number,
            word.by_hand,
        )
        for word, left, right in zip(words, edges[:-1], edges[1:], strict=True)
    ]


def _middle_of_gap(white: npt.NDArray[np.bool_]) -> int:
    """Return the middle of the longest run of white columns; of all columns where none is white."""
    ends = np.flatnonzero(np.diff(np.r_[False, white, False]))
    starts, lengths = ends[::2], ends[1::2] - ends[::2]
    if not len(starts):
        return len(white) // 2
    longest = int(lengths.argmax())
    return int(starts[longest] + lengths[longest] // 2)


def _place(ink: npt.NDArray[np.bool_], box: Box, left: int, right: int) -> Box:
    """Return the box around `ink`, that of a piece cut out at `box`, between two of its columns."""
    part = ink[:, left:right]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return Box(box.left + left, box.top, box.left + right, box.bottom)
    return Box(
        box.left + left + int(columns[0]),
        box.top + int(rows[0]),
        box.left + left + int(columns[-1]) + 1,
        box.top + int(rows[-1]) + 1,
    )
