"""Whether the strips and tiles of a TIFF page are whole, as far as that shows before they are decoded.

Must not judge codings that have neither checksum nor markers: damage in LZW or PackBits shows by chance only.
Source: Adobe TIFF 6.0, sections 3 and 15; Technical Note 2 (JPEG).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from digitize.formats.fax import group4_is_whole
from digitize.formats.whole import jpeg_is_whole

_WIDTH, _HEIGHT, _COMPRESSION, _FILL_ORDER, _ROWS, _TILE_WIDTH, _TABLES = 256, 257, 259, 266, 278, 322, 347
_LISTS = (273, 279), (324, 325)
"""Offsets and sizes of strips; of tiles."""
_GROUP4, _JPEG = 4, 7
_MARKER = 2


def lies_within(image: Image.Image, file: Path) -> bool:
    """Say whether all strips of the current page lie in the file: cheaper than decoding them.

    Args:
        image: a TIFF as Pillow opened it, at the page.
        file: where it lies.
    """
    ends = [offset + size for offset, size in _parts(image)]
    return bool(ends) and max(ends) <= file.stat().st_size


def has_damaged_strips(image: Image.Image, file: Path) -> bool:
    """Say whether a strip of the current page is damaged where libtiff would decode it without a word.

    JPEG strips have markers, and group 4 only one way of being coded; no other coding shows it.
    """
    tags = getattr(image, "tag_v2", {})
    with file.open("rb") as stream:
        strips = (_read(stream, *part) for part in _parts(image))
        if tags.get(_COMPRESSION) == _JPEG:
            tables = bytes(tags.get(_TABLES, b""))[:-_MARKER]
            return not all(jpeg_is_whole(tables + one[_MARKER:] if tables else one) for one in strips)
        if tags.get(_COMPRESSION) != _GROUP4 or _TILE_WIDTH in tags:
            return False
        wide, high, fill = tags[_WIDTH], tags[_HEIGHT], tags.get(_FILL_ORDER, 1)
        rows = min(tags.get(_ROWS, high), high)
        left = range(high, 0, -rows)
        return not all(
            group4_is_whole(one, wide, min(rows, rest), fill_order=fill)
            for one, rest in zip(strips, left, strict=False)
        )


def _read(stream: BinaryIO, offset: int, size: int) -> bytes:
    stream.seek(offset)
    return stream.read(size)


def _parts(image: Image.Image) -> Iterator[tuple[int, int]]:
    """Yield offset and size of each strip or tile."""
    tags = getattr(image, "tag_v2", {})
    for places, sizes in _LISTS:
        if places in tags:
            yield from zip(_numbers(tags.get(places)), _numbers(tags.get(sizes)), strict=False)


def _numbers(value: object) -> list[int]:
    """Return a TIFF tag as whole numbers; Pillow gives one number where there is one strip."""
    if isinstance(value, int):
        return [value]
    return [int(item) for item in value] if isinstance(value, tuple | list) else []
