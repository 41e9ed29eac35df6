"""Says whether a page was made larger or smaller than its paper.

Must not take a sheet of an unusual size for a scaled one: only the shape of an A sheet in a size that no
sheet has tells of scaling, and letters only where their size is prescribed.
Source: Decree 30/2020/NĐ-CP, appendix I: 100 % scale; national name in 12 to 13 pt, motto in 13 to 14 pt.
"""

import math
import re

from archive.values.reading import Box, PageText
from digitize.quality.motto import motto_of

_MM = 25.4
_SHEETS = (
    (841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (105, 148), (74, 105),
    (257, 364), (250, 353), (182, 257), (176, 250), (125, 176),
)  # fmt: skip
"""Sheets of that shape in mm: A0 to A7 and B (ISO 216, JIS P 0138)."""
_SHAPE = 0.0025
"""Scaling keeps the shape; old paper of 19 × 27 cm is 0.5 % away from it."""
_SIZE = 0.025
"""A scanner's margins and crooked edges; a printer's “fit to page” takes 3 % and more."""
_NAME_POINTS, _MOTTO_POINTS = (11.4, 15.0), (12.35, 16.0)
"""5 % under the least size prescribed, since letters are often set closer; 15 % over the largest."""
_SYMBOL = re.compile(r"/\s?(?:\d{4}/)?[A-ZĐ]{2,6}\s?-\s?[A-ZĐ]{2,}")
"""`/QĐ-UBND`: a paper whose form Decree 30/2020 prescribes."""
_HEAD_LINES = 8


def scaled_sheet(width: int, height: int, across: float, down: float) -> tuple[int, int] | None:
    """Return width and height in mm of a page that is a scaled A sheet, else None.

    Args:
        width: pixels across.
        height: pixels down.
        across: resolution across that the file states.
        down: resolution down.
    """
    size = width / across * _MM, height / down * _MM
    short, long = sorted(size)
    if abs(long / short / math.sqrt(2) - 1) > _SHAPE:
        return None
    if any(abs(short / a - 1) <= _SIZE and abs(long / b - 1) <= _SIZE for a, b in _SHEETS):
        return None
    return round(size[0]), round(size[1])


def scaled_letters(page: PageText) -> tuple[int, Box] | None:
    """Return at what percentage of the prescribed size the national name is printed and where, else None.

    Args:
        page: as read, with a resolution that the file states.
    """
    if not _SYMBOL.search("\n".join(page.text.split("\n")[:_HEAD_LINES])):
        return None
    motto = motto_of(page)
    if motto is None:
        return None
    if motto.name_points < _NAME_POINTS[0] and motto.motto_points < _MOTTO_POINTS[0]:
        return round(100 * motto.name_points / 12), motto.box
    if motto.name_points > _NAME_POINTS[1] and motto.motto_points > _MOTTO_POINTS[1]:
        return round(100 * motto.name_points / 13), motto.box
    return None
