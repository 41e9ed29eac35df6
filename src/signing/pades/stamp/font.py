"""The stamp's font, prepared once: 1000 units, Vietnamese subset, kept on disk.

Must not draw. Fonts with other units are drawn spread out by stamps, and break PDF/A (widths).
"""

import dataclasses as dc
import hashlib
import io
import os
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from signing.errors import FontMissing, GlyphMissing

UNITS = 1000
TINOS = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")
"""Metric twin of Times New Roman, which Decree 30/2020 names; in Debian's fonts-croscore."""
RECIPE = 1
"""Counted up when the preparation changes, so that no stale cache is used."""

_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x20AB, 0x20AB))


@dc.dataclass(frozen=True, slots=True)
class StampFont:
    """A prepared font.

    Attributes:
        name: PostScript name.
        program: TrueType file, 1000 units.
        glyphs: letter → glyph number.
        widths: of the glyphs, in thousandths of the font size.
        ascent, descent, cap_height: likewise; descent is negative.
        box: of all glyphs.
    """

    name: str
    program: bytes = dc.field(repr=False)
    glyphs: dict[int, int] = dc.field(repr=False)
    widths: tuple[int, ...] = dc.field(repr=False)
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]

    def width(self, text: str) -> int:
        """Return the width of `text` in thousandths of the font size."""
        return sum(self.widths[self.glyphs[ord(letter)]] for letter in text)

    def require(self, text: str) -> None:
        """Check every letter: a missing glyph would vanish silently.

        Raises:
            GlyphMissing: the font lacks one.
        """
        lacking = sorted({letter for letter in text if not self.glyphs.get(ord(letter))})
        if lacking:
            raise GlyphMissing(letters=" ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in lacking))


def load_font(source: Path, cache: Path) -> StampFont:
    """Return the prepared font of the TrueType file `source`.

    Args:
        source: e.g. Tinos.
        cache: folder that the prepared file is kept in; one that cannot be written is done without.

    Raises:
        FontMissing: `source` is not there or is no TrueType font.
    """
    try:
        changed = source.stat().st_mtime_ns
        return _loaded(source, changed, cache)
    except OSError as error:
        raise FontMissing(file=str(source)) from error


@lru_cache(maxsize=4)
def _loaded(source: Path, changed: int, cache: Path) -> StampFont:
    original = source.read_bytes()
    key = hashlib.sha256(original).hexdigest()[:16]
    file = cache / f"stamp-{key}-{RECIPE}.ttf"
    if file.exists():
        try:
            return _read(file.read_bytes())
        except Exception:  # noqa: S110 - whatever is wrong with a cached file, it is made again
            pass
    try:
        program = _prepare(original)
    except Exception as error:
        raise FontMissing(file=str(source)) from error
    _keep(file, program)
    return _read(program)


def _prepare(original: bytes) -> bytes:
    """Rescale to 1000 units and keep Latin and Vietnamese letters."""
    font = TTFont(io.BytesIO(original), lazy=False)
    letters = [code for first, last in _RANGES for code in range(first, last + 1)]
    font = _subset(font, letters)
    scale_upem(font, UNITS)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def used_part(font: StampFont, text: str) -> StampFont:
    """Return `font` with the letters of `text` and all plain ASCII only: what a paper embeds."""
    return _part(font.program, frozenset(text) | frozenset(map(chr, range(0x20, 0x7F))))


@lru_cache(maxsize=64)
def _part(program: bytes, letters: frozenset[str]) -> StampFont:
    font = _subset(TTFont(io.BytesIO(program), lazy=False), [ord(letter) for letter in letters])
    out = io.BytesIO()
    font.save(out)
    return _read(out.getvalue())


def _subset(font: TTFont, letters: list[int]) -> TTFont:
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "kern", "FFTM", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.recalcTimestamp = False
    return font


def _read(program: bytes) -> StampFont:
    font = TTFont(io.BytesIO(program), lazy=True)
    head, metrics, os2 = font["head"], font["hmtx"], font["OS/2"]
    if head.unitsPerEm != UNITS:
        raise ValueError("not prepared")
    glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    return StampFont(
        name=str(font["name"].getDebugName(6)),
        program=program,
        glyphs=glyphs,
        widths=tuple(metrics[name][0] for name in font.getGlyphOrder()),
        ascent=font["hhea"].ascent,
        descent=font["hhea"].descent,
        cap_height=getattr(os2, "sCapHeight", 0) or font["hhea"].ascent,
        box=(head.xMin, head.yMin, head.xMax, head.yMax),
    )


def _keep(file: Path, program: bytes) -> None:
    """Write beside and rename; without a writable folder the font is prepared again next time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".stamp-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(program)
        Path(name).replace(file)
    except OSError:
        return


def composed(text: str) -> str:
    """Return `text` in NFC without control characters: each letter is then one glyph."""
    return "".join(
        letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter)[0] != "C"
    )
