"""Says whether a page has fewer dots an inch than the law asks for.

Must not believe a resolution that makes no sheet of paper, nor say anything of a page that states none
before its letters were read.
Source: Decree 30/2020/NĐ-CP, appendix I: at least 200 dpi.
"""

import statistics

from archive.values.reading import PageText
from digitize.quality.motto import motto_of
from digitize.quality.notices import LEAST_DPI

_ROUNDING = 5
"""A fine fax has 196 lines an inch, and page sizes are rounded to points."""
_USUAL_NAME, _SMALL_NAME = 12.0, 9.2
"""Points of the national name: usual, and less than on any sheet but a card."""
_NAME_SHARE = 0.37, 0.55
"""Of the width of its sheet; a card has 0.8, and a card copied onto a sheet 0.3."""
_USUAL_WIDTH, _SMALL_WIDTH = 6.0, 4.0
"""Points that a letter of running text is wide: usual (13 pt), and that of 9 pt print."""
_LEAST_WORDS = 12


def low_resolution(stated: tuple[float, float], real: tuple[float, float]) -> int | None:
    """Return the resolution of a page where it is too low, else None.

    Args:
        stated: across and down as the file says.
        real: the same where that makes a sheet of paper, else a guess from the number of pixels.
    """
    dpi = min(*real)
    # A guess alone convicts no page: what it takes for a sheet may be a card.
    low = max(dpi, min(*stated)) < LEAST_DPI - _ROUNDING
    return round(dpi) if low else None


def low_by_letters(page: PageText) -> int | None:
    """Return about which resolution a page has by the size of its letters where it is too low, else None.

    Args:
        page: as read, its `dpi` only assumed, since the file states none.
    """
    motto = motto_of(page)
    if motto is not None and motto.name_points < _SMALL_NAME:
        if _NAME_SHARE[0] < motto.share < _NAME_SHARE[1]:
            return _tens(page.dpi * motto.name_points / _USUAL_NAME)
        return None
    sideways = page.rotation in (90, 270)
    widths = [
        ((word.box.bottom - word.box.top) if sideways else (word.box.right - word.box.left)) / len(word.text)
        for word in page.words
        if len(word.text) > 2 and word.text.isalpha() and word.text.islower()
    ]
    if len(widths) < _LEAST_WORDS:
        return None
    points = statistics.median(widths) * 72 / page.dpi
    return _tens(page.dpi * points / _USUAL_WIDTH) if points < _SMALL_WIDTH else None


def _tens(dpi: float) -> int:
    return 10 * round(dpi / 10)
