"""Lossless pictures as PNG rows: the compressed rows of a PNG are what PDF's Flate filter reads.

Must not decode a PNG that can be embedded as it is.
Source: PNG 3rd edition, sections 4.5 and 9; ISO 32000-1 section 7.4.4.4 (predictor 15).
"""

import dataclasses as dc
import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from digitize.copy.draft import Draft

_GRAY, _RGB, _PALETTE = 0, 2, 3
_LEVEL = 6  # a 200 dpi colour page takes half the time of level 9 and 1 % more bytes


@dc.dataclass(frozen=True, slots=True)
class PngRows:
    """The parts of a PNG that PDF needs.

    Attributes:
        width, height: pixels.
        depth: bits a sample.
        colour: PNG colour type.
        plain: neither interlaced nor transparent, and complete.
        palette: RGB triples of colour type 3.
        rows: compressed, filtered rows.
    """

    width: int
    height: int
    depth: int
    colour: int
    plain: bool
    palette: bytes
    rows: bytes

    @property
    def embeddable(self) -> bool:
        """Whether the rows can go into a PDF as they are."""
        return self.plain and self.depth <= 8 and self.colour in (_GRAY, _RGB, _PALETTE)


def read_rows(data: bytes) -> PngRows:
    """Read the parts of a PNG.

    Raises:
        ValueError: it has no header.
    """
    head, palette, clear, rows = b"", b"", False, bytearray()
    at = 8
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        head = body if kind == b"IHDR" else head
        palette = body if kind == b"PLTE" else palette
        clear = clear or kind == b"tRNS"
        if kind == b"IDAT":
            rows += body
        if kind == b"IEND":
            break
        at += size + 12
    if len(head) != 13:
        raise ValueError("PNG without a header")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    whole = not clear and not interlaced and _is_whole(bytes(rows), width, height, depth, colour)
    return PngRows(width, height, depth, colour, whole, palette, bytes(rows))


def embed_rows(draft: Draft, png: PngRows, profile: bytes | None) -> pikepdf.Object:
    """Put the rows of a PNG into the copy without unpacking them.

    Args:
        draft: the copy.
        png: rows that are embeddable.
        profile: ICC profile of the picture.
    """
    colours = 3 if png.colour == _RGB else 1
    if png.colour == _PALETTE:
        base = draft.colour_space(profile, 3)
        count = max(1, len(png.palette) // 3)
        table = pikepdf.String(png.palette[: count * 3] or b"\0\0\0")
        space: pikepdf.Object = Array([Name.Indexed, base, count - 1, table])
    else:
        space = draft.colour_space(profile, colours)
    parms = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=png.depth, Columns=png.width)
    return draft.picture(
        png.rows,
        Width=png.width,
        Height=png.height,
        BitsPerComponent=png.depth,
        ColorSpace=space,
        Filter=Name.FlateDecode,
        DecodeParms=parms,
    )


def embed_pixels(draft: Draft, image: Image.Image, profile: bytes | None = None) -> pikepdf.Object:
    """Put pixels into the copy without loss.

    Args:
        draft: the copy.
        image: of mode 1, L, P (opaque) or RGB.
        profile: ICC profile of the picture.
    """
    return embed_rows(draft, read_rows(packed(image)), profile)


def packed(image: Image.Image) -> bytes:
    """Write `image` as a PNG without any metadata."""
    bare = image.copy() if image.info else image
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()


def _is_whole(rows: bytes, width: int, height: int, depth: int, colour: int) -> bool:
    """Say whether the rows unpack to exactly the picture; viewers differ on cut-off ones."""
    samples = {_GRAY: 1, _RGB: 3, _PALETTE: 1}.get(colour)
    if samples is None:
        return False
    wanted = height * (1 + (width * samples * depth + 7) // 8)
    unpacker, found, rest = zlib.decompressobj(), 0, rows
    try:
        while rest and found <= wanted:
            found += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return found == wanted and unpacker.eof
