"""Holds each page of a copy against the page of the original that it was made from.

Must not take the copy's own word for anything: what a viewer shows of both decides.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2

from digitize.copy.draft import Draft
from digitize.copy.failures import named_failures
from digitize.copy.originals import Originals
from digitize.copy.paint import NotPictures, painted
from digitize.copy.pdf_box import page_box
from digitize.copy.pdf_page import pdf_sheet
from digitize.copy.picture_file import picture_sheet
from digitize.copy.same_pictures import same_pictures
from digitize.copy.sheet import Sheet
from digitize.formats.limits import Limits
from digitize.formats.pdf_pages import draw, opened, page_of
from digitize.formats.pdf_structure import checked_unit
from digitize.formats.pictures import load_page
from digitize.formats.sniff import is_pdf
from digitize.ports import Comparison

_DPI = 200
"""Pages are drawn as they were for the copy, so that both are made small from the same pixels."""
_SMALL_DPI = 50
"""A letter of a paper is some pixels high; grain of a scan and of JPEG is gone."""
_MOST_APART = 30.0
"""Of 255, over three by three of those pixels: conversions differ by up to 15, a changed figure by 60."""
_SIZE = 0.02
"""Share by which the sides of the two pages may differ."""

Small = npt.NDArray[np.float32]


def compare_pages(copy: Path, originals: Sequence[tuple[Path, int]], limits: Limits) -> Comparison:
    """Compare a copy page by page with what it was made from.

    A page whose pictures are the original's streams is the same by its bytes; any other is drawn and made
    small, and may differ by what one conversion changes.

    Args:
        copy: PDF as it was before it was signed.
        originals: file and 1-based page of each page, in the order of the copy.
        limits: for drawing.

    Raises:
        DigitizeError: a file cannot be opened or drawn.
    """
    by_bytes, different = 0, []
    with named_failures(copy), pikepdf.open(copy) as document, Originals() as sources:
        count = len(document.pages)
        for number, (file, page) in enumerate(originals[:count], start=1):
            if _same_streams(document.pages[number - 1].obj, sources, file, page):
                by_bytes += 1
            elif not _alike(_shown(copy, number, limits), _shown(file, page, limits)):
                different.append(number)
    return Comparison(count, by_bytes, tuple(different))


def _same_streams(copied: pikepdf.Object, sources: Originals, file: Path, page: int) -> bool:
    """Return whether the copy's page is what the original's streams give; what is odd is left to the eye."""
    if "/Annots" in copied:
        return False
    with suppress(_NotRebuilt, NotPictures, pikepdf.PdfError, OSError, ValueError, TypeError, LookupError):
        draft = Draft()  # the sheet's pictures are gone with it
        wanted = _sheet(draft, sources, file, page)
        box = page_box(copied)
        same_size = abs(box.width - wanted.width) < 1 and abs(box.height - wanted.height) < 1
        return same_size and same_pictures(painted(copied, box), wanted.placed)
    return False


class _NotRebuilt(Exception):
    """The page of the original was drawn for the copy, not rebuilt from its pictures."""


def _sheet(draft: Draft, sources: Originals, file: Path, page: int) -> Sheet:
    if is_pdf(file):
        return pdf_sheet(draft, sources.document(file), page, _refuse)
    return picture_sheet(draft, sources.picture(file), file, page)


def _refuse() -> pypdfium2.PdfDocument:
    raise _NotRebuilt


def _shown(file: Path, page: int, limits: Limits) -> Small:
    """Return a page as a viewer shows it, made small: rows × columns × RGB."""
    if is_pdf(file):
        with opened(file, None) as document, page_of(document, page, file) as loaded:
            image = draw(loaded, _DPI, checked_unit(file, None, page, limits), page, limits)
        across = down = float(_DPI)
    else:
        picture = load_page(file, page, limits)
        image, across, down = picture.image.convert("RGB"), picture.dpi_x, picture.dpi_y
    size = (
        max(1, round(image.width * _SMALL_DPI / across)),
        max(1, round(image.height * _SMALL_DPI / down)),
    )
    return cv2.resize(np.asarray(image), size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _alike(one: Small, other: Small) -> bool:
    """Return whether two small pages show the same."""
    (rows, columns), (its_rows, its_columns) = one.shape[:2], other.shape[:2]
    if abs(rows - its_rows) > 1 + _SIZE * rows or abs(columns - its_columns) > 1 + _SIZE * columns:
        return False
    fitted = cv2.resize(other, (columns, rows), interpolation=cv2.INTER_AREA)
    apart = cv2.blur(np.abs(one - fitted), (3, 3))
    return float(apart.max()) <= _MOST_APART
