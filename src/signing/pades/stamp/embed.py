"""Writes a prepared font into a PDF as PDF/A-2u wants it, and text that uses it.

Must not choose the words.
"""

import hashlib

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from signing.pades.stamp.font import StampFont
from signing.pades.stamp.objects import dictionary, number, numbers, stream

_NONSYMBOLIC = 32


def embed_font(writer: BasePdfFileWriter, font: StampFont) -> generic.IndirectObject:
    """Add `font` as a composite font with its program, widths and ToUnicode map; return its reference.

    Source: ISO 32000-1 section 9.7, ISO 19005-2 section 6.2.11 (embedded, widths agree, Unicode known).
    """
    name = pdf_name(f"/{_tag(font)}+{font.name}")
    program = stream(font.program, Length1=number(len(font.program)))
    descriptor = dictionary(
        Type=pdf_name("/FontDescriptor"),
        FontName=name,
        Flags=number(_NONSYMBOLIC),
        FontBBox=numbers(font.box),
        ItalicAngle=number(0),
        Ascent=number(font.ascent),
        Descent=number(font.descent),
        CapHeight=number(font.cap_height),
        StemV=number(80),
        FontFile2=writer.add_object(program),
    )
    system = dictionary(Registry=pdf_string("Adobe"), Ordering=pdf_string("Identity"), Supplement=number(0))
    descendant = dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/CIDFontType2"),
        BaseFont=name,
        CIDSystemInfo=system,
        FontDescriptor=writer.add_object(descriptor),
        CIDToGIDMap=pdf_name("/Identity"),
        W=generic.ArrayObject([number(0), numbers(font.widths)]),
    )
    return writer.add_object(
        dictionary(
            Type=pdf_name("/Font"),
            Subtype=pdf_name("/Type0"),
            BaseFont=name,
            Encoding=pdf_name("/Identity-H"),
            DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]),
            ToUnicode=writer.add_object(stream(_to_unicode(font))),
        )
    )


def show_text(lines: tuple[str, ...], font: StampFont, size: float, leading: float, height: float) -> bytes:
    """Return the operators that draw `lines` in black from the top of a box `height` points high."""
    first = height - 1 - size * font.ascent / 1000
    rows = [b"<%s> Tj T*" % "".join(f"{font.glyphs[ord(c)]:04x}" for c in line).encode() for line in lines]
    head = b"q 0 g BT /F1 %g Tf %.3f TL 1 %.3f Td" % (size, size * leading, first)
    return b"\n".join([head, *rows, b"ET Q"])


def _to_unicode(font: StampFont) -> bytes:
    """Return a CMap that names the letter of every glyph, in blocks of at most 100 (ISO 32000-1 9.10.3)."""
    letters = {glyph: code for code, glyph in sorted(font.glyphs.items(), reverse=True) if glyph}
    pairs = [
        b"<%04x> <%s>" % (g, chr(c).encode("utf-16-be").hex().encode()) for g, c in sorted(letters.items())
    ]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        + body
        + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _tag(font: StampFont) -> str:
    """Return six capitals that name the subset by its content (ISO 32000-1 section 9.6.4)."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(font.program).digest()[:6])
