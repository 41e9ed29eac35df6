"""Draws PDF pages and single pictures as a viewer shows them, with PDFium.

Must not run scripts: PDFium is built without them here, and no action is triggered.
"""

import io
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from digitize.copy.colour import embed_jpeg, jpeg_bytes
from digitize.copy.draft import Draft
from digitize.copy.png import embed_rows, packed, read_rows
from digitize.formats.pdf_tree import numbered_alike

DPI = 200
"""Resolution of a drawn page (Decree 30/2020, appendix I)."""
QUALITY = 90
MOST_PIXELS = 100_000_000
"""A page larger than this at 200 dpi is drawn coarser: A3 at 600 dpi has 70 million."""


def open_drawn(file: Path) -> pypdfium2.PdfDocument:
    """Open `file` for drawing; filled form fields are part of what a viewer shows."""
    document = pypdfium2.PdfDocument(numbered_alike(file, None))
    document.init_forms()
    return document


def draw_page(document: pypdfium2.PdfDocument, page: int, unit: float) -> Image.Image:
    """Draw a page at 200 dpi, gray where it has no colour.

    Args:
        document: from `open_drawn`.
        page: 1-based.
        unit: of the page, in points; PDFium passes it over.
    """
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = DPI / 72 * unit
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = sheet.render(scale=scale, may_draw_forms=True, draw_annots=True)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    sheet.close()
    return _gray_if_gray(image)


def embed_drawn(draft: Draft, image: Image.Image) -> pikepdf.Object:
    """Put a drawn page into the copy, lossless or as JPEG q90, whichever is smaller.

    Text on white packs better without loss, and stays sharp; pages with photographs do not.
    """
    lossless = packed(image)
    lossy = jpeg_bytes(image, QUALITY)
    if len(lossless) <= len(lossy):
        return embed_rows(draft, read_rows(lossless), None)
    return embed_jpeg(draft, lossy, image.size, 1 if image.mode == "L" else 3)


def picture_as_shown(image: pikepdf.Object) -> Image.Image:
    """Return the pixels of an image XObject in RGB, one to one, as a viewer shows them.

    Args:
        image: of the original; colour spaces, decode arrays and filters are PDFium's work.
    """
    width, height = int(image.Width), int(image.Height)
    if width * height > MOST_PIXELS:
        raise ValueError("picture too large to convert")
    alone = pikepdf.Pdf.new()
    alone.add_blank_page(page_size=(width, height))
    copied = alone.copy_foreign(image)
    for key in ("/SMask", "/Mask", "/OC", "/Metadata"):
        if key in copied:
            del copied[key]
    page = alone.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=copied))
    page.Contents = alone.make_stream(b"%d 0 0 %d 0 0 cm /P Do" % (width, height))
    held = io.BytesIO()
    alone.save(held)
    with pypdfium2.PdfDocument(held.getvalue()) as document:
        shown: Image.Image = document[0].render(scale=1).to_pil()
        return shown.convert("RGB")


def _gray_if_gray(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    same = all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))
    return red if same else image
