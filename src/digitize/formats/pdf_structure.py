"""The structure of a PDF: pages, encryption, signatures, sizes and damage, by pikepdf.

Must not draw nor read text; the size of pages is `look.py`'s, which knows at what resolution they are drawn.
"""

import dataclasses as dc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from archive.values.reading import Notice
from digitize.errors import DamagedFile, PasswordRequired
from digitize.formats.limits import ALL, Limits
from digitize.formats.pictures import GREEDY_PIXELS

REPAIRED = Notice(
    "pdf-repaired",
    "Tệp PDF có lỗi cấu trúc; phần đọc được đã được dùng. Hãy so với bản giấy từng trang.",
    "The PDF has structural errors; what could be read was used. Compare every page with the paper.",
)
_END = b"%%EOF"
_TAIL = 2048
_PADDING = 1 << 16
"""Blocks of a disk or a download that were filled up with zeros."""
_DEEPEST = 6


@dc.dataclass(frozen=True, slots=True)
class Structure:
    """What the structure of a PDF says; `units` are the /UserUnit of its pages."""

    pages: int
    encrypted: bool
    signatures: int
    units: tuple[float, ...]
    notices: tuple[Notice, ...]


def structure_of(file: Path, password: str | None, limits: Limits) -> Structure:
    """Look through the structure of a PDF.

    Args:
        file: a PDF.
        password: None for the empty one.
        limits: of pages and pixels.

    Raises:
        PasswordRequired: it does not open with the password.
        DamagedFile: it cannot be opened, has no page, or was cut off.
        TooManyPages: over the limit.
        TooManyPixels: a picture is over the limit.
    """
    try:
        with pikepdf.open(file, password=password or "", suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            limits.check_pages(pages)
            for number, page in enumerate(pdf.pages, 1):
                _check_pictures(page, number, limits)
            repaired = bool(pdf.get_warnings())  # asking forgets them
            _check_whole(pages, repaired, file)
            notices = (REPAIRED,) if repaired else ()
            units = tuple(map(_unit, pdf.pages))
            return Structure(pages, pdf.is_encrypted, _signatures(pdf), units, notices)
    except pikepdf.PasswordError as error:
        raise PasswordRequired(file=file.name) from error
    except pikepdf.PdfError as error:
        raise DamagedFile(file=file.name, why="cấu trúc PDF hỏng / broken PDF structure") from error


def stated_unit(file: Path, password: str | None, number: int) -> float:
    """Return the /UserUnit of a page (1-based) of a PDF that was looked at; 1 where there is no such page."""
    with pikepdf.open(file, password=password or "", suppress_warnings=True) as pdf:
        return _unit(pdf.pages[number - 1]) if number <= len(pdf.pages) else 1.0


def _unit(page: pikepdf.Page) -> float:
    return _number(page.obj.get("/UserUnit", 1))


def _check_whole(pages: int, repaired: bool, file: Path) -> None:
    """Raise DamagedFile where pages may be lost: a mended file that has no end was cut off.

    A broken table of objects alone is mended without loss; a missing end is not, since nobody knows
    how many pages stood behind it.
    """
    if not pages:
        raise DamagedFile(file=file.name, why="không có trang nào / no pages")
    if not repaired:
        return
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _TAIL - _PADDING))
        if _END not in stream.read().rstrip(b"\0")[-_TAIL:]:
            raise DamagedFile(file=file.name, why="thiếu phần cuối / cut off")


def _check_pictures(page: pikepdf.Page, number: int, limits: Limits) -> None:
    """Hold each picture on the page against the limit, by its declared size."""
    for picture in _pictures(page.obj.get("/Resources"), 0, set()):
        width, height = (_number(picture.get(key)) for key in ("/Width", "/Height"))
        limits.check_pixels(number, width, height, GREEDY_PIXELS if _is_jpx(picture) else ALL)


def _is_jpx(picture: Any) -> bool:  # noqa: ANN401
    """Say whether a picture is JPEG 2000, which a drawing library would leave out for want of memory."""
    way = picture.get("/Filter")
    return "/JPXDecode" in ([str(one) for one in way] if isinstance(way, pikepdf.Array) else [str(way)])


def _pictures(resources: Any, depth: int, seen: set[tuple[int, int]]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the picture streams of `resources`, also those inside forms, each once."""
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    objects = resources.get("/XObject")
    for item in objects.values() if isinstance(objects, pikepdf.Dictionary) else ():
        if not isinstance(item, pikepdf.Stream) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        if item.get("/Subtype") == "/Image":
            yield item
        else:
            yield from _pictures(item.get("/Resources"), depth + 1, seen)


def _number(value: Any) -> float:  # noqa: ANN401
    """Return a PDF number; 0 for anything else."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _signatures(pdf: pikepdf.Pdf) -> int:
    """Count signature dictionaries: those with a byte range and contents (ISO 32000-2, 12.8.1)."""
    return sum(
        1
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/ByteRange" in item and "/Contents" in item
    )
