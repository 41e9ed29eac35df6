"""Draws lines of papers as a scanner gives them, with their text; one seed gives the same lines again.

Must not know the network.
"""

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from scripts.train_lines import around
from scripts.train_lines.chance import Chance
from scripts.train_lines.cut import cut
from scripts.train_lines.faces import Faces
from scripts.train_lines.handwriting import write
from scripts.train_lines.junk import junk
from scripts.train_lines.setting import Setting, Spans, set_line
from scripts.train_lines.wear import wear
from scripts.train_lines.words import Words

_STYLES = (45, 27, 20, 8)
"""How often regular, italic, bold and bold italic are drawn."""
_NO_TEXT, _ON_HEAD = 0.10, 0.35
"""Share of the lines where no sign is to be found; share of those that are text on its head."""
_HEAD_SIGNS, _HEAD_COLUMNS = 24, 1400
"""Text on its head has more signs than this: `o` or `8` are the same either way."""
_MACHINE_SIGNS = 5
_MIXED = 0.12
_LEAST_SIZE, _MOST_SIZE = 30, 58


@dc.dataclass(frozen=True, slots=True)
class Drawn:
    """A line as the network sees it.

    Attributes:
        ink: `ROWS` × columns, ink 255 on paper 0.
        text: what stands there; empty where there is none to be found.
        written: the columns where a hand wrote.
    """

    ink: npt.NDArray[np.uint8]
    text: str
    written: Spans


class Drawer:
    """Draws one line after the other.

    Args:
        faces: the fonts.
        words: what lines say.
        seed: of all that is not what they say.
    """

    def __init__(self, faces: Faces, words: Words, seed: int) -> None:
        self._faces, self._words, self._chance = faces, words, Chance.of(seed)

    def line(self, most: int) -> Drawn:
        """Return a line of at most `most` columns."""
        while True:
            if self._chance.one.random() < _NO_TEXT:
                return self._no_text()
            if drawn := self._printed(most):
                return drawn

    def _no_text(self) -> Drawn:
        width = self._chance.one.randint(60, 900)
        if self._chance.one.random() >= _ON_HEAD:
            ink, scribbled = junk(width, self._chance)
            return Drawn(ink, "", ((0, width),) if scribbled else ())
        while True:
            drawn = self._printed(_HEAD_COLUMNS)
            if drawn and len(drawn.text) > _HEAD_SIGNS:
                return Drawn(np.ascontiguousarray(drawn.ink[::-1, ::-1]), "", ())

    def _printed(self, most: int) -> Drawn | None:
        """Draw one line; None where it came out too wide, too narrow or empty."""
        rng, text = self._chance.one, self._words.line()
        family = rng.choices(self._faces.families, self._faces.weights)[0]
        face = rng.choices(family, _STYLES)[0]
        files = [face]
        if text.count("<") > _MACHINE_SIGNS:
            files = [rng.choice(self._faces.machine)]
        if rng.random() < _MIXED:
            files.append(rng.choice(family))
        size = rng.randint(_LEAST_SIZE, _MOST_SIZE)
        gap = rng.choice((1, 1, rng.uniform(0.6, 1), rng.uniform(1, 3)))
        line = self._set(text, files, size, gap)
        around.rule(line, self._chance)
        edges = around.edges(line.ink)
        if edges is None:
            return None
        around.neighbours(line, lambda: self._set(self._words.line(), [face], size, 1), self._chance)
        around.strokes(line, self._chance)
        edges = around.cells(line, edges, self._chance)
        piece = cut(line, edges, most, self._chance)
        return Drawn(wear(piece, self._chance), text, piece.written) if piece else None

    def _set(self, text: str, files: Sequence[Path], size: int, gap: float) -> Setting:
        return set_line(text, files, size, gap, self._chance, self._hand)

    def _hand(self, size: int) -> Image.Image:
        return write(size, self._faces.hands, self._words, self._chance)
