"""Pages of picture files: JPEG, PNG, TIFF with many pages, WebP, JPEG 2000.

Must not resample: a page has the pixels that the file has, turned as EXIF says.
"""

import dataclasses as dc
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import (
    Image,
    ImageChops,
    ImageOps,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from digitize.errors import DamagedFile
from digitize.formats.limits import ALL, GREEDY_PIXELS, Limits, check_any
from digitize.formats.sniff import TIFF
from digitize.formats.tiff_pages import frame_of, tiff_pages
from digitize.formats.tiff_strips import has_damaged_strips, lies_within
from digitize.formats.tones import from_deep, is_deep, with_light_paper

USUAL_DPI = 200
"""Where a file does not say, or says something no scanner does."""
_LEAST_DPI, _MOST_DPI = 72, 1200
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "JPEG2000")
_PLUGINS = (JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin, Jpeg2KImagePlugin)
"""Imported here, since a fork shall not import; Pillow's other decoders stay out."""
_INK_PIXELS = 70_000_000
"""Inks and transparency become RGB beside the original. A3 at 600 dpi fits."""
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, UnidentifiedImageError),
    *(TypeError, LookupError, RuntimeError, struct.error),
)
"""What Pillow raises on damaged files."""
_ORIENTATION = 0x0112


@dc.dataclass(frozen=True, slots=True)
class Picture:
    """One page as a viewer shows it.

    Attributes:
        image: 8-bit `L` or `RGB`.
        dpi_x: resolution across.
        dpi_y: resolution down; a fax has another one than across.
        stated: whether the file says its resolution.
        damaged: whether data are damaged that can be decoded all the same.
    """

    image: Image.Image
    dpi_x: int
    dpi_y: int
    stated: bool
    damaged: bool = False


def count_pages(file: Path, kind: str, limits: Limits) -> int:
    """Count the pages of a picture file and check that one can be decoded and is whole.

    Raises:
        DamagedFile: no page can be opened, or each is cut off.
        TooManyPages: over the limit.
        TooManyPixels: over the limit, by the headers, before decoding.
        TooFewPixels: the one page is no sheet of paper.
    """
    if kind == TIFF:
        pages = tiff_pages(file, limits.max_pages).count
        limits.check_pages(pages)
        check_any(pages, lambda number: _check_tiff_page(file, number, limits))
        return pages
    with _opened(file) as image:
        limits.check_pixels(1, *image.size, _most_pixels(image))
        limits.check_shape(1, *image.size)
        image.load()
        return 1  # frames of an animation are no pages


def _check_tiff_page(file: Path, page: int, limits: Limits) -> None:
    """Hold a page against the limits, without decoding it."""
    with _at_page(file, page) as image:
        limits.check_pixels(page, *image.size, _most_pixels(image))


def load_page(file: Path, page: int, limits: Limits) -> Picture:
    """Decode one page.

    Args:
        file: a picture file.
        page: 1-based.
        limits: checked before decoding.

    Raises:
        DamagedFile: it cannot be decoded, or there is no such page.
        TooManyPixels: over the limit.
        TooFewPixels: the page is no sheet of paper.
    """
    with _at_page(file, page) as image:
        limits.check_pixels(page, *image.size, _most_pixels(image))
        limits.check_shape(page, *image.size)
        dpi_x, dpi_y, stated = _resolution(image)
        turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
        damaged = image.format == "TIFF" and has_damaged_strips(image, file)
        image.load()  # now: whoever gets it can no longer
        shown = _eight_bit(_upright(with_light_paper(image)))
        if turned:
            dpi_x, dpi_y = dpi_y, dpi_x
        return Picture(shown, dpi_x, dpi_y, stated, damaged)


@contextmanager
def _at_page(file: Path, page: int) -> Iterator[Image.Image]:
    """Open `file` at a page.

    Raises:
        DamagedFile: there is no such page, or a part of it lies behind the end of the file.
    """
    with _opened(file) as image:
        if image.format == "TIFF":
            image.seek(frame_of(file, page))
            if not lies_within(image, file):
                raise DamagedFile(file=file.name, why="thiếu phần cuối / cut off")
        elif page > 1:
            image.seek(page - 1)
        yield image


def _most_pixels(image: Image.Image) -> int:
    """Return how many pixels a picture of its kind may have, so that a page takes under 1 GB."""
    if image.format in ("WEBP", "JPEG2000") or "progressive" in image.info:
        return GREEDY_PIXELS
    return _INK_PIXELS if image.mode in ("CMYK", "RGBA", "LA", "PA") else ALL


@contextmanager
def _opened(file: Path) -> Iterator[Image.Image]:
    """Open `file`; whatever Pillow raises on damage becomes DamagedFile."""
    # Limits are our own, with our own errors, before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is no reason to stop
            with Image.open(file, formats=_FORMATS) as image:
                yield image
    except _BROKEN as error:
        raise DamagedFile(file=file.name, why=_why(error)) from error


def _why(error: Exception) -> str:
    """Say what is wrong without the library's path names."""
    if "truncated" in str(error) or isinstance(error, EOFError):
        return "thiếu phần cuối / cut off"
    return "không giải mã được / cannot be decoded"


def _resolution(image: Image.Image) -> tuple[int, int, bool]:
    """Return the resolution across and down, and whether the file states it."""
    stated = image.info.get("dpi")
    if not isinstance(stated, tuple) or len(stated) != 2:
        return USUAL_DPI, USUAL_DPI, False
    across, down = (round(float(value)) for value in stated)  # PNG keeps 72 dpi as 72.009
    if not (_LEAST_DPI < across <= _MOST_DPI and _LEAST_DPI < down <= _MOST_DPI):
        return USUAL_DPI, USUAL_DPI, False
    return across, down, True


def _upright(image: Image.Image) -> Image.Image:
    """Return `image` turned as EXIF says, itself where it says nothing: a copy would cost its memory."""
    return image if image.getexif().get(_ORIENTATION, 1) == 1 else ImageOps.exif_transpose(image)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return `image` as `L` or `RGB`, transparent parts on white."""
    if is_deep(image):
        return from_deep(image)
    if image.mode in ("PA", "P") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode in ("RGBA", "LA"):
        opacity = image.getchannel("A")
        image.paste("white", mask=ImageChops.invert(opacity))  # in place: a large page fits only twice
    wanted = "L" if image.mode in ("1", "L", "LA") else "RGB"
    return image if image.mode == wanted else image.convert(wanted)
