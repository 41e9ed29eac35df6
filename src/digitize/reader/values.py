"""Readings and looks as JSON and back, checked: the sender may have been taken over by its file.

Must not trust a type, a length or a surrogate that comes over the pipe.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from archive.values.reading import Box, Look, Notice, PageFailed, PageText, QrCode, TextSource, Word
from digitize import errors
from digitize.errors import DigitizeError
from digitize.ports import Comparison, CopyMetadata, CopyPage, CopyReceipt
from digitize.reader.wire import BadFrame

Message = dict[str, Any]
_MOST_TEXT = 10_000_000
_HASH = re.compile(r"([0-9a-f]{64})?")


def page_message(page: PageText) -> Message:
    """Return a page as JSON; words as rows of eight."""
    return {
        "number": page.number,
        "size": [page.width, page.height, page.dpi, page.rotation],
        "blank": page.blank,
        "text": page.text,
        "confidence": page.confidence,
        "words": [word_row(word) for word in page.words],
        **codes_message(page.codes),
        "notices": [notice_row(notice) for notice in page.notices],
        "source": page.source.value,
        "picture_hash": page.picture_hash,
    }


def page_of(message: Message) -> PageText:
    """Return the page that `message` says.

    Raises:
        BadFrame: it is not the form of a page.
    """
    with _Checked():
        number = int(message["number"])
        width, height, dpi, rotation = (int(part) for part in message["size"])
        if rotation not in (0, 90, 180, 270) or min(width, height, dpi) <= 0:
            raise BadFrame("no page")
        return PageText(
            number, width, height, dpi, rotation, bool(message["blank"]), _text(message["text"]),
            _share(message["confidence"]),
            tuple(_word(row) for row in message["words"]),
            codes_of(message, number),
            tuple(notice_of(row) for row in message["notices"]),
            TextSource(message["source"]),
            _hexadecimal(message["picture_hash"]),
        )  # fmt: skip


def codes_message(codes: Sequence[QrCode]) -> Message:
    """Return the codes of a page as JSON, rows of six."""
    return {"codes": [[code.payload, code.format, *code.box.as_list()] for code in codes]}


def codes_of(message: Message, page: int) -> tuple[QrCode, ...]:
    """Return the codes of that page that `message` says."""
    with _Checked():
        return tuple(_code(row, page) for row in message["codes"])


def failed_message(page: PageFailed) -> Message:
    """Return a page that could not be read as JSON."""
    return {"failed": page.number, "notice": notice_row(page.notice)}


def result_of(message: Message, *, expected: int) -> PageText | PageFailed:
    """Return the page or failed page that `message` says.

    Raises:
        BadFrame: it is neither, or not of the page that was `expected`.
    """
    with _Checked():
        if "failed" in message:
            page: PageText | PageFailed = PageFailed(int(message["failed"]), notice_of(message["notice"]))
        else:
            page = page_of(message)
        if page.number != expected:
            raise BadFrame("another page")
        return page


def pages_of(message: Message) -> tuple[str, list[int]]:
    """Return media type and pages to be read, the first answer of a reading."""
    with _Checked():
        return _text(message["kind"]), [int(page) for page in message["pages"]]


def look_message(look: Look) -> Message:
    """Return a look as JSON."""
    return {
        "media_type": look.media_type,
        "pages": look.pages,
        "encrypted": look.encrypted,
        "signatures": look.signatures,
        "born_digital": look.born_digital,
        "notices": [notice_row(notice) for notice in look.notices],
    }


def look_of(message: Message) -> Look:
    """Return the look that `message` says."""
    with _Checked():
        return Look(
            _text(message["media_type"]), int(message["pages"]), bool(message["encrypted"]),
            int(message["signatures"]), bool(message["born_digital"]),
            tuple(notice_of(row) for row in message["notices"]),
        )  # fmt: skip


def copy_message(pages: Sequence[CopyPage], metadata: CopyMetadata) -> Message:
    """Return what a copy is to be built from as JSON."""
    rows = [
        {
            "file": str(page.file.absolute()),
            "page": page.page,
            "words": [word_row(word) for word in page.words],
            "dpi": page.dpi,
            "rotation": page.rotation,
        }
        for page in pages
    ]
    told = {
        "title": metadata.title,
        "identifier": metadata.identifier,
        "made_at": metadata.made_at.isoformat(),
        "document_id": metadata.document_id.hex(),
        "properties": dict(metadata.properties),
    }
    return {"pages": rows, "metadata": told}


def receipt_of(message: Message) -> CopyReceipt:
    """Return the receipt of a copy that `message` says."""
    with _Checked():
        pages, kept, rendered, converted = (int(part) for part in message["receipt"])
        return CopyReceipt(pages, kept, rendered, converted)


def comparison_of(message: Message) -> Comparison:
    """Return the comparison of a copy that `message` says."""
    with _Checked():
        pages, by_bytes, different = message["comparison"]
        return Comparison(int(pages), int(by_bytes), tuple(int(number) for number in different))


def error_of(message: Message) -> DigitizeError:
    """Return the error that `message` names; only errors of this room can be named."""
    with _Checked():
        kind = getattr(errors, str(message["error"]), None)
        if not (isinstance(kind, type) and issubclass(kind, DigitizeError)):
            raise BadFrame("no error")
        facts = {str(k): v if isinstance(v, int) else _text(v) for k, v in message["facts"].items()}
        error: DigitizeError = kind(**facts)
        return error


def word_row(word: Word) -> list[object]:
    """Return a word as a row."""
    return [word.text, *word.box.as_list(), word.confidence, word.line, word.raw]


def word_of(row: list[Any]) -> Word:
    """Return the word of a row."""
    with _Checked():
        return _word(row)


def notice_row(notice: Notice) -> list[Any]:
    """Return a notice as a row; its place is None where it has none."""
    return [notice.code, notice.vi, notice.en, notice.box.as_list() if notice.box else None]


def notice_of(row: list[Any]) -> Notice:
    """Return the notice of a row."""
    code, vi, en, place = row
    box = None if place is None else Box(*(int(edge) for edge in place))
    return Notice(_text(code), _text(vi), _text(en), box)


def _word(row: list[Any]) -> Word:
    text, left, top, right, bottom, confidence, line, raw = row
    box = Box(int(left), int(top), int(right), int(bottom))
    return Word(_text(text), box, _share(confidence), int(line), _text(raw))


def _code(row: list[Any], page: int) -> QrCode:
    payload, symbology, left, top, right, bottom = row
    return QrCode(page, _text(payload), _text(symbology), Box(int(left), int(top), int(right), int(bottom)))


def _text(value: object) -> str:
    """Return text that can be stored: a str, NFC, without lone surrogates and NUL."""
    if not isinstance(value, str) or len(value) > _MOST_TEXT:
        raise BadFrame("no text")
    clean = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return unicodedata.normalize("NFC", clean)


def _hexadecimal(value: object) -> str:
    """Return the digits of a page's picture hash."""
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise BadFrame("no hash")
    return value


def _share(value: object) -> float:
    """Return a number from 0 to 1."""
    number = float(value) if isinstance(value, int | float) else -1.0
    if not 0 <= number <= 1:
        raise BadFrame("no share")
    return number


class _Checked:
    """Turns whatever a wrong form raises into BadFrame."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, KeyError | TypeError | ValueError | IndexError | AttributeError):
            raise BadFrame("wrong form") from error
