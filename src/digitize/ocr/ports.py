"""What is asked of a recogniser, whichever way it reaches Tesseract.

Must not know any adapter: `tesseract_api.py` and `tesseract_program.py` implement this.
"""

import dataclasses as dc
from typing import Protocol

import numpy as np
import numpy.typing as npt

from archive.values.reading import Box

Gray = npt.NDArray[np.uint8]
"""A page as rows × columns of 8-bit gray, 0 black."""


HANDWRITING = "✍"
"""The sign of the network's alphabet that stands for a piece of handwriting; no word is spelled with it."""


@dc.dataclass(frozen=True, slots=True)
class Mark:
    """One word as the engine gives it.

    Attributes:
        text: NFC, without white space; empty where only a hand's strokes were seen.
        box: its place in the picture that was given, in pixels.
        confidence: 0 to 1.
        block: number of the engine's block, from 0.
        line: number of the engine's line over the whole picture, from 0.
        by_hand: it seems to be written by hand; its text is then no reading that may be believed.
    """

    text: str
    box: Box
    confidence: float
    block: int
    line: int
    by_hand: bool = False


@dc.dataclass(frozen=True, slots=True)
class Strip:
    """One line of print as the engine's layout finds it, unread.

    Attributes:
        box: its place in the picture that was given, in pixels; marks over its letters may reach out.
        block: number of the engine's block, from 0.
    """

    box: Box
    block: int


class Recogniser(Protocol):
    """Reads pictures of one process, one after the other."""

    @property
    def engine(self) -> str:
        """Name and version, e.g. `tesserocr 2.9.0, tesseract 5.5.0`."""
        ...

    @property
    def model(self) -> str:
        """Name of the language model, e.g. `vie`."""
        ...

    def recognise(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read `gray` with automatic page segmentation.

        Args:
            gray: rows × columns, 8 bit.
            dpi: its resolution.
        """
        ...

    def trial(self, gray: Gray, dpi: int) -> tuple[Mark, ...]:
        """Read a part of a page to learn whether it stands upright: else the confidence must be low."""
        ...

    def orientation(self, gray: Gray, dpi: int) -> int | None:
        """Say by how many degrees clockwise the content of `gray` is turned: 0, 90, 180 or 270.

        Returns:
            None where too few letters were found to say.
        """
        ...
