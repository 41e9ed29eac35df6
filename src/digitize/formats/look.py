"""The first look at a file, before it is accepted.

Must not read text, and must not decode more than it takes to know that the file is whole.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pypdfium2 import PdfDocument

from archive.values.reading import Look
from digitize.errors import DamagedFile
from digitize.formats.limits import Limits, check_any
from digitize.formats.pdf_pages import BORN_DIGITAL_DPI, POINTS, content_of, opened, page_of
from digitize.formats.pdf_structure import structure_of
from digitize.formats.pictures import count_pages
from digitize.formats.sniff import PDF, media_type
from digitize.formats.units import believed_unit


def look_at(file: Path, password: str | None, limits: Limits) -> Look:
    """Find the real type, pages, encryption and signatures of `file`.

    Args:
        file: untrusted.
        password: None for the empty one.
        limits: of bytes, pages and pixels.

    Raises:
        DigitizeError: the file is empty, unknown, damaged, locked or over a limit.
    """
    limits.check_bytes(file.stat().st_size)
    kind = media_type(file)
    if kind != PDF:
        return Look(kind, count_pages(file, kind, limits), False, 0, False)
    found = structure_of(file, password, limits)
    with opened(file, password) as document:
        check_any(found.pages, lambda number: _check_area(document, number, found.units, file, limits))
        born_digital = _born_digital(document, found.pages, file)
    return Look(kind, found.pages, found.encrypted, found.signatures, born_digital, found.notices)


def _check_area(
    document: PdfDocument, number: int, units: Sequence[float], file: Path, limits: Limits
) -> None:
    """Hold the area of a page, at the resolution that it is drawn at, against the limit.

    Scanning programs often write a page of as many points as the scan has pixels: at 200 dpi such a
    page would be huge, at its own resolution it is an ordinary scan.
    """
    with page_of(document, number, file) as page:
        width, height = page.get_size()
        stated = units[number - 1]
        usual = BORN_DIGITAL_DPI / POINTS * believed_unit(stated, width, height)
        if width * height * usual**2 <= limits.max_pixels:
            return
        content = content_of(page, stated)
        scale = content.dpi / POINTS * content.unit
        limits.check_pixels(number, width * scale, height * scale)


def _born_digital(document: PdfDocument, pages: int, file: Path) -> bool:
    """Say whether no page consists of pictures only; stops at the first that does."""
    for number in range(1, pages + 1):
        with suppress(DamagedFile), page_of(document, number, file) as page:
            if content_of(page, 1.0).pictures_only:
                return False
    return True
