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
from digitize.formats.limits import ALL, GREEDY_PIXELS, Limits, check_any
from digitize.formats.pdf_tree import LOST, numbered_alike, open_alike

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
_MASKS = ("/SMask", "/Mask")


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
        TooManyPixels: a picture on each page is over the limit.
    """
    try:
        mended = numbered_alike(file, password) is not file
        with open_alike(file, password) as pdf:
            pages = len(pdf.pages)
            limits.check_pages(pages)
            check_any(pages, lambda number: _check_page(pdf.pages[number - 1], number, file, limits))
            repaired = mended or bool(pdf.get_warnings())  # asking forgets them
            _check_whole(pages, repaired, file)
            notices = (REPAIRED,) if repaired else ()
            units = tuple(map(_unit, pdf.pages))
            encrypted = _is_encrypted(file, password) if mended else pdf.is_encrypted
            return Structure(pages, encrypted, _signatures(pdf), units, notices)
    except pikepdf.PasswordError as error:
        raise PasswordRequired(file=file.name) from error
    except pikepdf.PdfError as error:
        raise DamagedFile(file=file.name, why="cấu trúc PDF hỏng / broken PDF structure") from error


def _is_encrypted(file: Path, password: str | None) -> bool:
    with pikepdf.open(file, password=password or "", suppress_warnings=True) as pdf:
        return pdf.is_encrypted


def checked_unit(file: Path, password: str | None, number: int, limits: Limits) -> float:
    """Return the /UserUnit of a page (1-based) of a PDF, 1 where there is no such page.

    Raises:
        DamagedFile: the page is lost.
        TooManyPixels: a picture on it is over the limit; to be asked before it is drawn.
    """
    with open_alike(file, password) as pdf:
        if number > len(pdf.pages):
            return 1.0
        page = pdf.pages[number - 1]
        _check_page(page, number, file, limits)
        return _unit(page)


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


def _check_page(page: pikepdf.Page, number: int, file: Path, limits: Limits) -> None:
    """Hold each picture on the page against the limit, by its declared size; a lost page has none."""
    if LOST in page.obj:
        raise DamagedFile(file=file.name, why=f"mất trang {number} / page {number} is lost")
    seen = set[tuple[int, int]]()
    for picture in (*_pictures(page.obj.get("/Resources"), 0, seen), *_on_notes(page, seen)):
        width, height = (_number(picture.get(key)) for key in ("/Width", "/Height"))
        limits.check_pixels(number, width, height, GREEDY_PIXELS if _is_jpx(picture) else ALL)


def _is_jpx(picture: Any) -> bool:  # noqa: ANN401
    """Say whether a picture is JPEG 2000, which a drawing library would leave out for want of memory."""
    way = picture.get("/Filter")
    return "/JPXDecode" in ([str(one) for one in way] if isinstance(way, pikepdf.Array) else [str(way)])


def _pictures(resources: Any, depth: int, seen: set[tuple[int, int]]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the picture streams of `resources`, their masks and those inside forms, each once."""
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    for item in _painted(resources):
        if not isinstance(item, pikepdf.Stream) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        if item.get("/Subtype") == "/Image":
            yield from (item, *(item[key] for key in _MASKS if isinstance(item.get(key), pikepdf.Stream)))
        else:
            yield from _pictures(item.get("/Resources"), depth + 1, seen)


def _painted(resources: pikepdf.Object) -> Iterator[Any]:
    """Yield what content may paint by name: pictures, forms, patterns, and groups that serve as masks."""
    for key in ("/XObject", "/Pattern"):
        yield from _values(resources.get(key))
    for state in _values(resources.get("/ExtGState")):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        yield mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None


def _on_notes(page: pikepdf.Page, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield the pictures in the looks of stamps and other notes."""
    notes = page.obj.get("/Annots")
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        for looks in _values(note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None):
            for shown in (looks,) if isinstance(looks, pikepdf.Stream) else _values(looks):
                if isinstance(shown, pikepdf.Stream):
                    yield from _pictures(shown.get("/Resources"), 1, seen)


def _values(item: Any) -> list[Any]:  # noqa: ANN401
    return list(item.values()) if isinstance(item, pikepdf.Dictionary) else []


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
