"""A page of the copy before it is written: its size, its pictures and how they came to be.

Must not know where the pictures come from.
"""

import dataclasses as dc
from collections.abc import Iterable
from enum import IntEnum

import pikepdf

from digitize.copy.matrix import Matrix

SHORTEST, LONGEST = 3.0, 14_400.0
"""Sides of a page in points (ISO 19005-2 section 6.1.13)."""
_SAME = 0.01
"""Resolutions are rounded to whole dots an inch."""


class Fate(IntEnum):
    """What became of a picture, from the best to the worst; a page has the worst of its pictures."""

    KEPT = 0
    """Stream byte for byte the original's."""
    SAME_PIXELS = 1
    """Packed anew without loss."""
    CONVERTED = 2
    """Converted once to sRGB JPEG."""
    RENDERED = 3
    """Drawn from a page that was not pictures only."""


class CannotCopy(Exception):
    """A page that no copy can hold; the text says why and carries no content."""


@dc.dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a sheet.

    Attributes:
        picture: image XObject of the copy.
        matrix: from the unit square to points of the sheet.
        fill: colour of a stencil mask, gray or RGB from 0 to 1; empty for other pictures.
    """

    picture: pikepdf.Object
    matrix: Matrix
    fill: tuple[float, ...] = ()


@dc.dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the copy as a viewer shows it, lower left corner at the origin, nothing turned.

    Attributes:
        width, height: in points.
        placed: pictures in the order they are painted.
        fate: the worst fate of its pictures.
        pixel: width in points of a pixel of the picture file; None for pages of a PDF.
        stated: the file says its resolution.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    fate: Fate
    pixel: float | None = None
    stated: bool = False

    def points_per_pixel(self, dpi: float) -> float:
        """Return the side in points of the square pixels that words were read in.

        A picture file is read in pixels as wide as its own, whose size a file without a resolution
        leaves to the reader; `dpi` decides where it says that the reader took another resolution than
        the one that the file states.
        """
        read = 72 / dpi
        if self.pixel is None:
            return read
        return read if self.stated and abs(read / self.pixel - 1) > _SAME else self.pixel


def worst_fate(fates: Iterable[Fate]) -> Fate:
    """Return the worst of `fates`; a page without pictures lost nothing."""
    return max(fates, default=Fate.KEPT)


def number(value: float) -> bytes:
    """Write a real as PDF does: no exponent, no needless zeros."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()


def numbers(*values: float) -> bytes:
    """Write reals with spaces between."""
    return b" ".join(number(value) for value in values)
