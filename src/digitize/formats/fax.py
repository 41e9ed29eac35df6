"""Whether fax data are whole: they have neither checksum nor markers, but only one way of being coded.

Must not be asked of group 3, where coders may fill up lines as they like.
Source: ITU-T T.6; Adobe TIFF 6.0, section 11.
"""

import io
import struct

from PIL import Image

from digitize.formats.complaints import complaints
from digitize.formats.limits import GREEDY_PIXELS

_BROKEN = (OSError, SyntaxError, ValueError, TypeError, RuntimeError)
_SLACK, _PADDING = 0.1, 32
"""Share and bytes by which whole data may differ: coders end and fill up in their own ways."""
_ONE_STRIP = 1 << 30
_LONG = 4


def group4_is_whole(data: bytes, width: int, rows: int, *, fill_order: int = 1) -> bool:
    """Say whether group 4 data decode without a complaint, and take as many bytes when they are coded again.

    Where the decoder meets what is no code it goes on with white or with anything, and seldom says so. A last
    tenth that is lost stays within what coders may differ by. Very large ones are not asked.

    Args:
        data: one strip.
        width: pixels a row.
        rows: how many it has.
        fill_order: 2 where the first pixel is in the lowest bit (TIFF).
    """
    if width * rows > GREEDY_PIXELS:  # it would be decoded beside the drawn page
        return True
    again = io.BytesIO()
    Image.MAX_IMAGE_PIXELS = None  # limits are our own
    try:
        wrapped = io.BytesIO(_as_tiff(data, width, rows, fill_order))
        with complaints() as said, Image.open(wrapped, formats=["TIFF"]) as image:
            image.load()
            image.save(again, "TIFF", compression="group4", strip_size=_ONE_STRIP)
        with Image.open(again, formats=["TIFF"]) as coded:
            (size,) = coded.tag_v2[279]  # type: ignore[attr-defined]  # it is a TIFF
    except _BROKEN:
        return False
    return not said and abs(size - len(data)) <= _SLACK * len(data) + _PADDING


def _as_tiff(data: bytes, width: int, rows: int, fill_order: int) -> bytes:
    """Return a TIFF of that one strip."""
    start = 8
    tags = {256: width, 257: rows, 258: 1, 259: 4, 262: 1, 266: fill_order, 273: start, 277: 1, 278: rows}
    entries = [struct.pack("<HHII", tag, _LONG, 1, value) for tag, value in {**tags, 279: len(data)}.items()]
    head = struct.pack("<2sHI", b"II", 42, start + len(data))
    return head + data + struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
