"""TIFF pages whose one compressed strip is a stream that PDF knows: fax (CCITT) and JPEG.

Must not decode; pages of several strips or tiles are somebody else's work.
Source: TIFF 6.0 sections 10, 11 and 22; TIFF Technical Note 2; ISO 32000-1 section 7.4.6.
"""

import dataclasses as dc
import io
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from digitize.copy.colour import embed_jpeg
from digitize.copy.draft import Draft
from digitize.copy.jpeg import read_frame

_COMPRESSION, _PHOTOMETRIC, _FILL_ORDER = 259, 262, 266
_OFFSETS, _COUNTS, _T4_OPTIONS, _TILE_WIDTH, _TABLES = 273, 279, 292, 322, 347
_RLE, _GROUP3, _GROUP4, _JPEG = 2, 3, 4, 7
_FAX = (_RLE, _GROUP3, _GROUP4)
_BLACK_IS_ZERO, _RGB, _YCBCR = 1, 2, 6
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dc.dataclass(frozen=True, slots=True)
class TiffStrip:
    """The compressed bytes of a page and how PDF reads them.

    Attributes:
        data: the stream.
        size: stored width and height in pixels.
        parms: decode parameters; None where PDF's defaults fit.
        components: 0 for fax, else those of the JPEG.
        untouched: `data` stands so in the file.
        profile: ICC profile of the page.
    """

    data: bytes
    size: tuple[int, int]
    parms: pikepdf.Object | None
    components: int
    untouched: bool
    profile: bytes | None


def is_fax(image: Image.Image) -> bool:
    """Say whether the current page is fax coded black and white."""
    return image.mode == "1" and _tag(image, _COMPRESSION) in _FAX


def is_jpeg(image: Image.Image) -> bool:
    """Say whether the current page is JPEG coded."""
    return _tag(image, _COMPRESSION) == _JPEG


def read_strip(image: Image.Image, file: Path) -> TiffStrip | None:
    """Read the one strip of the current page.

    Args:
        image: a TIFF as Pillow opened it, at the page.
        file: where it lies.

    Returns:
        None where the page has several strips or tiles, or is coded otherwise.
    """
    offsets, counts = _tags(image, _OFFSETS), _tags(image, _COUNTS)
    if len(offsets) != 1 or len(counts) != 1 or _tag(image, _TILE_WIDTH):
        return None
    with file.open("rb") as stream:
        stream.seek(offsets[0])
        data = stream.read(counts[0])
    if is_fax(image):
        return _fax_strip(image, data)
    return _jpeg_strip(image, data) if is_jpeg(image) else None


def embed_strip(draft: Draft, strip: TiffStrip) -> pikepdf.Object:
    """Put the strip into the copy as it is."""
    if strip.components:
        return embed_jpeg(draft, strip.data, strip.size, strip.components, strip.profile, strip.parms)
    return draft.picture(
        strip.data,
        Width=strip.size[0],
        Height=strip.size[1],
        BitsPerComponent=1,
        ColorSpace=Name.DeviceGray,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=strip.parms,
    )


def embed_fax(draft: Draft, image: Image.Image) -> pikepdf.Object:
    """Pack a black and white page as one Group 4 strip and put it into the copy."""
    out = io.BytesIO()
    bare = image.copy()
    bare.info = {}
    one_strip = (image.width + 7) // 8 * image.height
    bare.save(out, "TIFF", compression="group4", strip_size=one_strip)
    with Image.open(out) as made:
        offset, count = _tags(made, _OFFSETS)[0], _tags(made, _COUNTS)[0]
        strip = _fax_strip(made, out.getvalue()[offset : offset + count])
    return embed_strip(draft, strip)


def _fax_strip(image: Image.Image, data: bytes) -> TiffStrip:
    kind = _tag(image, _COMPRESSION)
    width, height = _stored_size(image)
    parms = Dictionary(Columns=width, Rows=height)
    if kind == _GROUP4:
        parms.K = -1
    elif kind == _GROUP3:
        parms.K = 1 if _tag(image, _T4_OPTIONS) & 1 else 0
    else:
        parms.K, parms.EncodedByteAlign, parms.EndOfBlock = 0, True, False
    if _tag(image, _PHOTOMETRIC) == _BLACK_IS_ZERO:
        parms.BlackIs1 = True
    mirrored = _tag(image, _FILL_ORDER) == 2
    return TiffStrip(
        data=data.translate(_MIRRORED) if mirrored else data,
        size=(width, height),
        parms=parms,
        components=0,
        untouched=not mirrored,
        profile=None,
    )


def _jpeg_strip(image: Image.Image, data: bytes) -> TiffStrip | None:
    tables = image.tag_v2.get(_TABLES)  # type: ignore[attr-defined]  # TiffImageFile only
    whole = data
    if tables:
        # An abbreviated stream: its tables stand once for all strips, between SOI and EOI.
        whole = data[:2] + bytes(tables)[2:-2] + data[2:]
    frame = read_frame(whole)
    kind = _tag(image, _PHOTOMETRIC)
    if frame is None or not frame.embeddable or (frame.width, frame.height) != _stored_size(image):
        return None
    if frame.components == 3 and kind not in (_RGB, _YCBCR):
        return None
    as_is = frame.has_adobe or frame.components == 1 or kind == _YCBCR
    return TiffStrip(
        data=whole[: frame.end],
        size=(frame.width, frame.height),
        parms=None if as_is else Dictionary(ColorTransform=0),
        components=frame.components,
        untouched=not tables,
        profile=image.info.get("icc_profile"),
    )


def _stored_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as stored: Pillow's own are those after the orientation tag."""
    return _tag(image, 256), _tag(image, 257)


def _tag(image: Image.Image, tag: int) -> int:
    values = _tags(image, tag)
    return values[0] if values else 0


def _tags(image: Image.Image, tag: int) -> tuple[int, ...]:
    value = image.tag_v2.get(tag, ())  # type: ignore[attr-defined]  # TiffImageFile only
    return tuple(int(v) for v in value) if isinstance(value, tuple | list) else (int(value),)
