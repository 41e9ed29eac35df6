"""Draws the visible part of a signature: words in an embedded font, or the picture of a seal.

Must not change the page's own content: everything stands in the signature's annotation.
"""

import dataclasses as dc
import io
from collections.abc import Callable

from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.images import pil_image
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter, init_xobject_dictionary
from pyhanko.stamp import BaseStamp, BaseStampStyle

from archive.values.reading import Box
from signing.errors import NoRoomForStamp, SigningFailed
from signing.pades.sign.opening import RevisionWriter
from signing.pades.sign.values import Visible
from signing.pades.stamp.embed import embed_font, show_text
from signing.pades.stamp.font import StampFont, load_font, used_part
from signing.pades.stamp.lines import wrapped
from signing.pades.stamp.objects import compressed, dictionary, numbers
from signing.pades.stamp.page import MATRICES, Rectangle, ShownPage, first_page
from signing.pades.stamp.place import distance, place

SIZES = (10.0, 9.0, 8.0, 7.0)
"""Font sizes in points: 10 as Decree 30/2020 asks; smaller only where a page has no room for it."""
WIDTHS = (230.0, 170.0, 300.0, 130.0)
"""Line widths in points that are tried; the place nearest to the corner wins."""
NEARER = 12
"""Points: a place counts as nearer from so many on, else the first width is kept."""
LEADING = 1.15
POINTS_A_MM = 72 / 25.4
LARGEST_PICTURE = 4_000_000
"""Pixels of a seal's picture; 36 mm at 600 dpi are 0.7 million."""

Draw = Callable[[BasePdfFileWriter, float, float], tuple[bytes, generic.DictionaryObject]]
"""Given the writer, width and height: content and resources."""


@dc.dataclass(frozen=True)
class DrawnStyle(BaseStampStyle):
    """A stamp that is drawn by a function and stands upright on a turned page."""

    draw: Draw | None = None
    rotation: int = 0

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, str]
    ) -> "Drawn":
        """Return the stamp for a widget of that size."""
        return Drawn(self, writer, box)


class Drawn(BaseStamp):
    """The appearance of one widget."""

    def __init__(self, drawn: DrawnStyle, writer: BasePdfFileWriter, box: BoxConstraints) -> None:
        super().__init__(writer, drawn, box)
        self._drawn = drawn

    def as_form_xobject(self) -> generic.StreamObject:
        """Return the form; its matrix turns it against the page's rotation (ISO 32000-2 section 12.5.5)."""
        width, height = float(self.box.width), float(self.box.height)
        if self._drawn.rotation % 180:
            width, height = height, width
        if self._drawn.draw is None:
            raise SigningFailed(why="nothing to draw")
        content, resources = self._drawn.draw(self._ensure_writer, width, height)
        form = init_xobject_dictionary(
            command_stream=content, box_width=width, box_height=height, resources=resources
        )
        matrix = (*MATRICES[self._drawn.rotation], 0, 0)
        form["/Matrix"] = numbers(matrix)
        return compressed(form)


@dc.dataclass(frozen=True, slots=True)
class Prepared:
    """A stamp that has its place.

    Attributes:
        shown: in points from the top left of the page as shown.
        rectangle: in the page's own coordinates.
        style: that draws it.
    """

    shown: Box
    rectangle: Rectangle
    style: BaseStampStyle


def prepare_stamp(writer: RevisionWriter, visible: Visible) -> Prepared:
    """Lay out the words of `visible` and find their place on page one.

    Raises:
        FontMissing, GlyphMissing: the words cannot be shown.
        NoRoomForStamp: there is no free place for them.
    """
    font = load_font(visible.font, visible.cache)
    font.require("".join(visible.lines))
    font = used_part(font, "".join(visible.lines))
    page = first_page(writer)
    for size in SIZES:
        found = _nearest(page, visible, font, size)
        if found is not None:
            shown, lines = found
            style = DrawnStyle(draw=_text(lines, font, size), rotation=page.rotation)
            return Prepared(shown, page.rectangle(shown), style)
    raise NoRoomForStamp


def seal_place(writer: RevisionWriter, visible: Visible, stamp: Box | None) -> Rectangle | None:
    """Return a free place for the picture of the seal, None where there is none (it stays invisible)."""
    page = first_page(writer)
    side = visible.picture_mm * POINTS_A_MM
    occupied = visible.occupied + ((stamp,) if stamp else ())
    found = place((page.width, page.height), occupied, (side, side), visible.place)
    return page.rectangle(found) if found else None


def seal_style(writer: RevisionWriter, visible: Visible) -> BaseStampStyle:
    """Return the style that shows the picture of a seal.

    Raises:
        SigningFailed: it is no PNG, or too large.
    """
    try:
        image = Image.open(io.BytesIO(visible.picture), formats=("PNG",))
        if image.width * image.height > LARGEST_PICTURE:
            raise SigningFailed(why="the seal's picture is too large")
        image.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise SigningFailed(why="the seal's picture is no PNG") from error
    return DrawnStyle(draw=_picture(image.convert("RGBA")), rotation=first_page(writer).rotation)


def blank_style() -> BaseStampStyle:
    """Return a style that shows nothing: without one, the library would put its own words there."""
    return DrawnStyle(draw=lambda _writer, _width, _height: (b"", dictionary()))


def _nearest(
    page: ShownPage, visible: Visible, font: StampFont, size: float
) -> tuple[Box, tuple[str, ...]] | None:
    area = (page.width, page.height)
    found: list[tuple[float, int, Box, tuple[str, ...]]] = []
    for order, width in enumerate(WIDTHS):
        lines = wrapped(visible.lines, font, size, width)
        needed = (_width(lines, font, size), _height(lines, size))
        box = place(area, visible.occupied, needed, visible.place)
        if box is not None:
            found.append((distance(area, box, visible.place) // NEARER, order, box, lines))
    if not found:
        return None
    _, _, box, lines = min(found, key=lambda one: one[:2])
    return box, lines


def _width(lines: tuple[str, ...], font: StampFont, size: float) -> float:
    return max((font.width(line) for line in lines), default=0) * size / 1000 + 2


def _height(lines: tuple[str, ...], size: float) -> float:
    return len(lines) * size * LEADING + 2


def _text(lines: tuple[str, ...], font: StampFont, size: float) -> Draw:
    def draw(
        writer: BasePdfFileWriter, width: float, height: float
    ) -> tuple[bytes, generic.DictionaryObject]:
        resources = dictionary(Font=dictionary(F1=embed_font(writer, font)))
        return show_text(lines, font, size, LEADING, height), resources

    return draw


def _picture(image: Image.Image) -> Draw:
    def draw(
        writer: BasePdfFileWriter, width: float, height: float
    ) -> tuple[bytes, generic.DictionaryObject]:
        side = min(width, height)
        picture = pil_image(image, writer)
        resources = dictionary(XObject=dictionary(Im1=picture))
        return b"q %.2f 0 0 %.2f 0 0 cm /Im1 Do Q" % (side, side), resources

    return draw
