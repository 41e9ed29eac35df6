"""Finds QR and bar codes on a gray page, whichever way they are turned.

Must not interpret a payload; that is the describer's.
"""

import unicodedata

import zxingcpp

from archive.values.reading import Box, QrCode
from digitize.ocr.ports import Gray

_MOST = 32
"""More codes on one page are a pattern that looks like codes, or an attack."""


def scan_codes(gray: Gray, page: int) -> tuple[QrCode, ...]:
    """Return the codes on `gray`, top to bottom, then left to right.

    Args:
        gray: rows × columns of the page as a viewer shows it.
        page: its 1-based number.
    """
    height, width = gray.shape
    found = [
        QrCode(page, unicodedata.normalize("NFC", code.text), _name(code.format), _box(code, width, height))
        for code in zxingcpp.read_barcodes(gray)
        if code.valid and code.text
    ]
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left))[:_MOST])


def _name(symbology: object) -> str:
    """Return zxing's name of a symbology, e.g. `QRCode`."""
    return str(getattr(symbology, "name", symbology))


def _box(code: zxingcpp.Barcode, width: int, height: int) -> Box:
    """Return the upright rectangle around the four corners of `code`, inside the page."""
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    left, top = max(0, min(across)), max(0, min(down))
    return Box(left, top, min(width, max(*across, left + 1)), min(height, max(*down, top + 1)))
