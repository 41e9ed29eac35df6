"""Finds QR and bar codes on a page, whichever way they are turned, faint ones and those under a seal too.

Must not interpret a payload; that is the describer's.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
import zxingcpp

from archive.values.reading import Box, QrCode
from digitize.codes.looks import Look, closer, under_seals
from digitize.ocr.ports import Gray

_MOST = 32
"""More codes on one page are a pattern that looks like codes, or an attack."""
_MOST_DOUBTFUL = 8


def scan_codes(pixels: npt.NDArray[Any], gray: Gray, dpi: int, page: int) -> tuple[QrCode, ...]:
    """Return the codes on a page, top to bottom, then left to right.

    Args:
        pixels: of the page as a viewer shows it: rows × columns, × 3 where it is in colour; 8 bit.
        gray: the same in gray.
        dpi: resolution.
        page: its 1-based number.
    """
    found, doubtful = _read(Look(gray), page)
    for look in under_seals(pixels, dpi):
        found += _new(_read(look, page)[0], found)
    for box in doubtful[:_MOST_DOUBTFUL]:
        for look in closer(gray, box):
            if _new([QrCode(page, "", "", box)], found) and (more := _read(look, page)[0]):
                found += _new(more, found)
                break
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left))[:_MOST])


def _read(look: Look, page: int) -> tuple[list[QrCode], list[Box]]:
    """Return the codes of a look, and the places of those that are there but cannot be read."""
    found, doubtful = [], []
    for code in zxingcpp.read_barcodes(look.gray, return_errors=True):
        box = look.box_of(code.position)
        if not code.valid:
            doubtful.append(box)
        elif code.text:
            found.append(QrCode(page, unicodedata.normalize("NFC", code.text), _name(code.format), box))
    return found, doubtful


def _new(codes: Sequence[QrCode], known: Sequence[QrCode]) -> list[QrCode]:
    """Return those of `codes` that lie on none of the known ones."""
    return [code for code in codes if not any(_touch(code.box, other.box) for other in known)]


def _touch(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _name(symbology: object) -> str:
    """Return zxing's name of a symbology, e.g. `QRCode`."""
    return str(getattr(symbology, "name", symbology))
