"""The limits that a file is held against before anything in it is decoded.

Must not open files.
"""

import dataclasses as dc
import sys
from collections.abc import Callable

from archive.settings import Settings
from digitize.errors import DigitizeError, TooFewPixels, TooManyBytes, TooManyPages, TooManyPixels

ALL = sys.maxsize
GREEDY_PIXELS = 40_000_000
"""WebP takes 15 bytes a pixel, JPEG 2000 four a sample, a progressive JPEG two. A4 at 600 dpi fits."""
_LEAST_SIDE = 16
"""Pixels; a letter that can be read is that high."""
_LONGEST_SHAPE = 100
"""A till's receipt is ten times as long as wide."""


@dc.dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one file; `file` is its name, for the errors."""

    file: str
    max_bytes: int
    max_pages: int
    max_pixels: int

    @classmethod
    def of(cls, settings: Settings, file: str) -> "Limits":
        """Take the limits from the settings."""
        return cls(file, settings.max_bytes, settings.max_pages, settings.max_pixels)

    def check_bytes(self, size: int) -> None:
        """Raise TooManyBytes where `size` is over the limit."""
        if size > self.max_bytes:
            raise TooManyBytes(file=self.file, limit=self.max_bytes)

    def check_pages(self, pages: int) -> None:
        """Raise TooManyPages where `pages` is over the limit."""
        if pages > self.max_pages:
            raise TooManyPages(file=self.file, pages=pages, limit=self.max_pages)

    def check_pixels(self, page: int, width: float, height: float, most: int = ALL) -> None:
        """Raise TooManyPixels where the area is over the limit, or over `most` for a kind that takes more."""
        limit = min(self.max_pixels, most)
        if width * height > limit:
            raise TooManyPixels(file=self.file, page=page, pixels=round(width * height), limit=limit)

    def check_shape(self, page: int, width: float, height: float) -> None:
        """Raise TooFewPixels where a page of that size is no sheet of paper."""
        short, long_side = min(width, height), max(width, height)
        if short < _LEAST_SIDE or short * _LONGEST_SHAPE < long_side:
            raise TooFewPixels(file=self.file, page=page, width=round(width), height=round(height))


def check_any(pages: int, check: Callable[[int], object]) -> None:
    """Raise what `check` raises for page 1, where it raises for each of the `pages`.

    One page that can be read is enough to accept a file; a bad one fails by itself when it is read.
    """
    first: DigitizeError | None = None
    for number in range(1, pages + 1):
        try:
            check(number)
        except DigitizeError as error:
            first = first or error
        else:
            return
    if first:
        raise first
