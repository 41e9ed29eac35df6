"""Whether the data of a picture in a PDF are whole, as far as the rules of their coding tell.

Must not draw: drawing libraries fill what they cannot decode with black or white, and say nothing.
"""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image

from digitize.formats.deflate import inflated
from digitize.formats.fax import group4_is_whole
from digitize.formats.limits import GREEDY_PIXELS

_CODED = ("/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode")
_ENOUGH = 0.98
"""Some programs leave out the last row."""
_SAMPLES = {"/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_KINDS = {0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 62}
_FAX_COLUMNS = 1728
_PAGE, _TO_THE_END = 48, 0xFFFFFFFF


def is_whole(pdf: pikepdf.Pdf, picture: pikepdf.Object) -> bool:
    """Say whether nothing shows that the data of `picture` are damaged or cut off.

    Args:
        pdf: its file.
        picture: an image stream.

    Source: ISO 32000-2, 7.4 (filters), 8.9.5 (images).
    """
    least = _least_bytes(picture)
    ways, parameters = (_listed(picture.get(key)) for key in ("/Filter", "/DecodeParms"))
    if ways and str(ways[0]) == "/FlateDecode":
        found = inflated(picture.read_raw_bytes())
        if len(ways) == 1 or not found.sound:  # qpdf passes over a wrong checksum
            return found.sound and found.size >= (_ENOUGH * least if found.ended else least)
    coded = str(ways[-1]) if ways and str(ways[-1]) in _CODED else ""
    try:
        data = _unpacked(pdf, picture, ways[:-1] if coded else ways, parameters)
    except pikepdf.PdfError:
        return False
    if coded == "/DCTDecode":
        return jpeg_is_whole(data)
    if coded == "/CCITTFaxDecode":
        return _is_whole_fax(picture, data, parameters[-1] if parameters else None)
    if coded == "/JBIG2Decode":
        shared = [one.JBIG2Globals for one in parameters if _has_globals(one)]
        parts = [one.read_bytes() for one in shared]
        return None not in map(segment_kinds, parts) and _PAGE in (segment_kinds(data) or ())
    return bool(coded) or len(data) >= _ENOUGH * least


def _is_whole_fax(picture: pikepdf.Object, data: bytes, parameters: Any) -> bool:  # noqa: ANN401
    """Say whether fax data are whole, as far as their coding shows it."""
    said = parameters if isinstance(parameters, pikepdf.Dictionary) else pikepdf.Dictionary()
    rows = int(picture.get("/Height", 0))
    if 8 * len(data) < rows:  # a row takes a bit at least
        return False
    if int(said.get("/K", 0)) >= 0 or said.get("/EncodedByteAlign", False):
        return True
    return group4_is_whole(data, int(said.get("/Columns", _FAX_COLUMNS)), rows)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    """Return an entry that may be one thing, many, or missing, as a list."""
    if isinstance(value, Array):
        return list(value)
    return [] if value is None else [value]


def _has_globals(parameters: Any) -> bool:  # noqa: ANN401
    return isinstance(parameters, pikepdf.Dictionary) and "/JBIG2Globals" in parameters


def _unpacked(
    pdf: pikepdf.Pdf, picture: pikepdf.Object, ways: Sequence[Any], parameters: Sequence[Any]
) -> bytes:
    """Return the data of `picture` after `ways` only, which code no pictures.

    Raises:
        pikepdf.PdfError: they cannot be decoded.
    """
    raw = picture.read_raw_bytes()
    if not ways:
        return raw
    stream = pikepdf.Stream(pdf, raw)
    stream.Filter = Array(ways)
    if parameters:
        stream.DecodeParms = Array(parameters[: len(ways)])
    return stream.read_bytes()


def jpeg_is_whole(data: bytes) -> bool:
    """Say whether a JPEG decodes to its end without a complaint.

    qpdf's decoder alone hears the complaints of data damaged in their middle; but it needs the whole picture
    in memory, so that of a very large one only the end is asked for.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            if image.width * image.height <= GREEDY_PIXELS:
                with pikepdf.new() as pdf:
                    scan = pikepdf.Stream(pdf, data, Filter=Name.DCTDecode)
                    return bool(scan.read_bytes(pikepdf.StreamDecodeLevel.all))
            if "progressive" not in image.info:  # else it takes over 1 GB beside the drawn page
                image.draft(image.mode, (1, 1))  # an eighth of the size; all data are gone through
                image.load()
    except (OSError, SyntaxError, ValueError, RuntimeError, pikepdf.PdfError):
        return False
    return True


def segment_kinds(data: bytes) -> tuple[int, ...] | None:
    """Return the kinds of the segments of JBIG2 data; None where they do not end where the data do.

    Source: ITU-T T.88, 7.2 and 7.3; ISO 32000-2, 7.4.7.
    """
    at, kinds = 0, list[int]()
    while at < len(data) - 2:  # a line end may follow
        head = data[at : at + 6]
        if len(head) < 6 or head[4] & 63 not in _KINDS:
            return None
        kinds.append(head[4] & 63)
        number, count, at = int.from_bytes(head[:4], "big"), head[5] >> 5, at + 6
        if count == 7:  # the long form
            count = int.from_bytes(data[at - 1 : at + 3], "big") & 0x1FFFFFFF
            at += 3 + count // 8 + 1
        at += count * (1 if number <= 256 else 2 if number <= 65_536 else 4) + (4 if head[4] & 64 else 1)
        length = int.from_bytes(data[at : at + 4], "big")
        if length == _TO_THE_END:
            return tuple(kinds)
        at += 4 + length
    return tuple(kinds) if at <= len(data) else None


def _least_bytes(picture: pikepdf.Object) -> int:
    """Return how many bytes the rows take; colour spaces that need a closer look count as gray."""
    space, *more = _listed(picture.get("/ColorSpace")) or [None]
    samples = int(more[0].get("/N", 1)) if space == "/ICCBased" and more else _SAMPLES.get(str(space), 1)
    depth = 1 if picture.get("/ImageMask", False) else int(picture.get("/BitsPerComponent", 1))
    row = (int(picture.get("/Width", 0)) * depth * samples + 7) // 8
    return row * int(picture.get("/Height", 0))
