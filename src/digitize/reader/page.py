"""One page from its file to its text: drawn, judged, prepared, recognised, put in order.

Must not know processes: it runs wherever it is called.
"""

import dataclasses as dc
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy.typing as npt

from archive.values.reading import Box, Notice, PageText, QrCode, TextSource, Word
from digitize.codes.scan import scan_codes
from digitize.formats.agreement import judged
from digitize.formats.bands import taken_out
from digitize.formats.limits import Limits
from digitize.formats.pdf_pages import Content, content_of, draw, opened, page_of
from digitize.formats.pdf_structure import checked_unit
from digitize.formats.pictures import load_page
from digitize.formats.sniff import JPEG, PDF
from digitize.formats.text_layer import layer_words
from digitize.formats.undrawn import has_damaged_pictures, has_undrawable_pictures
from digitize.formats.whole import jpeg_is_whole
from digitize.language.page import mended
from digitize.likeness.picture import picture_hash
from digitize.ocr.cells import recognise
from digitize.ocr.order import reading_order
from digitize.ocr.ports import Gray, Mark, Recogniser
from digitize.ocr.tables import Table
from digitize.prepare.blank import is_blank
from digitize.prepare.gray import to_gray
from digitize.prepare.page import prepare
from digitize.prepare.rules import without_rules
from digitize.prepare.transform import Transform
from digitize.quality.page import Taken, quality_of, quality_of_words, taken
from digitize.reader.handwriting import without_handwriting
from digitize.reader.notices import handwritten, layer_ignored, nothing_read, picture_damaged
from digitize.reader.square import squared

_A4_LONG_INCH = 11.7
_PAPER_INCH = 3.0, 17.5
"""Long side of an identity card … of A3; a stated resolution that gives another size is no paper's."""

_SCAN_COVERS = 0.9
"""Share of a PDF page under its largest picture: a logo or a photograph on a page was not scanned with it."""


@dc.dataclass(frozen=True, slots=True)
class Shown:
    """A page as a viewer shows it, ready to be read.

    Attributes:
        number: 1-based.
        pixels: rows × columns × 3, 8-bit RGB, or rows × columns of gray.
        gray: rows × columns, 8 bit.
        dpi: resolution that its width is counted in.
        squaring: by how much its pixels are higher than wide.
        true_dpi: best guess of the real resolution, across and down.
        content: what a PDF page is made of, None for a picture file.
        scan: how it was scanned, None where no scan fills the page.
        damaged: whether data of a TIFF are damaged.
    """

    number: int
    pixels: npt.NDArray[Any]
    gray: Gray
    dpi: int
    squaring: float
    true_dpi: tuple[float, float]
    content: Content | None
    scan: Taken | None
    damaged: bool = False


def read_page(
    file: Path, kind: str, number: int, password: str | None, limits: Limits, recogniser: Recogniser
) -> PageText:
    """Read one page.

    Args:
        file: untrusted, already looked at.
        kind: its media type.
        number: 1-based page.
        password: None for the empty one.
        limits: of pixels.
        recogniser: loaded.

    Raises:
        DigitizeError: the page cannot be decoded or is over a limit.
    """
    shown = _shown(file, kind, number, password, limits)
    height, width = shown.gray.shape
    page = PageText(number, width, height, shown.dpi, 0, False, "", 0.0, source=TextSource.NONE)
    blank = is_blank(shown.gray, round(max(shown.true_dpi)))
    damaged = _is_damaged(shown, file, kind, password, blank)
    if blank:
        page = squared(dc.replace(page, blank=not damaged), shown.squaring)
    else:
        page = _read(page, shown, file, password, recogniser)
        gray = shown.scan.small.fine if shown.scan else shown.gray  # a quarter of the pixels does as well
        page = dc.replace(page, picture_hash=picture_hash(gray, page.rotation))
    if not damaged:
        return page
    # Without words there is no more to say: the rest would judge what is drawn in the picture's place.
    return dc.replace(page, notices=(picture_damaged(), *(page.notices if page.words else ())))


def codes_of_page(
    file: Path, kind: str, number: int, password: str | None, limits: Limits
) -> tuple[QrCode, ...]:
    """Return the codes on one page without reading it; arguments and errors as of `read_page`."""
    shown = _shown(file, kind, number, password, limits)
    return scan_codes(shown.pixels, shown.gray, shown.dpi, number)


def _is_damaged(shown: Shown, file: Path, kind: str, password: str | None, blank: bool) -> bool:
    """Say whether a page lacks a picture that it should show, or a part of one."""
    content, number = shown.content, shown.number
    if kind == JPEG:
        return not jpeg_is_whole(file.read_bytes())
    if content is None:
        return shown.damaged
    if has_damaged_pictures(file, password, number, content.pictures):
        return True
    return blank and has_undrawable_pictures(file, password, number)


def _read(page: PageText, shown: Shown, file: Path, password: str | None, recogniser: Recogniser) -> PageText:
    """Read a page on which there is something, from its own text where that can be believed."""
    page = dc.replace(page, codes=scan_codes(shown.pixels, shown.gray, shown.dpi, shown.number))
    if shown.content is None or shown.content.pictures_only or not shown.content.visible_text:
        return _recognised(page, shown, recogniser)
    height, width = shown.gray.shape
    words = layer_words(file, password, shown.number, shown.dpi * shown.content.unit)
    # what lies outside the crop box is on no page that anybody sees
    layer = [
        m for m in words if m.box.right > 0 and m.box.bottom > 0 and m.box.left < width and m.box.top < height
    ]
    found = judged(shown.content, layer, shown.gray, shown.dpi, recogniser)
    if found.why is None:
        whole = Transform.identity(page.width, page.height)
        _, tables = without_rules(shown.gray, shown.dpi)
        return _with_words(page, found.words, whole, TextSource.TEXT_LAYER, tables)
    return _recognised(page, shown, recogniser, (layer_ignored(found.why),))


def _shown(file: Path, kind: str, number: int, password: str | None, limits: Limits) -> Shown:
    """Draw or decode a page."""
    if kind != PDF:
        picture = load_page(file, number, limits)
        pixels = taken_out(picture.image)
        true_dpi = _true_dpi(pixels, picture.dpi_x, picture.dpi_y)
        stated = (picture.dpi_x, picture.dpi_y) if picture.stated else None
        scan: Taken | None = taken(pixels, stated, true_dpi)
        squaring = picture.dpi_x / picture.dpi_y
        gray = to_gray(pixels)
        return Shown(number, pixels, gray, picture.dpi_x, squaring, true_dpi, None, scan, picture.damaged)
    with opened(file, password) as document, page_of(document, number, file) as page:
        content = content_of(page, checked_unit(file, password, number, limits))
        pixels = taken_out(draw(page, content.dpi, content.unit, number, limits))
    true_dpi = _true_dpi(pixels, content.dpi, content.dpi)
    scanned = content.covered >= _SCAN_COVERS
    scan = taken(pixels, (content.dpi, content.dpi), true_dpi) if scanned else None
    return Shown(number, pixels, to_gray(pixels), content.dpi, 1.0, true_dpi, content, scan)


def _true_dpi(pixels: npt.NDArray[Any], across: int, down: int) -> tuple[float, float]:
    """Believe the stated resolution where it makes a sheet of paper, else take the page for A4."""
    height, width = pixels.shape[:2]
    long_side = max(width / across, height / down)
    if _PAPER_INCH[0] <= long_side <= _PAPER_INCH[1]:
        return float(across), float(down)
    guess = max(width, height) / _A4_LONG_INCH
    return guess, guess


def _recognised(
    page: PageText, shown: Shown, recogniser: Recogniser, notices: tuple[Notice, ...] = ()
) -> PageText:
    """Read `shown` from its picture."""
    ready = prepare(shown.pixels, *shown.true_dpi, recogniser)
    found = [m for m in recognise(ready.gray, ready.dpi, ready.tables, recogniser) if _is_word(m)]
    quality = quality_of(shown.gray, shown.scan) if shown.scan else ()
    whole = Box(0, 0, page.width, page.height)
    blurred = [notice.box or whole for notice in quality if notice.code == "blurred"]
    marks, written = without_handwriting(found, ready.transform, shown.pixels, blurred)
    notices = (*notices, *map(handwritten, written))
    page = dc.replace(page, rotation=ready.rotation)
    page = _with_words(page, marks, ready.transform, TextSource.OCR, ready.tables)
    page = mended(page, recogniser.model)
    if not (page.words or page.codes or written):
        notices = (*notices, nothing_read())
    if shown.scan is None:
        return dc.replace(page, notices=notices)
    notices = (*notices, *quality)
    page = squared(dc.replace(page, notices=notices), shown.squaring)
    return dc.replace(page, notices=(*page.notices, *quality_of_words(page, shown.scan)))


def _is_word(mark: Mark) -> bool:
    """Drop what seals, stains and frames leave behind: signs without any letter, read with doubt."""
    return mark.confidence >= 0.3 or any(letter.isalnum() for letter in mark.text)


def _with_words(
    page: PageText, marks: Sequence[Mark], way: Transform, source: TextSource, tables: Sequence[Table]
) -> PageText:
    """Fill in the words in reading order, their places led back to the page as shown."""
    lines = reading_order(marks, tables)
    words = tuple(
        Word(mark.text, way.back(mark.box), round(mark.confidence, 4), number)
        for number, line in enumerate(lines)
        for mark in line
    )
    text = "\n".join(" ".join(mark.text for mark in line) for line in lines)
    mean = round(statistics.fmean(word.confidence for word in words), 4) if words else 0.0
    return dc.replace(page, words=words, text=text, confidence=mean, source=source)
