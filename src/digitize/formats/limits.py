"""The limits that a file is held against before anything in it is decoded.

Must not open files.
"""

import dataclasses as dc

from archive.settings import Settings
from digitize.errors import TooManyBytes, TooManyPages, TooManyPixels


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

    def check_pixels(self, page: int, width: float, height: float) -> None:
        """Raise TooManyPixels where the area is over the limit."""
        if width * height > self.max_pixels:
            raise TooManyPixels(
                file=self.file, page=page, pixels=round(width * height), limit=self.max_pixels
            )
