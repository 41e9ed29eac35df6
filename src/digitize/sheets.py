"""Draws separator sheets: put between papers in a scan run, they divide it; cover sheets say more.

Must not know how a run is divided: describe/separating.py finds the sheets by the same code and title.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from digitize.errors import EngineMissing

PAYLOAD, TITLE = "TO-PHAN-CACH", "TỜ PHÂN CÁCH"
_DPI = 200
_SIZE = (1654, 2339)
_QR = 700


def separator_sheets(count: int, font: Path) -> bytes:
    """Return a PDF of `count` equal A4 pages at 200 dpi, black on white.

    Raises:
        EngineMissing: the font is not there.
    """
    told = "Đặt tờ này giữa hai giấy tờ khi quét. / Put this sheet between two papers."
    return _pdf([_sheet(PAYLOAD, (told,), font)] * count)


def cover_sheets(count: int, dossier: str, components: Sequence[str], font: Path) -> bytes:
    """Return a PDF of `count` such pages for each component, to lie before the papers handed in for it.

    Args:
        count: of each.
        dossier: number of the dossier.
        components: codes; an empty one names the dossier alone.
        font: file of the font.

    Raises:
        EngineMissing: the font is not there.
    """
    pages = []
    for code in components:
        told = [f"Hồ sơ / Dossier: {dossier}", *([f"Thành phần / Component: {code}"] if code else [])]
        told.append("Đặt tờ này trước giấy tờ. / Put this sheet before its papers.")
        pages += [_sheet(f"{PAYLOAD}|{dossier}|{code}", told, font)] * count
    return _pdf(pages)


def _sheet(payload: str, told: Sequence[str], font: Path) -> Image.Image:
    page = Image.new("1", _SIZE, 1)
    draw = ImageDraw.Draw(page)
    _line(draw, TITLE, font, 110, 260)
    for row, text in enumerate(told):
        _line(draw, text, font, 42, 430 + 64 * row)
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)).resize(
        (_QR, _QR), Image.Resampling.NEAREST
    )
    for top in (640, 1450):
        page.paste(picture.convert("1"), ((_SIZE[0] - _QR) // 2, top))
    return page


def _pdf(pages: Sequence[Image.Image]) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:])
    return out.getvalue()


def _line(draw: ImageDraw.ImageDraw, text: str, font: Path, size: int, top: int) -> None:
    try:
        face = ImageFont.truetype(str(font), size)
    except OSError as error:
        raise EngineMissing(why=f"{font}") from error
    draw.text((_SIZE[0] / 2, top), text, font=face, fill=0, anchor="mt")
