"""Writes a number, a date or a word or two as a hand does: larger than print, leaning, rising.

Must not be read by anyone: the network learns where handwriting is, not what it says.
"""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from scripts.train_lines.chance import Chance
from scripts.train_lines.setting import font
from scripts.train_lines.values import digits
from scripts.train_lines.words import Words

_LONGEST = 18


def write(size: int, hands: Sequence[Path], words: Words, chance: Chance) -> Image.Image:
    """Return ink (0 … 255) beside print of `size` pixels, cut to what was written."""
    rng = chance.one
    text = _text(words, chance)
    tall = int(size * rng.uniform(0.95, 1.75))
    hand = font(rng.choice(hands), tall)
    left, top, right, bottom = (int(edge) for edge in hand.getbbox(text))
    picture = Image.new("L", (max(8, right - left + tall), max(8, bottom - top + tall)), 0)
    ImageDraw.Draw(picture).text(
        (tall // 2 - left, tall // 2 - top),
        text,
        rng.choice((255, rng.randint(130, 255))),
        hand,
        stroke_width=rng.choice((0, 0, 1, max(1, size // 24))),
    )
    leaning = (1, rng.uniform(-0.15, 0.35), 0, 0, 1, 0)
    picture = picture.transform(picture.size, Image.Transform.AFFINE, leaning, Image.Resampling.BILINEAR)
    picture = picture.rotate(rng.uniform(-6, 12), Image.Resampling.BILINEAR, expand=True)
    box = picture.getbbox()
    return picture.crop(box) if box else Image.new("L", (8, 8), 255)


def _text(words: Words, chance: Chance) -> str:
    rng, kind = chance.one, chance.one.random()
    if kind < 0.72:
        return digits(rng, rng.choice((1, 2, 2, 2, 3, 3, 4)))
    if kind < 0.8:
        return f"{rng.randint(1, 31)}/{rng.randint(1, 12)}/{rng.randint(2015, 2027)}"
    plain = "".join(sign for sign in words.law(rng.randint(1, 3)) if sign.isascii())
    return plain[:_LONGEST] or "An"
