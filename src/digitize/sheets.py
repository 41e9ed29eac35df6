"""Draws separator sheets: put between papers in a scan run, they divide it.

Must not know how a run is divided: describe/split.py finds the sheets by the same code and title.
"""

import io
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
    page = Image.new("1", _SIZE, 1)
    draw = ImageDraw.Draw(page)
    _line(draw, TITLE, font, 110, 260)
    _line(draw, "Đặt tờ này giữa hai giấy tờ khi quét. / Put this sheet between two papers.", font, 42, 430)
    code = zxingcpp.create_barcode(PAYLOAD, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)).resize(
        (_QR, _QR), Image.Resampling.NEAREST
    )
    for top in (620, 1450):
        page.paste(picture.convert("1"), ((_SIZE[0] - _QR) // 2, top))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=_DPI, save_all=True, append_images=[page] * (count - 1))
    return out.getvalue()


def _line(draw: ImageDraw.ImageDraw, text: str, font: Path, size: int, top: int) -> None:
    try:
        face = ImageFont.truetype(str(font), size)
    except OSError as error:
        raise EngineMissing(why=f"{font}") from error
    draw.text((_SIZE[0] / 2, top), text, font=face, fill=0, anchor="mt")
