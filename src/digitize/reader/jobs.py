"""What a fork does for one job: look, read, find codes, draw, build or compare a copy, take pages out.

Must not outlive the job, nor answer in anything but frames.
"""

import dataclasses as dc
import datetime as dt
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from archive.settings import Settings
from archive.values.reading import PageFailed
from digitize.errors import CopyFailed, DamagedFile, DigitizeError
from digitize.formats.limits import Limits
from digitize.formats.look import look_at
from digitize.formats.pdf_pages import content_of, draw, opened, page_of
from digitize.formats.pdf_structure import checked_unit
from digitize.formats.pictures import load_page
from digitize.formats.sniff import PDF, media_type
from digitize.ocr.ports import Recogniser
from digitize.ports import CopyMetadata, CopyPage, Mark
from digitize.reader import jail
from digitize.reader.notices import page_damaged
from digitize.reader.page import codes_of_page, read_page
from digitize.reader.values import codes_message, failed_message, look_message, page_message, word_of
from digitize.reader.wire import RESULT, Frame, error_message, frame
from digitize.watermark import marked

Message = dict[str, Any]
Send = Callable[[Frame], None]

_COPY_SECONDS = 5
"""A drawn page of a copy takes half a second; a page kept by its stream a hundredth."""
_JPEG_QUALITY = 85
_TURNED_BACK = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}
"""By how far clockwise the content is turned: Pillow turns anticlockwise."""


@dc.dataclass(frozen=True, slots=True)
class Bench:
    """What a job works with.

    Attributes:
        settings: limits and time.
        recogniser: loaded; None where the engine is missing.
        send: hands a result over.
    """

    settings: Settings
    recogniser: Recogniser | None
    send: Send


def do(job: Message, bench: Bench) -> None:
    """Do one job; a refusal of the file is a result, everything else is raised.

    Raises:
        MemoryError: the limit was reached.
    """
    try:
        _JOBS[job["op"]](job, bench)
    except DigitizeError as error:
        bench.send(frame(RESULT, error_message(error)))
    except cv2.error as error:
        raise _memory_or(error) from error
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from error
        bench.send(frame(RESULT, error_message(_unreachable(job, error))))


def _look(job: Message, bench: Bench) -> None:
    """Answer with a look."""
    jail.allow(bench.settings.page_seconds)
    file = Path(job["file"])
    look = look_at(file, job["password"], Limits.of(bench.settings, file.name))
    bench.send(frame(RESULT, look_message(look)))


def _read(job: Message, bench: Bench) -> None:
    """Answer with the pages to be read, then with each."""
    jail.allow(bench.settings.page_seconds)
    file, password = Path(job["file"]), job["password"]
    limits = Limits.of(bench.settings, file.name)
    look = look_at(file, password, limits) if job["kind"] is None else None
    kind = look.media_type if look else job["kind"]
    pages = job["pages"] if job["pages"] is not None else list(range(1, look.pages + 1 if look else 1))
    bench.send(frame(RESULT, {"kind": kind, "pages": pages}))
    assert bench.recogniser is not None  # noqa: S101 - the pool does not send this job without one
    told = look.notices if look and 1 in pages else ()  # with a page they come through every door
    for number in pages:
        jail.allow(bench.settings.page_seconds)
        try:
            page = read_page(file, kind, number, password, limits, bench.recogniser)
            answer, told = page_message(dc.replace(page, notices=(*told, *page.notices))), ()
        except DigitizeError as error:
            notice = page_damaged(error.text_vi, error.text_en)
            answer = failed_message(PageFailed(number, notice))
        jail.rest()
        bench.send(frame(RESULT, answer))


def _codes(job: Message, bench: Bench) -> None:
    """Answer with the codes on a page."""
    jail.allow(bench.settings.page_seconds)
    file = Path(job["file"])
    limits = Limits.of(bench.settings, file.name)
    codes = codes_of_page(file, media_type(file), int(job["page"]), job["password"], limits)
    jail.rest()
    bench.send(frame(RESULT, codes_message(codes)))


def _picture(job: Message, bench: Bench) -> None:
    """Answer with a page as JPEG."""
    jail.allow(bench.settings.page_seconds)
    file, number, dpi = Path(job["file"]), int(job["page"]), int(job["dpi"])
    limits = Limits.of(bench.settings, file.name)
    if media_type(file) == PDF:
        with opened(file, job["password"]) as document, page_of(document, number, file) as page:
            content = content_of(page, checked_unit(file, job["password"], number, limits))
            image = draw(page, dpi, content.unit, number, limits)
    else:
        picture = load_page(file, number, limits)
        image = picture.image
        finest = min(dpi, max(picture.dpi_x, picture.dpi_y))  # a fax gets square pixels; nothing gets finer
        across, down = finest / picture.dpi_x, finest / picture.dpi_y
        size = max(1, round(image.width * across)), max(1, round(image.height * down))
        if size != image.size:
            image = image.resize(size, reducing_gap=2.0)
    turned = _TURNED_BACK.get(job["rotation"])
    if turned is not None:
        image = image.transpose(turned)
    if job["mark"]:
        font, *lines = job["mark"]
        image = marked(image, Mark(tuple(lines), Path(font)))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=_JPEG_QUALITY)
    jail.rest()
    bench.send(frame(RESULT, {}, data.getvalue()))


def _copy(job: Message, bench: Bench) -> None:
    """Build a PDF/A copy."""
    from digitize.copy.build import build_copy

    pages = [
        CopyPage(
            Path(page["file"]), page["page"], tuple(word_of(row) for row in page["words"]),
            page["dpi"], page["rotation"],
        )
        for page in job["pages"]
    ]  # fmt: skip
    jail.allow(bench.settings.page_seconds + _COPY_SECONDS * len(pages))
    told = job["metadata"]
    metadata = CopyMetadata(
        told["title"], told["identifier"], dt.datetime.fromisoformat(told["made_at"]),
        bytes.fromhex(told["document_id"]), told["properties"],
    )  # fmt: skip
    receipt = build_copy(pages, Path(job["out"]), metadata)
    bench.send(frame(RESULT, {"receipt": list(dc.astuple(receipt))}))


def _compare(job: Message, bench: Bench) -> None:
    """Hold a copy against its originals."""
    from digitize.copy.compare import compare_pages

    jail.allow(bench.settings.page_seconds + _COPY_SECONDS * len(job["pages"]))
    copy = Path(job["file"])
    originals = [(Path(file), int(page)) for file, page in job["pages"]]
    found = compare_pages(copy, originals, Limits.of(bench.settings, copy.name))
    bench.send(frame(RESULT, {"comparison": [found.pages, found.by_bytes, list(found.different)]}))


def _extract(job: Message, bench: Bench) -> None:
    """Take pages out."""
    from digitize.copy.extract import extract_pages

    jail.allow(bench.settings.page_seconds + _COPY_SECONDS * len(job["pages"]))
    extract_pages(Path(job["file"]), job["pages"], Path(job["out"]))
    bench.send(frame(RESULT, {}))


_JOBS: dict[str, Callable[[Message, Bench], None]] = {
    "look": _look,
    "read": _read,
    "codes": _codes,
    "picture": _picture,
    "copy": _copy,
    "compare": _compare,
    "extract": _extract,
}


def _unreachable(job: Message, error: OSError) -> DigitizeError:
    """Return the error for a file that is not there, or a disk that is full."""
    why = os.strerror(error.errno) if error.errno else type(error).__name__
    if job["op"] in ("copy", "extract"):
        return CopyFailed(file=Path(job["out"]).name, why=why)
    return DamagedFile(file=Path(job["file"]).name, why=why)


def _memory_or(error: cv2.error) -> Exception:
    """Return MemoryError where OpenCV ran out of memory, else the error itself."""
    return MemoryError() if getattr(error, "code", 0) == cv2.Error.StsNoMem else error
