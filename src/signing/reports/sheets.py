"""Sets lines and pictures on A4 pages with every letter embedded, as many pages as they need.

Must not fail on a letter that the font lacks: a stranger's file name must not stop a report.
"""

import dataclasses as dc
import io
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import PdfFileWriter

from signing.pades.stamp.embed import embed_font
from signing.pades.stamp.font import TINOS, StampFont, composed, load_font, used_part
from signing.pades.stamp.objects import as_it_is, dictionary, number, numbers, stream
from signing.reports.picture import Box, Picture

WIDTH, HEIGHT, MARGIN = 595, 842, 57
_FOOT = 40
LEADING = 1.3
_POINTS = 72


@dc.dataclass(frozen=True, slots=True)
class Drawing:
    """A page's picture with a red frame around each of these places; it keeps its shape."""

    picture: Picture
    frames: tuple[Box, ...]


@dc.dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, its size in points, how far it is moved in, the space above it and needed below.

    Or a drawing, as high as its size times the leading says.
    """

    text: str
    size: float = 10.5
    indent: int = 0
    above: int = 0
    below: int = 0
    drawing: Drawing | None = None


def set_lines(lines: Sequence[Line], font: str = "") -> bytes:
    """Return the lines as a PDF whose text can be read and copied.

    Args:
        lines: from the top; one that is too long is broken between words.
        font: path of a TrueType file (SOHOA_FONT), empty for Tinos.

    Raises:
        FontMissing: the font is not there.
    """
    with tempfile.TemporaryDirectory() as cache:  # no archive is needed, and none is written to
        whole = load_font(Path(font) if font else TINOS, Path(cache))
    lines = [dc.replace(line, text=_known(line.text, whole)) for line in lines]
    part = used_part(whole, "".join(line.text for line in lines))
    sheets = _sheets([row for line in lines for row in _wrapped(line, part)])
    writer = PdfFileWriter()  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    fonts = dictionary(F1=embed_font(writer, part))
    writer.root["/Lang"] = generic.pdf_string("vi")
    for no, rows in enumerate(sheets, start=1):
        foot = Line(f"{no}/{len(sheets)}", 9)
        content = _drawn([*rows, (_FOOT, foot)], part)
        _add_page(writer, content, dictionary(Font=fonts, XObject=_embedded(writer, rows)), (WIDTH, HEIGHT))
    return _written(writer)


def bind(pictures: Sequence[Picture], dpi: int) -> bytes:
    """Return a PDF with a page a picture, as large as it is at `dpi`, and not one letter of text."""
    writer = PdfFileWriter()  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    for picture in pictures:
        size = round(picture.width * _POINTS / dpi), round(picture.height * _POINTS / dpi)
        held = dictionary(XObject=dictionary(P0=writer.add_object(_image(picture))))
        _add_page(writer, b"q %d 0 0 %d 0 0 cm /P0 Do Q" % size, held, size)
    return _written(writer)


def _known(text: str, font: StampFont) -> str:
    """Name letters that the font lacks by their number: what cannot be shown must not vanish."""
    return "".join(
        letter if font.glyphs.get(ord(letter)) else f"<U+{ord(letter):04X}>" for letter in composed(text)
    )


def _wrapped(line: Line, font: StampFont) -> Iterator[Line]:
    """Break a line between words, and a word that is wider than the page between letters."""
    if line.drawing is not None:
        yield line
        return
    room = (WIDTH - 2 * MARGIN - line.indent) * 1000 / line.size
    above, current = line.above, ""
    for word in line.text.split(" "):
        longer = f"{current} {word}" if current else word
        if font.width(longer) <= room:
            current = longer
            continue
        *full, current = [*([current] if current else []), *_pieces(word, font, room)]
        for text in full:
            yield dc.replace(line, text=text, above=above)
            above = 0
    yield dc.replace(line, text=current, above=above)


def _pieces(word: str, font: StampFont, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if font.width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _sheets(lines: list[Line]) -> list[list[tuple[float, Line]]]:
    """Return the lines of each page, each with the height that it stands at."""
    sheets: list[list[tuple[float, Line]]] = [[]]
    height = float(HEIGHT - MARGIN)
    for line in lines:
        height -= line.size * LEADING + line.above
        if height - line.below < MARGIN:
            sheets.append([])
            height = HEIGHT - MARGIN - line.size * LEADING
        sheets[-1].append((height, line))
    return sheets


def _drawn(rows: list[tuple[float, Line]], font: StampFont) -> bytes:
    return b"\n".join(
        _drawn_page(line.drawing, height, line.size * LEADING, n)
        if line.drawing is not None
        else b"BT /F1 %g Tf %d %.2f Td <%s> Tj ET"
        % (
            line.size,
            MARGIN + line.indent,
            height,
            "".join(f"{font.glyphs[ord(letter)]:04x}" for letter in line.text).encode(),
        )
        for n, (height, line) in enumerate(rows)
    )


def _drawn_page(drawing: Drawing, bottom: float, high: float, n: int) -> bytes:
    """Draw a page's picture in a thin frame, with a red one around each place."""
    picture = drawing.picture
    high = min(high, (WIDTH - 2 * MARGIN) * picture.height / picture.width)
    wide = high * picture.width / picture.height
    parts = [
        b"q %.2f 0 0 %.2f %d %.2f cm /P%d Do Q" % (wide, high, MARGIN, bottom, n),
        b"q 0.6 G 0.5 w %d %.2f %.2f %.2f re S 0.8 0 0 RG 1.5 w" % (MARGIN, bottom, wide, high),
    ]
    for left, top, right, low in drawing.frames:
        place = (MARGIN + left * wide, bottom + (1 - low) * high, (right - left) * wide, (low - top) * high)
        parts.append(b"%.2f %.2f %.2f %.2f re S" % place)
    return b"\n".join([*parts, b"Q"])


def _embedded(writer: PdfFileWriter, rows: list[tuple[float, Line]]) -> generic.DictionaryObject:
    """Put the pictures of a sheet into the report, named by their line."""
    return dictionary(
        **{
            f"P{n}": writer.add_object(_image(line.drawing.picture))
            for n, (_, line) in enumerate(rows)
            if line.drawing is not None
        }
    )


def _image(picture: Picture) -> generic.StreamObject:
    return as_it_is(
        picture.jpeg,
        Type=pdf_name("/XObject"),
        Subtype=pdf_name("/Image"),
        Width=number(picture.width),
        Height=number(picture.height),
        ColorSpace=pdf_name(picture.space),
        BitsPerComponent=number(8),
        Filter=pdf_name("/DCTDecode"),
    )


def _add_page(
    writer: PdfFileWriter, content: bytes, resources: generic.DictionaryObject, size: tuple[int, int]
) -> None:
    page = dictionary(
        Type=pdf_name("/Page"),
        MediaBox=numbers((0, 0, *size)),
        Contents=writer.add_object(stream(content)),
        Resources=resources,
    )
    writer.insert_page(page)  # type: ignore[no-untyped-call] # pyHanko leaves it without types


def _written(writer: PdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    return out.getvalue()
