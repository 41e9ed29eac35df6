"""Pages of a PDF as a viewer draws them, and what they are made of, by PDFium.

Must not read text: that is `text_layer.py`.
"""

import dataclasses as dc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from digitize.errors import DamagedFile, PasswordRequired
from digitize.formats.limits import Limits
from digitize.formats.pdf_tree import numbered_alike
from digitize.formats.units import believed_unit

POINTS = 72
BORN_DIGITAL_DPI = 200
_LEAST_SCAN_DPI, _MOST_SCAN_DPI = 50, 600
"""Many programs write a page of as many points as the scan has pixels: 72 dpi, and a huge sheet."""
_FULL_PAGE = 0.9
"""A scan covers the page; scanners' own borders are under a tenth."""
_HIDDEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
DEEPEST = 8
_ROUNDING = 1e-6
"""PDFium rounds sizes up: 2,481.0000001 pixels shall be 2,481."""


@dc.dataclass(frozen=True, slots=True)
class Content:
    """What a page is made of.

    Attributes:
        visible_text: text objects that are painted.
        hidden_text: text objects in render mode 3 or 7.
        drawings: paths and shadings.
        pictures: number of pictures.
        covered: share of the page under its largest picture, 0 to 1.
        picture_dpi: resolution of that picture on the page; 0 without one.
        unit: of the page, in points.
    """

    visible_text: int
    hidden_text: int
    drawings: int
    pictures: int
    covered: float
    picture_dpi: float
    unit: float

    @property
    def pictures_only(self) -> bool:
        """Whether nothing but pictures is visible."""
        return self.pictures > 0 and not self.visible_text and not self.drawings

    @property
    def dpi(self) -> int:
        """Resolution to draw the page at: the scan's own where it is one, else 200."""
        own = round(self.picture_dpi)
        scan = self.pictures == 1 and self.covered >= _FULL_PAGE
        return own if scan and _LEAST_SCAN_DPI <= own <= _MOST_SCAN_DPI else BORN_DIGITAL_DPI


@contextmanager
def opened(file: Path, password: str | None) -> Iterator[pdfium.PdfDocument]:
    """Open `file` with PDFium.

    Raises:
        PasswordRequired: neither the given nor the empty password opens it.
        DamagedFile: PDFium cannot open it.
    """
    try:
        document = pdfium.PdfDocument(numbered_alike(file, password), password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise PasswordRequired(file=file.name) from error
        raise DamagedFile(file=file.name, why="không mở được PDF / the PDF cannot be opened") from error
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


@contextmanager
def page_of(document: pdfium.PdfDocument, page: int, file: Path) -> Iterator[pdfium.PdfPage]:
    """Load one page (1-based).

    Raises:
        DamagedFile: PDFium cannot load it.
    """
    try:
        loaded = document[page - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise DamagedFile(file=file.name, why=f"trang {page} / page {page}") from error
    try:
        yield loaded
    finally:
        loaded.close()


def content_of(page: pdfium.PdfPage, stated_unit: float) -> Content:
    """Count what `page` is made of; `stated_unit` is its /UserUnit, which PDFium passes over."""
    visible = hidden = drawings = pictures = 0
    covered = dpi = 0.0
    area = max(page.get_width() * page.get_height(), 1.0)
    for item in page.get_objects(max_depth=DEEPEST):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            unseen = raw.FPDFTextObj_GetTextRenderMode(item.raw) in _HIDDEN
            visible, hidden = visible + (not unseen), hidden + unseen
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            share, own = _picture(item, area)
            if share > covered:
                covered, dpi = share, own
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            drawings += 1
    unit = believed_unit(stated_unit, page.get_width(), page.get_height())
    return Content(visible, hidden, drawings, pictures, min(covered, 1.0), dpi / unit, unit)


def _picture(item: pdfium.PdfObject, area: float) -> tuple[float, float]:
    """Return the share of the page under a picture and its resolution there, in dots a unit × 72."""
    matrix = item.get_matrix()
    across = float((matrix.a**2 + matrix.b**2) ** 0.5)
    down = float((matrix.c**2 + matrix.d**2) ** 0.5)
    if across <= 0 or down <= 0:
        return 0.0, 0.0
    width, _height = item.get_px_size()
    return across * down / area, width * POINTS / across


def draw(page: pdfium.PdfPage, dpi: int, unit: float, number: int, limits: Limits) -> Image.Image:
    """Draw `page` as a viewer shows it (/Rotate applied, forms and annotations in).

    Args:
        page: as loaded.
        dpi: resolution to draw at.
        unit: of the page, in points.
        number: 1-based page number, for the errors.
        limits: checked before drawing.

    Returns:
        8-bit `RGB`.

    Raises:
        TooManyPixels: over the limit.
        TooFewPixels: the page is no sheet of paper.
    """
    scale = dpi / POINTS * unit
    size = page.get_width() * scale, page.get_height() * scale
    limits.check_pixels(number, *size)
    limits.check_shape(number, *size)
    bitmap = page.render(scale=scale * (1 - _ROUNDING), rev_byteorder=True)
    try:
        # Pillow's RGB has memory of its own; other modes share PDFium's, which is freed here
        image: Image.Image = bitmap.to_pil()
        return image if image.mode == "RGB" else image.convert("RGB")
    finally:
        bitmap.close()
