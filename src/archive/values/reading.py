"""What was read on the pages of a file: words with their places, text, codes and warnings.

Pure values; must not know how reading is done nor where it is kept.
Coordinates are pixels of the page as a viewer shows it (EXIF and /Rotate applied), origin top left.
"""

import dataclasses as dc
from collections.abc import Iterable
from enum import StrEnum


@dc.dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def as_list(self) -> list[int]:
        """Return [left, top, right, bottom], the form of the contract."""
        return [self.left, self.top, self.right, self.bottom]

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """Return the smallest box around `boxes`, of which there must be at least one."""
        left, top, right, bottom = zip(*(box.as_list() for box in boxes), strict=True)
        return cls(min(left), min(top), max(right), max(bottom))


@dc.dataclass(frozen=True, slots=True)
class Word:
    """One word as it was read.

    Attributes:
        text: NFC, no white space.
        box: its place on the page.
        confidence: 0 to 1.
        line: number of the printed line on the page, from 0, in reading order.
        raw: what the recogniser read where `text` was mended; empty where it was not.
    """

    text: str
    box: Box
    confidence: float
    line: int
    raw: str = ""


@dc.dataclass(frozen=True, slots=True)
class Notice:
    """Something an officer should know about a page or file; never a reason to stop.

    Attributes:
        code: kebab-case, listed in docs/errors.md.
        vi: sentence in Vietnamese.
        en: the same in English.
        box: its place on the page as shown; None where it concerns the whole page or file.
    """

    code: str
    vi: str
    en: str
    box: Box | None = None


@dc.dataclass(frozen=True, slots=True)
class QrCode:
    """A code found on a page; `format` is zxing's name of the symbology, or PatchT."""

    page: int
    payload: str
    format: str
    box: Box


class TextSource(StrEnum):
    """Where the text of a page comes from."""

    OCR = "ocr"
    TEXT_LAYER = "text-layer"
    NONE = "none"


@dc.dataclass(frozen=True, slots=True)
class PageText:
    """One page as it was read.

    Attributes:
        number: 1-based page of the file.
        width, height: pixels at `dpi` of the page as shown.
        dpi: resolution that width and height are counted in.
        rotation: degrees clockwise (0, 90, 180, 270) by which the content is still turned.
        blank: nothing is printed on it.
        text: NFC, reading order (left block of a head first), one printed line a line.
        confidence: mean of the words, 0 to 1; 0 where there are none.
        words: in reading order; boxes in the page as shown, whatever was turned for OCR.
        codes: QR and bar codes.
        notices: what an officer should know.
        source: OCR or the page's own text layer.
        picture_hash: what its picture looks like, as hexadecimal digits; the same for the same scan however
            it is saved. Empty where the page is blank or was read by an earlier version.
    """

    number: int
    width: int
    height: int
    dpi: int
    rotation: int
    blank: bool
    text: str
    confidence: float
    words: tuple[Word, ...] = ()
    codes: tuple[QrCode, ...] = ()
    notices: tuple[Notice, ...] = ()
    source: TextSource = TextSource.OCR
    picture_hash: str = ""


@dc.dataclass(frozen=True, slots=True)
class PageFailed:
    """A page that could not be read: time, memory or a crash; the other pages go on."""

    number: int
    notice: Notice


@dc.dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a file found, before it is accepted.

    Attributes:
        media_type: the real type by content, e.g. `application/pdf`, `image/jpeg`.
        pages: number of pages.
        encrypted: opens with the empty password (else the look raises PasswordRequired).
        signatures: number of signature dictionaries in a PDF, 0 otherwise.
        born_digital: no page consists of pictures only.
        notices: what was readable in part only.
    """

    media_type: str
    pages: int
    encrypted: bool
    signatures: int
    born_digital: bool
    notices: tuple[Notice, ...] = ()
