"""A picture of a page for a report, with the places of signatures on it.

Must not draw a page: whoever writes the report brings the picture, drawn elsewhere within limits.
"""

import dataclasses as dc
import struct
from collections.abc import Iterator, Sequence

from archive.values.verdict import FileVerdict

_FRAMES = (0xC0, 0xC1, 0xC2)
_ALONE = (0x01, *range(0xD0, 0xD9))
"""Markers without a length (ITU-T T.81, table B.1)."""
_MOST_BYTES = 8 << 20
_COMPONENTS = {1: "/DeviceGray", 3: "/DeviceRGB"}

Pictures = Sequence["Picture | None"] | None
"""One for each judged file, None where its page cannot be drawn; None instead of all: none were asked for."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the page, 0 to 1."""


@dc.dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page.

    Attributes:
        jpeg: the picture.
        page: 1-based number of the page.
        width, height: of the picture in pixels.
        space: its PDF colour space.
    """

    jpeg: bytes
    page: int
    width: int
    height: int
    space: str


def picture_of(jpeg: bytes, page: int) -> Picture | None:
    """Return a JPEG as a picture for a report; None where it is none that a report can hold."""
    if len(jpeg) > _MOST_BYTES or not jpeg.startswith(b"\xff\xd8"):
        return None
    try:
        for marker, body in _segments(jpeg):
            if marker in _FRAMES:
                bits, height, width, components = struct.unpack(">BHHB", body[:6])
                space = _COMPONENTS.get(components)
                whole = bits == 8 and width and height and space
                return Picture(jpeg, page, width, height, space) if whole and space else None
    except (struct.error, IndexError):
        pass
    return None


def page_to_show(verdict: FileVerdict) -> int:
    """Return the first page on which a signature of the file is shown, 1 where none is."""
    return min((one.shown.page for one in verdict.signatures if one.shown), default=1)


def marks(picture: Picture, verdict: FileVerdict) -> list[tuple[int, Box]]:
    """Return number and place of each signature that is shown on the picture's page."""
    found = []
    for number, one in enumerate(verdict.signatures, start=1):
        if one.shown is not None and one.shown.page == picture.page:
            wide, high = one.shown.size
            left, top, right, bottom = one.shown.box
            found.append((number, (left / wide, top / high, right / wide, bottom / high)))
    return found


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and body of each segment before the picture's own data."""
    at = 2
    while at + 4 <= len(jpeg):
        marker = jpeg[at + 1]
        if jpeg[at] != 0xFF or marker == 0xDA:
            return
        if marker in _ALONE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", jpeg[at + 2 : at + 4])
        yield marker, jpeg[at + 4 : at + 2 + length]
        at += 2 + length
