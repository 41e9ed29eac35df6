"""Sets words on one baseline, printed and written by hand, ink 255 on paper 0.

Must not wear them.
"""

import dataclasses as dc
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from scripts.train_lines.alphabet import HANDWRITING
from scripts.train_lines.chance import Chance

Ink = npt.NDArray[np.float32]
"""Rows × columns, 0 paper … 255 ink."""

Spans = tuple[tuple[float, float], ...]
"""Columns where handwriting starts and ends."""

_SIDE, _TALL, _BASE = 0.6, 2.2, 1.45
"""White at both sides, height and place of the baseline, in sizes of the font."""

_Piece = str | Image.Image
_Font = ImageFont.FreeTypeFont


@dc.dataclass(frozen=True, slots=True)
class Setting:
    """A line as it is printed.

    Attributes:
        ink: with white around.
        base: row of the baseline.
        size: of the font, in pixels.
        written: from which column to which a hand wrote.
    """

    ink: Ink
    base: int
    size: int
    written: Spans


@lru_cache(maxsize=4096)
def font(file: Path, size: int) -> _Font:
    """Load a font at a size in pixels."""
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def set_line(
    text: str,
    files: Sequence[Path],
    size: int,
    gap: float,
    chance: Chance,
    write: Callable[[int], Image.Image],
) -> Setting:
    """Set `text`.

    Args:
        text: words parted by single spaces.
        files: one font, or two: the second takes over at some word.
        size: of the font, in pixels.
        gap: width of a space, in the font's own.
        chance: decides how far letters stand apart, and where fonts change.
        write: gives a piece of handwriting for print of a size.
    """
    words = text.split(" ")
    fonts = [font(file, size) for file in files]
    track = chance.one.choice((0, 0, 0, 0, chance.one.uniform(-0.03, 0.10))) * size
    change = chance.one.randint(1, len(words)) if len(fonts) > 1 else len(words)
    space = fonts[0].getlength(" ") * gap
    places: list[tuple[float, _Piece, _Font]] = []
    left = _SIDE * size
    for number, word in enumerate(words):
        used = fonts[0] if number < change else fonts[1]
        for piece in _pieces(word, size, write):
            places.append((left, piece, used))
            if isinstance(piece, str):
                left += used.getlength(piece) + track * len(piece)
            else:
                left += piece.width
        left += space
    picture, base = Image.new("L", (int(left + _SIDE * size), int(size * _TALL)), 0), int(size * _BASE)
    written: list[tuple[float, float]] = []
    for left, piece, used in places:
        if isinstance(piece, Image.Image):
            written.append((left, left + piece.width))
            top = int(base - piece.height + size * chance.one.uniform(-0.15, 0.35))
            picture.paste(255, (int(left), top), piece)
        else:
            _print(picture, (left, base), piece, used, track)
    return Setting(np.asarray(picture).astype(np.float32), base, size, tuple(written))


def _pieces(word: str, size: int, write: Callable[[int], Image.Image]) -> list[_Piece]:
    """Part a word at its handwriting, which `write` gives."""
    pieces: list[_Piece] = []
    for number, printed in enumerate(word.split(HANDWRITING)):
        if number:
            pieces.append(write(size))
        if printed:
            pieces.append(printed)
    return pieces


def _print(picture: Image.Image, place: tuple[float, int], piece: str, used: _Font, track: float) -> None:
    draw, (left, base) = ImageDraw.Draw(picture), place
    if not track:
        draw.text((left, base), piece, 255, used, anchor="ls")
        return
    for sign in piece:
        draw.text((left, base), sign, 255, used, anchor="ls")
        left += used.getlength(sign) + track
