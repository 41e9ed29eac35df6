"""A font that carries the invisible text: one glyph without ink a letter, all of one width.

Must not draw anything.
Source: ISO 19005-2 sections 6.2.11.3–6.2.11.7; ISO 32000-1 sections 9.7 and 9.10.3.
"""

import io
from collections.abc import Iterable

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from digitize.copy.draft import Draft

UNITS = 1000
"""Units per em: others are drawn spread out by some writers."""

ADVANCE = 500
ASCENT, DESCENT = 800, -200
"""Together one em, so that text of size h covers a box of height h."""

_NAME = "SohoaInvisible"
_BLOCK = 100  # most entries of one bfchar block (Adobe technical note 5014)


class InvisibleFont:
    """Codes for the letters of one copy; code, CID and glyph are the same number."""

    def __init__(self, letters: Iterable[str]) -> None:
        self._codes = {letter: at for at, letter in enumerate(sorted({" ", *letters}), start=1)}

    def encode(self, letters: Iterable[str]) -> bytes:
        """Write `letters` as a hexadecimal string of two-byte codes."""
        return b"<" + "".join(f"{self._codes[letter]:04X}" for letter in letters).encode() + b">"

    def embed(self, draft: Draft) -> pikepdf.Object:
        """Put the font into the copy."""
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{_NAME}"),
            Flags=4,
            FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=draft.stream(self._program()),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{_NAME}"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=draft.pdf.make_indirect(descriptor),
            DW=ADVANCE,
            CIDToGIDMap=Name.Identity,
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([draft.pdf.make_indirect(descendant)]),
            ToUnicode=draft.stream(self._to_unicode()),
        )
        return draft.pdf.make_indirect(font)

    def _program(self) -> bytes:
        names = [".notdef", *(f"c{code}" for code in self._codes.values())]
        # The dates of `head` are left at zero: a copy must not depend on the day it is made.
        font = FontBuilder(UNITS, isTTF=True)
        font.setupGlyphOrder(names)
        font.setupCharacterMap({})
        font.setupGlyf(dict.fromkeys(names, _inkless()))
        font.setupHorizontalMetrics(dict.fromkeys(names, (ADVANCE, 0)))
        font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
        font.setupHead(unitsPerEm=UNITS, created=0, modified=0)
        font.setupPost(keepGlyphNames=False)
        font.setupMaxp()
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
            for letter, code in self._codes.items()
        ]
        blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return f"{_CMAP_HEAD}{body}{_CMAP_TAIL}".encode("ascii")


def _inkless() -> object:
    """Return a glyph with an extent and no area: PDFium passes over words of one letter without extent."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((ADVANCE, ASCENT))
    pen.closePath()
    return pen.glyph()


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
