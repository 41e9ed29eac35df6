"""Small invented papers for the tests of the copy: words, pictures and PDFs around them."""

import datetime as dt
import io
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from archive.values.reading import Box, Word
from digitize.ports import CopyMetadata, CopyPage

LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "GIẤY ỦY QUYỀN số 02/2024/GUQ-BS",
    "Người được ủy quyền: Trương Quỳnh Như, sinh ngày 09/11/1987",
    "ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ắ ằ ẳ ẵ ặ",
)


_HELD: list[pikepdf.Pdf] = []


def metadata(**properties: str) -> CopyMetadata:
    """Return metadata of an invented paper."""
    return CopyMetadata(
        title="Giấy ủy quyền <thử> & kiểm",
        identifier="2026-000042",
        made_at=dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.timezone(dt.timedelta(hours=7))),
        document_id=bytes(range(16)),
        properties=properties,
    )


def words(lines: tuple[str, ...] = LINES, *, left: int = 150, top: int = 200) -> tuple[Word, ...]:
    """Lay `lines` out on an upright page, 16 pixels a letter."""
    laid = []
    for no, line in enumerate(lines):
        x, y = left, top + 60 * no
        for text in line.split():
            laid.append(Word(text, Box(x, y, x + 16 * len(text), y + 34), 0.9, no))
            x += 16 * len(text) + 14
    return tuple(laid)


def turned(given: tuple[Word, ...], degrees: int, width: int, height: int) -> tuple[Word, ...]:
    """Turn the boxes with a page of `width` × `height` pixels clockwise."""

    def turn(box: Box) -> Box:
        match degrees:
            case 90:
                return Box(height - box.bottom, box.left, height - box.top, box.right)
            case 180:
                return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
            case 270:
                return Box(box.top, width - box.right, box.bottom, width - box.left)
        return box

    return tuple(Word(word.text, turn(word.box), word.confidence, word.line) for word in given)


def picture(mode: str = "RGB", size: tuple[int, int] = (400, 575), seed: int = 7) -> Image.Image:
    """Draw a picture without symmetry: noise, a red square top left, a black bar at the bottom."""
    noise = np.random.default_rng(seed).integers(180, 255, (size[1], size[0], 3), dtype=np.uint8)
    image = Image.fromarray(noise)
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 120, 120), fill=(200, 20, 30))
    draw.rectangle((size[0] // 9, size[1] * 7 // 8, size[0] * 8 // 9, size[1] * 15 // 16), fill="black")
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Write `image` as `kind` and return the bytes."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def image_stream(
    pdf: pikepdf.Pdf, image: Image.Image, data: bytes, filter_: str, **entries: object
) -> pikepdf.Object:
    """Put `data` into `pdf` as an image XObject."""
    space = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}.get(image.mode, Name.DeviceGray)
    stream = pikepdf.Stream(pdf, data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.ColorSpace = space
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    stream.Filter = Name(f"/{filter_}")
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def add_page(
    pdf: pikepdf.Pdf, content: bytes, resources: Dictionary, box: tuple[float, ...], **entries: object
) -> None:
    """Append a page."""
    page = Dictionary(
        Type=Name.Page, MediaBox=Array(box), Resources=resources, Contents=pdf.make_stream(content), **entries
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def hidden_font() -> Dictionary:
    """Return a font that tests write foreign text with."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def scanned_pdf(file: Path, *, rotate: int = 0, hidden: str = "", jpeg: bytes | None = None) -> bytes:
    """Write a PDF with one scanned A5 page; return its JPEG stream."""
    pdf, image = pikepdf.Pdf.new(), picture()
    data = jpeg or encoded(image, "JPEG", quality=80)
    resources = Dictionary(
        XObject=Dictionary(Im0=image_stream(pdf, image, data, "DCTDecode")), Font=Dictionary(F1=hidden_font())
    )
    text = f"BT 3 Tr /F1 12 Tf 40 300 Td ({hidden}) Tj ET" if hidden else ""
    content = f"q 419.5 0 0 595.3 0 0 cm /Im0 Do Q {text}".encode()
    add_page(pdf, content, resources, (0, 0, 419.5, 595.3), **({"Rotate": rotate} if rotate else {}))
    pdf.save(file)
    return data


def page(
    file: Path, no: int = 1, given: tuple[Word, ...] = (), *, dpi: int = 200, rotation: int = 0
) -> CopyPage:
    """Return a page for a copy."""
    return CopyPage(file, no, given, dpi, rotation)


def pictures(file: Path) -> list[pikepdf.Object]:
    """Return every image XObject of the pages of `file`, masks left out."""
    pdf = pikepdf.open(io.BytesIO(file.read_bytes()))
    _HELD.append(pdf)  # streams are gone as soon as nobody holds their file
    return [image for sheet in pdf.pages for image in sheet.obj.Resources.get("/XObject", {}).values()]


def drawn(file: Path, no: int = 1, scale: float = 1.0) -> Image.Image:
    """Draw a page as a viewer shows it."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return document[no - 1].render(scale=scale).to_pil().convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two pictures of one size, 0 to 255."""
    first, second = (np.asarray(image.convert("RGB"), dtype=np.int16) for image in (one, other))
    assert first.shape == second.shape
    return float(np.abs(first - second).mean())
