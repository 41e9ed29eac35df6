"""What a layout takes for a line and is none: scribbles, pictures, dots. The network must find no sign there.

Must not hold a letter; lines that stand on their heads are turned in `draw`.
"""

import cv2
import numpy as np
import numpy.typing as npt

from scripts.train_lines.chance import Chance
from scripts.train_lines.cut import ROWS
from scripts.train_lines.setting import Ink

_SCRIBBLED, _PICTURED = 25 / 65, 25 / 65
"""Shares; the others are dots."""


def junk(width: int, chance: Chance) -> tuple[npt.NDArray[np.uint8], bool]:
    """Return `ROWS` × `width`, ink 255 on paper 0; and whether a pen scribbled it."""
    kind = chance.one.random()
    scribbled = kind < _SCRIBBLED
    if scribbled:
        ink = _scribble(width, chance)
    elif kind < _SCRIBBLED + _PICTURED:
        ink = _picture(width, chance)
    else:
        ink = _dots(width, chance)
    ink = ink + chance.many.standard_normal(ink.shape) * chance.one.choice((0, 5, 15))
    return np.clip(ink, 0, 255).astype(np.uint8), scribbled


def _scribble(width: int, chance: Chance) -> Ink:
    rng, ink = chance.one, np.zeros((ROWS, width), np.float32)
    for _ in range(rng.randint(1, 5)):
        steps = chance.many.standard_normal((rng.randint(5, 40), 2))
        way = np.cumsum(steps * (rng.uniform(4, 25), rng.uniform(4, 14)), axis=0)
        start = rng.uniform(0, width), ROWS / 2
        points = np.add(way, start).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(ink, [points], False, rng.uniform(90, 255), rng.randint(1, 4), cv2.LINE_AA)
    return cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 1.2))


def _picture(width: int, chance: Chance) -> Ink:
    """Return noise of five sizes, as a photo or a coat of arms looks when it is cut to a strip."""
    rng, ink = chance.one, np.zeros((ROWS, width), np.float32)
    for grain in (2, 4, 8, 16, 32):
        coarse = chance.many.standard_normal((max(2, ROWS // grain + 1), max(2, width // grain)))
        fine = cv2.resize(coarse.astype(np.float32), (width, ROWS), interpolation=cv2.INTER_CUBIC)
        ink += fine * rng.uniform(0, 1) * grain**0.5
    return (ink - np.percentile(ink, rng.uniform(5, 80))) * rng.uniform(15, 120)


def _dots(width: int, chance: Chance) -> Ink:
    """Return a row of dots that nobody wrote on."""
    rng, ink = chance.one, np.zeros((ROWS, width), np.float32)
    step, row = rng.uniform(5, 18), rng.randint(6, 42)
    for column in np.arange(0, width, step):
        place = int(column), row + rng.randint(-1, 1)
        cv2.circle(ink, place, rng.randint(1, 2), rng.uniform(100, 255), -1, cv2.LINE_AA)
    return ink
