"""Finds codes on a page, whichever way they are turned: QR and bar codes, faint and sealed too; Patch T.

Must not interpret a payload; that is the describer's.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
import zxingcpp

from archive.values.reading import Box, QrCode
from digitize.codes.looks import Look, closer, under_seals, without_spots
from digitize.codes.patches import find_patches
from digitize.ocr.ports import Gray

_MOST = 32
"""More codes on one page are a pattern that looks like codes, or an attack."""
_MOST_DOUBTFUL, _LARGEST_INCH = 4, 2.0
_QR = zxingcpp.BarcodeFormat.QRCode
_OTHERS = tuple(
    getattr(zxingcpp.BarcodeFormat, name) for name in ("MicroQRCode", "Code128", "Code39", "EAN13", "ITF")
)
"""What Vietnamese papers bear beside QR codes. To look for all kinds costs five times as much."""


def scan_codes(pixels: npt.NDArray[Any], gray: Gray, dpi: int, page: int) -> tuple[QrCode, ...]:
    """Return the codes on a page, top to bottom, then left to right.

    Args:
        pixels: of the page as a viewer shows it: rows × columns, × 3 where it is in colour; 8 bit.
        gray: the same in gray.
        dpi: resolution.
        page: its 1-based number.
    """
    found, doubtful = _read(Look(gray), page, _OTHERS)
    for look in (*without_spots(gray), *under_seals(pixels, dpi)):
        more, unread = _read(look, page)
        found += _new(more, found)
        doubtful += unread
    for box in [box for box in doubtful if _side(box) <= _LARGEST_INCH * dpi][:_MOST_DOUBTFUL]:
        for look in closer(gray, dpi, box):
            if any(_touch(box, code.box) for code in found):
                break
            found += _new(_read(look, page)[0], found)
    found += _new(find_patches(gray, dpi, page), found)
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left))[:_MOST])


def _read(look: Look, page: int, kinds: tuple[Any, ...] = ()) -> tuple[list[QrCode], list[Box]]:
    """Return the QR codes of a look, other `kinds` too, and the places of QR codes that cannot be read."""
    found, doubtful = [], []
    wanted: Any = (_QR, *kinds)
    for code in zxingcpp.read_barcodes(look.gray, wanted, try_invert=False, return_errors=True):
        box = look.box_of(code.position)
        if not code.valid and code.format == _QR:
            doubtful.append(box)
        elif code.valid and code.text:
            found.append(QrCode(page, unicodedata.normalize("NFC", code.text), _name(code.format), box))
    return found, doubtful


def _new(codes: Sequence[QrCode], known: Sequence[QrCode]) -> list[QrCode]:
    """Return those of `codes` that lie on none of the known ones."""
    return [code for code in codes if not any(_touch(code.box, other.box) for other in known)]


def _side(box: Box) -> int:
    return max(box.right - box.left, box.bottom - box.top)


def _touch(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _name(symbology: object) -> str:
    """Return zxing's name of a symbology, e.g. `QRCode`."""
    return str(getattr(symbology, "name", symbology))
