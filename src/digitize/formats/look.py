"""The first look at a file, before it is accepted.

Must not read text, and must not decode more than it takes to know that the file is whole.
"""

from pathlib import Path

from archive.values.reading import Look
from digitize.formats.limits import Limits
from digitize.formats.pdf_pages import content_of, opened, page_of
from digitize.formats.pdf_structure import structure_of
from digitize.formats.pictures import count_pages
from digitize.formats.sniff import PDF, media_type


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
    born_digital = _born_digital(file, password, found.pages)
    return Look(kind, found.pages, found.encrypted, found.signatures, born_digital, found.notices)


def _born_digital(file: Path, password: str | None, pages: int) -> bool:
    """Say whether no page consists of pictures only; stops at the first that does."""
    with opened(file, password) as document:
        for number in range(1, min(pages, len(document)) + 1):
            with page_of(document, number, file) as page:
                if content_of(page).pictures_only:
                    return False
    return True
