"""Good scans to spoil, as a scanner saves them, and their judgement."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image

from archive.values.reading import Box, Notice, PageText, Word
from digitize.prepare.gray import to_gray
from digitize.quality.page import quality_of, taken
from digitize.quality.reduced import Reduced, reduced
from fixtures.scenes import page

DPI = 200.0


@lru_cache(maxsize=8)
def scan(kind: str = "quyet-dinh/scan", seed: int = 21) -> np.ndarray:
    """Return a page as pixels."""
    return page(kind, seed)[0]


def saved(pixels: np.ndarray) -> np.ndarray:
    """Return `pixels` after JPEG has gone over them."""
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG", quality=75)
    return np.asarray(Image.open(data))


def small(pixels: np.ndarray, dpi: float = DPI) -> Reduced:
    """Return a page made small."""
    return reduced(pixels, dpi)


def judged(pixels: np.ndarray, dpi: float = DPI) -> tuple[Notice, ...]:
    """Return the warnings of a page whose file states `dpi`."""
    shown = saved(pixels)
    return quality_of(to_gray(shown), taken(shown, (dpi, dpi), (dpi, dpi)))


def codes(pixels: np.ndarray, dpi: float = DPI) -> list[str]:
    """Return the codes of these warnings."""
    return [notice.code for notice in judged(pixels, dpi)]


def text_page(
    number: int, *lines: str, dpi: int = 200, points: float = 13.0, shift: int = 0, rotation: int = 0
) -> PageText:
    """Return a page that was read with `lines`, every letter half its size wide."""
    size = points * dpi / 72
    words: list[Word] = []
    for at, line in enumerate(lines):
        x = 200.0 + shift
        for text in line.split():
            wide = len(text) * size / 2
            top = 260 + 62 * at + shift
            words.append(Word(text, Box(round(x), top, round(x + wide), top + round(size)), 0.9, at))
            x += wide + size / 4
    text = "\n".join(lines)
    return PageText(number, 1654, 2339, dpi, rotation, False, text, 0.9, tuple(words))
