"""Whether a PDF page holds more than is drawn of it: pictures that are damaged, cut off or missing.

Must not tell what they are worth: a page that lacks one is never taken for a blank one.
"""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name, Stream
from pypdfium2 import raw

from digitize.formats.deflate import inflated
from digitize.formats.pdf_pages import DEEPEST, opened, page_of
from digitize.formats.pdf_tree import open_alike
from digitize.formats.whole import is_whole

_ODD = (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError)
"""What damaged content raises."""
_MASKS = ("/SMask", "/Mask")


def has_damaged_pictures(file: Path, password: str | None, number: int, drawn: int) -> bool:
    """Say whether a page calls for a picture that is missing, or whose data are damaged or cut off.

    PDFium leaves out what it cannot decode, or draws it black, gray or white, and does not say so.

    Args:
        file: a PDF.
        password: None for the empty one.
        number: 1-based.
        drawn: how many pictures PDFium found on the page.
    """
    try:
        with open_alike(file, password) as pdf:
            return _is_damaged(pdf, pdf.pages[number - 1], drawn)
    except _ODD:
        return True


def has_undrawable_pictures(file: Path, password: str | None, number: int) -> bool:
    """Say whether PDFium cannot decode a picture of a page (1-based).

    Each is decoded for that: only to be asked of a page that looks empty.
    """
    with opened(file, password) as document, page_of(document, number, file) as page:
        found = [one for one in page.get_objects(max_depth=DEEPEST) if one.type == raw.FPDF_PAGEOBJ_IMAGE]
        return not all(map(_is_decoded, found))


def _is_decoded(picture: pdfium.PdfImage) -> bool:
    try:
        picture.get_bitmap()
    except pdfium.PdfiumError:
        return False
    return True


def _is_damaged(pdf: pikepdf.Pdf, page: pikepdf.Page, drawn: int) -> bool:
    """Say whether fewer pictures are `drawn` than the page calls for, or its content or one is damaged."""
    called = list(_called(page.obj, page.resources, set(), 0))
    held = [one for one in _objects(page.resources).values() if one.get("/Subtype") == Name.Image]
    if held and not called and not pikepdf.parse_content_stream(page.obj):
        return True  # the content was lost where there are pictures that nothing calls for
    streams = [one for one in called if isinstance(one, Stream)]
    masks = [one[key] for one in streams for key in _MASKS if isinstance(one.get(key), Stream)]
    if len(called) > drawn or not all(map(_content_is_whole, _contents(page))):
        return True
    return not all(is_whole(pdf, one) for one in (*streams, *masks))


def _contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    """Return the streams of a page's content; what is missing cannot be asked."""
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [one for one in parts if isinstance(one, Stream)]


def _content_is_whole(content: pikepdf.Object) -> bool:
    """Say whether content is whole, where deflate alone codes it: what is drawn ends where it is damaged."""
    way = content.get("/Filter")
    if way != Name.FlateDecode and not (isinstance(way, pikepdf.Array) and list(way) == [Name.FlateDecode]):
        return True
    found = inflated(content.read_raw_bytes())
    return found.sound and found.ended


def _objects(resources: pikepdf.Object) -> pikepdf.Object:
    return resources.get("/XObject", Dictionary())


def _called(
    content: pikepdf.Object, resources: pikepdf.Object, seen: set[tuple[int, int]], depth: int
) -> Iterator[pikepdf.Object | pikepdf.ContentStreamInlineImage]:
    """Yield the pictures that content calls for, looking into each form once.

    Raises:
        KeyError: what it calls for is not there.
        pikepdf.PdfError: content cannot be decoded.
        ValueError: the content of a form is damaged.
    """
    for instruction in pikepdf.parse_content_stream(content, "Do BI ID EI"):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            yield instruction
            continue
        item = _objects(resources)[str(instruction.operands[0])]
        if item.get("/Subtype") != Name.Form:
            yield item
        elif item.objgen not in seen and depth < DEEPEST:
            seen.add(item.objgen)
            if not _content_is_whole(item):
                raise ValueError("damaged form")
            yield from _called(item, item.get("/Resources", resources), seen, depth + 1)
