"""Wears a line as printers, copiers, scanners and their JPEG do.

Must not move a letter.
"""

import cv2
import numpy as np
import numpy.typing as npt

from scripts.train_lines.chance import Chance
from scripts.train_lines.cut import ROWS, Piece
from scripts.train_lines.setting import Ink

_JPEG, _LEVELS = 0.4, 0.35
"""Shares of the lines, as the numbers in the steps below."""


def wear(piece: Piece, chance: Chance) -> npt.NDArray[np.uint8]:
    """Return the line with `ROWS` rows, ink 255 on paper 0."""
    rng = chance.one
    ink = _worn(_thick_or_thin(piece.ink, chance), chance)
    ink = cv2.resize(ink, (piece.columns, piece.rows), interpolation=cv2.INTER_AREA)
    ink = _threshold(_specks(_scanned(ink, piece.detail, chance), chance), chance)
    if ink.shape != (ROWS, piece.wide):
        way = rng.choice((cv2.INTER_CUBIC, cv2.INTER_LINEAR))
        ink = cv2.resize(ink, (piece.wide, ROWS), interpolation=way)
    gray = np.clip(ink, 0, 255).astype(np.uint8)
    if rng.random() < _JPEG:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 92)]
        gray = 255 - cv2.imdecode(cv2.imencode(".jpg", 255 - gray, quality)[1], cv2.IMREAD_GRAYSCALE)
    if rng.random() < _LEVELS:
        paper, dark = np.percentile(gray, (30, 99))
        spread = (gray.astype(np.float32) - paper) * (255 / max(30, dark - paper))
        gray = np.clip(spread, 0, 255).astype(np.uint8)
    return gray


def _thick_or_thin(ink: Ink, chance: Chance) -> Ink:
    kind = chance.one.random()
    if kind < 0.16:
        return cv2.dilate(ink, np.ones((2, 2) if kind < 0.1 else (3, 3), np.uint8))
    if kind < 0.28:
        return cv2.erode(ink, np.ones((2, 2) if kind < 0.25 else (2, 3), np.uint8))
    return ink


def _worn(ink: Ink, chance: Chance) -> Ink:
    """Lose ink in patches."""
    rng, (rows, columns) = chance.one, ink.shape
    if rng.random() >= 0.25:
        return ink
    coarse = max(2, rows // rng.randint(2, 10)), max(2, columns // rng.randint(2, 10))
    patches = cv2.resize(chance.many.standard_normal(coarse).astype(np.float32), (columns, rows))
    lost = np.clip((patches - rng.uniform(0.3, 1.5)) * rng.uniform(0.3, 2), 0, 1)
    return ink * (1 - lost * rng.uniform(0.3, 1))


def _scanned(ink: Ink, detail: float, chance: Chance) -> Ink:
    """Blur, pale, gray the paper, add noise."""
    rng = chance.one
    blur = rng.choice((0, 0, rng.uniform(0.3, 0.8), rng.uniform(0.5, 1.5))) * detail
    if blur > 0.2:
        ink = cv2.GaussianBlur(ink, (0, 0), blur)
    ink = ink * rng.choice((1, 1, rng.uniform(0.5, 1), rng.uniform(0.25, 0.6)))
    ink = ink + rng.choice((0, 0, 0, rng.uniform(0, 40)))
    if rng.random() < 0.6:
        ink = ink + chance.many.standard_normal(ink.shape, np.float32) * rng.choice((3, 8, 15, 25))
    return ink


def _specks(ink: Ink, chance: Chance) -> Ink:
    rng = chance.one
    if rng.random() >= 0.12:
        return ink
    specks = chance.many.random(ink.shape) < rng.uniform(0.0005, 0.01)
    ink[specks] = rng.uniform(80, 255)
    return cv2.GaussianBlur(ink, (0, 0), 0.6) if rng.random() < 0.5 else ink


def _threshold(ink: Ink, chance: Chance) -> Ink:
    """Make some black and white."""
    if chance.one.random() >= 0.10:
        return ink
    return np.where(ink > np.percentile(ink, 99) * chance.one.uniform(0.3, 0.65), 255, 0).astype(np.float32)
