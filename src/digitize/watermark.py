"""Burns words into the picture of a page, tiled over all of it, so that it cannot serve for the page itself.

Must not leave a place without them that is large enough to be cut out and used.
"""

import math

from PIL import Image, ImageDraw, ImageFont

from digitize.errors import EngineMissing
from digitize.ports import Mark

_LEAN = 28
"""Degrees: words that lie across the lines of a page are not taken for one of them."""
_PART = 46
"""Letters are as high as this part of the page is wide."""
_LEAST = 11
_LEADING = 1.3
_GAP = 1.6
"""Free lines between two tiles, and free letters beside them."""
_INK, _HALO = (190, 20, 30), (255, 255, 255)
_INK_SHARE, _HALO_SHARE = 0.42, 0.35
"""How much of a pixel is the mark's: what lies under it can be read, and so can the mark on black."""


def marked(image: Image.Image, mark: Mark) -> Image.Image:
    """Return `image` in RGB with the lines of `mark` all over it.

    Raises:
        EngineMissing: the font is not there.
    """
    size = max(_LEAST, min(image.size) // _PART)
    try:
        face = ImageFont.truetype(str(mark.font), size)
    except OSError as error:
        raise EngineMissing(why=f"{mark.font}") from error
    shown = image.convert("RGB")
    for colour, share, stroke in ((_HALO, _HALO_SHARE, max(1, size // 10)), (_INK, _INK_SHARE, 0)):
        mask = _mask(image.size, mark.lines, face, stroke).point(
            [round(share * level) for level in range(256)]
        )
        shown.paste(colour, (0, 0), mask)
    return shown


def _mask(
    size: tuple[int, int], lines: tuple[str, ...], face: ImageFont.FreeTypeFont, stroke: int
) -> Image.Image:
    """Return where the words stand: tiles in rows, every second row shifted, the whole leant."""
    side = math.ceil(math.hypot(*size))
    sheet = Image.new("L", (side, side))
    tile = _tile(lines, face, stroke)
    for row in range(math.ceil(side / tile.height)):
        for left in range(-(row % 2) * tile.width // 2, side, tile.width):
            sheet.paste(tile, (left, row * tile.height))
    leant = sheet.rotate(_LEAN, Image.Resampling.BILINEAR)
    across, down = (side - size[0]) // 2, (side - size[1]) // 2
    return leant.crop((across, down, across + size[0], down + size[1]))


def _tile(lines: tuple[str, ...], face: ImageFont.FreeTypeFont, stroke: int) -> Image.Image:
    height = face.size * _LEADING
    wide = max(face.getlength(line) for line in lines) + face.size * _GAP
    tile = Image.new("L", (math.ceil(wide), math.ceil(height * (len(lines) + _GAP))))
    draw = ImageDraw.Draw(tile)
    for no, line in enumerate(lines):
        draw.text((stroke, no * height), line, font=face, fill=255, stroke_width=stroke)
    return tile
