"""A report as A4 pages with every letter embedded.

Must not fail on a letter that the font lacks: a stranger's file name must not stop a report.
"""

import dataclasses as dc
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import PdfFileWriter

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict
from signing.pades.stamp.embed import embed_font
from signing.pades.stamp.font import StampFont, load_font, used_part
from signing.pades.stamp.objects import as_it_is, dictionary, number, numbers, stream
from signing.reports import words
from signing.reports.picture import Picture, Pictures, marks

_WIDTH, _HEIGHT, _MARGIN, _FOOT = 595, 842, 57, 40
_LEADING = 1.3
_PICTURE = 290.0
"""Height of a page's picture in points: with its words a report of one file stays on two pages."""


@dc.dataclass(frozen=True, slots=True)
class _Line:
    """A line: its words, its size in points, how far it is moved in, the space above it and needed below.

    Or the picture of a page, as high as its size says.
    """

    text: str
    size: float = 10.5
    indent: int = 0
    above: int = 0
    below: int = 0
    page: tuple[Picture, FileVerdict] | None = None


def pages(
    judged: Sequence[tuple[str, FileVerdict]],
    at: dt.datetime,
    font: Path,
    cache: Path,
    pictures: Pictures = None,
) -> bytes:
    """Return the report as PDF; `pictures` as for `write_report`.

    Raises:
        FontMissing: the font is not there.
    """
    whole = load_font(font, cache)
    lines = [dc.replace(line, text=_known(line.text, whole)) for line in _lines(judged, at, pictures)]
    part = used_part(whole, "".join(line.text for line in lines))
    sheets = _sheets([row for line in lines for row in _wrapped(line, part)])
    writer = PdfFileWriter()  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    fonts = dictionary(F1=embed_font(writer, part))
    writer.root["/Lang"] = generic.pdf_string("vi")
    for no, rows in enumerate(sheets, start=1):
        foot = _Line(f"{no}/{len(sheets)}", 9)
        content = _drawn([*rows, (_FOOT, foot)], part)
        _add_page(writer, content, dictionary(Font=fonts, XObject=_embedded(writer, rows)))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call] # pyHanko leaves it without types
    return out.getvalue()


def _lines(judged: Sequence[tuple[str, FileVerdict]], at: dt.datetime, pictures: Pictures) -> Iterator[_Line]:
    yield _Line(words.TITLE[0], 17)
    yield _Line(words.TITLE[1])
    yield _Line(f"{words.both(words.AS_OF)}: {vietnam_iso(at)}", above=6)
    if words.is_test_signed(judged):
        yield from (_Line(sentence, 12, above=4) for sentence in words.NO_LEGAL_VALUE)
    for n, (target, verdict) in enumerate(judged):
        page = () if pictures is None else tuple(_picture(pictures[n], verdict))
        yield from _file(target, verdict, page)
    yield _Line(words.METHOD[0], 9, above=18)
    yield _Line(words.METHOD[1], 9)


def _file(target: str, verdict: FileVerdict, page: Sequence[_Line]) -> Iterator[_Line]:
    level = f"   {words.both(words.LEVEL)}: {verdict.level.value}" if verdict.level else ""
    yield _Line(target, 13, above=16, below=60)
    yield _Line(f"{words.both(words.VERDICTS[verdict.verdict])} {verdict.reason}{level}", 12)
    yield _Line(verdict.vi)
    yield _Line(verdict.en)
    for remark in verdict.remarks:
        if remark.vi != verdict.vi:
            yield _Line(remark.vi, above=4)
            yield _Line(remark.en)
    yield from page
    for no, one in enumerate(verdict.signatures, start=1):
        word = words.both(words.VERDICTS[one.verdict])
        yield _Line(f"{no}. {one.signer or words.UNKNOWN}   {word}", 11, 12, 8, 40)
        yield from (_Line(f"{name}: {value}", indent=24) for name, value in words.facts(one))
        yield _Line(one.vi, indent=24)
        yield _Line(one.en, indent=24)


def _picture(picture: Picture | None, verdict: FileVerdict) -> Iterator[_Line]:
    if picture is None:
        yield from (_Line(sentence, above=4) for sentence in words.NO_PICTURE)
        return
    yield _Line("", _PICTURE / _LEADING, above=8, below=20, page=(picture, verdict))
    yield _Line(words.caption(picture, verdict), 9, above=2)


def _known(text: str, font: StampFont) -> str:
    """Name letters that the font lacks by their number: what cannot be shown must not vanish."""
    return "".join(
        letter if font.glyphs.get(ord(letter)) else f"<U+{ord(letter):04X}>" for letter in words.plain(text)
    )


def _wrapped(line: _Line, font: StampFont) -> Iterator[_Line]:
    """Break a line between words, and a word that is wider than the page between letters."""
    if line.page is not None:
        yield line
        return
    room = (_WIDTH - 2 * _MARGIN - line.indent) * 1000 / line.size
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


def _sheets(lines: list[_Line]) -> list[list[tuple[float, _Line]]]:
    """Return the lines of each page, each with the height that it stands at."""
    sheets: list[list[tuple[float, _Line]]] = [[]]
    height = float(_HEIGHT - _MARGIN)
    for line in lines:
        height -= line.size * _LEADING + line.above
        if height - line.below < _MARGIN:
            sheets.append([])
            height = _HEIGHT - _MARGIN - line.size * _LEADING
        sheets[-1].append((height, line))
    return sheets


def _drawn(rows: list[tuple[float, _Line]], font: StampFont) -> bytes:
    return b"\n".join(
        _drawn_page(line.page, height, n)
        if line.page is not None
        else b"BT /F1 %g Tf %d %.2f Td <%s> Tj ET"
        % (
            line.size,
            _MARGIN + line.indent,
            height,
            "".join(f"{font.glyphs[ord(letter)]:04x}" for letter in line.text).encode(),
        )
        for n, (height, line) in enumerate(rows)
    )


def _drawn_page(page: tuple[Picture, FileVerdict], bottom: float, n: int) -> bytes:
    """Draw a page's picture in a thin frame, with a red one around each signature's place."""
    picture, verdict = page
    high = min(_PICTURE, (_WIDTH - 2 * _MARGIN) * picture.height / picture.width)
    wide = high * picture.width / picture.height
    parts = [
        b"q %.2f 0 0 %.2f %d %.2f cm /P%d Do Q" % (wide, high, _MARGIN, bottom, n),
        b"q 0.6 G 0.5 w %d %.2f %.2f %.2f re S 0.8 0 0 RG 1.5 w" % (_MARGIN, bottom, wide, high),
    ]
    for _, (left, top, right, low) in marks(picture, verdict):
        place = (_MARGIN + left * wide, bottom + (1 - low) * high, (right - left) * wide, (low - top) * high)
        parts.append(b"%.2f %.2f %.2f %.2f re S" % place)
    return b"\n".join([*parts, b"Q"])


def _embedded(writer: PdfFileWriter, rows: list[tuple[float, _Line]]) -> generic.DictionaryObject:
    """Put the pictures of a sheet into the report, named by their line."""
    return dictionary(
        **{
            f"P{n}": writer.add_object(_image(line.page[0]))
            for n, (_, line) in enumerate(rows)
            if line.page is not None
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


def _add_page(writer: PdfFileWriter, content: bytes, resources: generic.DictionaryObject) -> None:
    page = dictionary(
        Type=pdf_name("/Page"),
        MediaBox=numbers((0, 0, _WIDTH, _HEIGHT)),
        Contents=writer.add_object(stream(content)),
        Resources=resources,
    )
    writer.insert_page(page)  # type: ignore[no-untyped-call] # pyHanko leaves it without types
