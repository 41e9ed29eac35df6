"""All checks of one page: what its picture tells at once, and what its words tell afterwards.

Must not read, nor keep the page's pixels.
"""

import dataclasses as dc
from typing import Any

import numpy.typing as npt

from archive.values.reading import Box, Notice, PageText
from digitize.ocr.ports import Gray
from digitize.quality import notices
from digitize.quality.colour import is_gray
from digitize.quality.edges import cut_off
from digitize.quality.light import shadow, too_dark
from digitize.quality.photo import desk_around
from digitize.quality.reduced import Reduced, reduced
from digitize.quality.resolution import low_by_letters, low_resolution
from digitize.quality.scale import scaled_letters, scaled_sheet
from digitize.quality.sharpness import blurred

Resolution = tuple[float, float]
"""Dots an inch across and down."""


@dc.dataclass(frozen=True, slots=True)
class Taken:
    """How a page was scanned, as far as it must be known after its colours are gone.

    Attributes:
        small: the page made small.
        colourless: it holds no colour.
        stated: resolution that the file states, None where it states none.
        real: best guess of the real resolution.
    """

    small: Reduced
    colourless: bool
    stated: Resolution | None
    real: Resolution


def taken(pixels: npt.NDArray[Any], stated: Resolution | None, real: Resolution) -> Taken:
    """Note how a page was scanned.

    Args:
        pixels: the scan as shown, rows × columns or rows × columns × 3 (RGB), 8 bit.
        stated: resolution that the file states, None where it states none.
        real: best guess of the real resolution.
    """
    return Taken(reduced(pixels, max(real)), is_gray(pixels), stated, real)


def quality_of(gray: Gray, scan: Taken) -> tuple[Notice, ...]:
    """Return what an officer should know of a scan, in the order in which to mend it.

    Args:
        gray: the page as shown, rows × columns, 8 bit.
        scan: how it was scanned.
    """
    small = scan.small
    desk = desk_around(small)
    found: list[Notice] = []
    if desk is not None:
        found.append(notices.photo())
    if scan.stated is not None:
        found += _size_of(gray, scan.stated, scan.real)
    if scan.colourless:
        found.append(notices.gray_scan())
    if too_dark(small):
        found.append(notices.too_dark())
    if (place := shadow(small, desk)) is not None:
        found.append(notices.shadow(place))
    if (cut := cut_off(small)) is not None:
        found.append(notices.cut_off(*cut))
    if (place := blurred(gray, max(scan.real))) is not None:
        found.append(notices.blurred(None if place == _whole(gray) else place))
    return tuple(found)


def quality_of_words(page: PageText, scan: Taken) -> tuple[Notice, ...]:
    """Return what the size of the letters tells of a page that was read."""
    if scan.stated is None:
        dpi = low_by_letters(page)
        return () if dpi is None else (notices.low_resolution(dpi),)
    scaled = scaled_letters(page)
    return () if scaled is None else (notices.letters_not_full_scale(*scaled),)


def _size_of(gray: Gray, stated: Resolution, real: Resolution) -> list[Notice]:
    """Return what a stated resolution tells: too few dots, or no sheet of paper."""
    found = []
    if (dpi := low_resolution(stated, real)) is not None:
        found.append(notices.low_resolution(dpi))
    height, width = gray.shape
    if (sheet := scaled_sheet(width, height, *stated)) is not None:
        found.append(notices.not_full_scale(*sheet))
    return found


def _whole(gray: Gray) -> Box:
    return Box(0, 0, gray.shape[1], gray.shape[0])
