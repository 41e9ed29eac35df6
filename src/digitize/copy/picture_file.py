"""A page of a picture file (JPEG, PNG, TIFF, WebP, …) as a sheet at 100 % scale.

Must not decode a picture whose stream can stay.
"""

import dataclasses as dc
from pathlib import Path

import pikepdf
from pikepdf import Dictionary
from PIL import Image

from digitize.copy import tiff
from digitize.copy.colour import embed_converted, embed_jpeg, on_white, to_srgb
from digitize.copy.draft import Draft
from digitize.copy.jpeg import read_frame
from digitize.copy.matrix import IDENTITY, Matrix, oriented
from digitize.copy.png import embed_pixels, embed_rows, read_rows
from digitize.copy.sheet import LONGEST, SHORTEST, CannotCopy, Fate, Placed, Sheet
from digitize.formats.tiff_pages import frame_of
from digitize.formats.tones import from_deep, is_deep, with_light_paper

DEFAULT_DPI = 200.0
"""Resolution of a scan that does not say its own (Decree 30/2020, appendix I asks for at least this)."""

_ORIENTATION = 274
_LOSSLESS = {"BMP", "GIF"}


@dc.dataclass(frozen=True, slots=True)
class _Embedded:
    """A picture in the copy, its stored size in pixels, and how it is turned to be shown."""

    picture: pikepdf.Object
    size: tuple[int, int]
    fate: Fate
    turn: Matrix = IDENTITY


def stated_dpi(image: Image.Image) -> tuple[float, float] | None:
    """Return the horizontal and vertical resolution that a picture file states.

    Args:
        image: as Pillow opened it.

    Returns:
        None where it states none or an implausible one: 72 is what programs write that do not know.
    """
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    # 72 dots an inch come back from whole dots a metre as 72.009.
    if 72 < round(across) <= 1200 and 72 < round(down) <= 1200:
        return across, down
    return None


def picture_sheet(draft: Draft, image: Image.Image, file: Path, page: int) -> Sheet:
    """Lay a page of a picture file on a sheet of its own size.

    Args:
        draft: the copy.
        image: `file` as Pillow opened it.
        file: the original.
        page: 1-based; more than one only in TIFF.

    Raises:
        CannotCopy: the file has no such page, or it is no paper's shape.
        DamagedFile: a TIFF has no such page.
        OSError: the picture cannot be decoded.
    """
    if page != 1 and image.format != "TIFF":
        raise CannotCopy("no such page")  # frames of an animation and a phone's second picture are no pages
    image.seek(frame_of(file, page) if image.format == "TIFF" else 0)
    stated = stated_dpi(image)
    across, down = stated or (DEFAULT_DPI, DEFAULT_DPI)
    if _turn(image).a == 0:  # asked before Pillow decodes a TIFF: it turns that, and its resolution not
        across, down = down, across
    made = _embed(draft, image, file)
    columns, rows = made.size if made.turn.a else made.size[::-1]
    wide, high = columns * 72 / across, rows * 72 / down
    factor = min(max(1.0, SHORTEST / min(wide, high)), LONGEST / max(wide, high))
    wide, high = wide * factor, high * factor
    if min(wide, high) < SHORTEST:
        raise CannotCopy("page size")
    return Sheet(
        wide,
        high,
        (Placed(made.picture, made.turn.then(Matrix(wide, 0, 0, high, 0, 0))),),
        made.fate,
        pixel=72 * factor / across,
        stated=stated is not None,
    )


def _embed(draft: Draft, image: Image.Image, file: Path) -> _Embedded:
    match image.format:
        case "JPEG" | "MPO":
            return _jpeg(draft, image, file.read_bytes())
        case "PNG":
            return _png(draft, image, file.read_bytes())
        case "TIFF":
            return _tiff(draft, image, file)
        case kind if kind in _LOSSLESS:
            return _pixels(draft, image)
        case _:
            return _converted(draft, image)


def _jpeg(draft: Draft, image: Image.Image, data: bytes) -> _Embedded:
    frame = read_frame(data)
    if frame is None or not frame.embeddable:
        return _converted(draft, image)
    # What lies behind the picture (a phone's second picture, anything appended) is not part of the paper.
    picture = embed_jpeg(
        draft,
        data[: frame.end],
        (frame.width, frame.height),
        frame.components,
        image.info.get("icc_profile"),
        Dictionary(ColorTransform=0) if frame.is_rgb else None,
    )
    return _Embedded(picture, (frame.width, frame.height), Fate.KEPT, _turn(image))


def _png(draft: Draft, image: Image.Image, data: bytes) -> _Embedded:
    rows = read_rows(data)
    if not rows.embeddable:
        return _pixels(draft, image)
    picture = embed_rows(draft, rows, image.info.get("icc_profile"))
    return _Embedded(picture, (rows.width, rows.height), Fate.KEPT, _turn(image))


def _tiff(draft: Draft, image: Image.Image, file: Path) -> _Embedded:
    strip = tiff.read_strip(image, file)
    if strip is not None:
        fate = Fate.KEPT if strip.untouched else Fate.SAME_PIXELS
        return _Embedded(tiff.embed_strip(draft, strip), strip.size, fate, _turn(image))
    if tiff.is_fax(image):
        # Strips of one fax page cannot be joined; packed as one strip it stays as small as it was.
        return _Embedded(tiff.embed_fax(draft, image), image.size, Fate.SAME_PIXELS)
    if tiff.is_jpeg(image):
        return _converted(draft, image)
    return _pixels(draft, image)


def _pixels(draft: Draft, image: Image.Image) -> _Embedded:
    turn = _left_to_turn(image)
    profile = image.info.get("icc_profile")
    shown = from_deep(image) if is_deep(image) else on_white(image)
    if shown.mode not in ("1", "L", "P", "RGB"):
        return _converted(draft, image)
    return _Embedded(embed_pixels(draft, shown, profile), shown.size, Fate.SAME_PIXELS, turn)


def _converted(draft: Draft, image: Image.Image) -> _Embedded:
    turn = _left_to_turn(image)
    shown = from_deep(image) if is_deep(image) else to_srgb(with_light_paper(image))
    return _Embedded(embed_converted(draft, shown), shown.size, Fate.CONVERTED, turn)


def _turn(image: Image.Image) -> Matrix:
    """Return how the stored picture is turned to be shown."""
    return oriented(int(image.getexif().get(_ORIENTATION, 1) or 1))


def _left_to_turn(image: Image.Image) -> Matrix:
    """Return what is left to turn once the pixels are decoded: Pillow turns TIFF by itself."""
    return IDENTITY if image.format == "TIFF" else _turn(image)
