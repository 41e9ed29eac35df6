"""The pages of a TIFF: its chain of directories, as far as it can be followed.

Must not decode a picture, nor read other tags than those that tell pages from thumbnails.
Source: Adobe TIFF 6.0, sections 2 and 8 (NewSubfileType, SubfileType); BigTIFF as libtiff writes it.
"""

import dataclasses as dc
import struct
from pathlib import Path
from typing import BinaryIO

from digitize.errors import DamagedFile

_NEW_KIND, _WIDE, _HIGH, _KIND = 254, 256, 257, 255
_REDUCED, _MASK, _OLD_REDUCED = 1, 4, 2
_BIG = 43
_SHORT, _LONG, _LONG8 = 3, 4, 16
_CODES = {_SHORT: "H", _LONG: "I", _LONG8: "Q"}


@dc.dataclass(frozen=True, slots=True)
class TiffPages:
    """What stands in the chain.

    Attributes:
        frames: for each page its place in the chain, from 0, as Pillow counts.
        broken: whether one more is called for that is not there: it and all behind it are lost.
    """

    frames: tuple[int, ...]
    broken: bool

    @property
    def count(self) -> int:
        """Number of pages; those that are lost count as one."""
        return len(self.frames) + self.broken


def tiff_pages(file: Path, most: int) -> TiffPages:
    """Follow the chain of a TIFF, for one page more than `most` at the utmost.

    Pictures of reduced size, and masks, are no pages; where there are only such, they are.
    """
    kinds, broken = list[bool](), False
    with file.open("rb") as stream:
        try:
            chain = _Chain(stream)
            seen = set[int]()
            while chain.at and sum(kinds) <= most:
                if chain.at in seen:
                    raise ValueError("a circle")
                seen.add(chain.at)
                kinds.append(chain.step())
        except (struct.error, ValueError, OverflowError):
            broken = True
    frames = tuple(number for number, is_page in enumerate(kinds) if is_page) or tuple(range(len(kinds)))
    return TiffPages(frames, broken)


def frame_of(file: Path, page: int) -> int:
    """Return the place in the chain of a page (1-based).

    Raises:
        DamagedFile: it is not there.
    """
    found = tiff_pages(file, page)
    if not 1 <= page <= len(found.frames):
        lost = f"mất trang {page} và các trang sau / page {page} and those behind it are lost"
        why = lost if found.broken else f"không có trang {page} / no page {page}"
        raise DamagedFile(file=file.name, why=why)
    return found.frames[page - 1]


class _Chain:
    """Reads one directory after the other; `at` is where the next one begins, 0 at the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = stream.read(16)
        self._order = "<" if head[:2] == b"II" else ">"
        self._big = struct.unpack_from(self._order + "H", head, 2)[0] == _BIG
        form, place = ("Q", 8) if self._big else ("I", 4)
        self.at = int(struct.unpack_from(self._order + form, head, place)[0])

    def step(self) -> bool:
        """Go through a directory; say whether it is a page.

        Raises:
            struct.error: the file ends within it.
            ValueError: it has no picture of any size.
        """
        order, stream = self._order, self._stream
        stream.seek(self.at)
        count = int(self._one("Q" if self._big else "H"))
        form = order + ("HHQ8s" if self._big else "HHI4s")
        size = struct.calcsize(form)
        table = stream.read(min(count, 1 << 16) * size)
        if len(table) < count * size:
            raise ValueError("cut off")
        self.at = int(self._one("Q" if self._big else "I"))
        tags = {}
        for tag, kind, _, value in struct.iter_unpack(form, table):
            if tag in (_NEW_KIND, _KIND, _WIDE, _HIGH) and kind in _CODES:
                tags[tag] = int(struct.unpack_from(order + _CODES[kind], value)[0])
        if not (tags.get(_WIDE) and tags.get(_HIGH)):
            raise ValueError("no size")
        return not (tags.get(_NEW_KIND, 0) & (_REDUCED | _MASK) or tags.get(_KIND) == _OLD_REDUCED)

    def _one(self, code: str) -> int:
        form = self._order + code
        return int(struct.unpack(form, self._stream.read(struct.calcsize(form)))[0])
