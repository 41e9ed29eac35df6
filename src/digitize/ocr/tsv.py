"""Tesseract's table of words (TSV), which both adapters get, as values.

Must not call Tesseract.
Source: Tesseract's TSV renderer: level, page, block, paragraph, line, word, left, top, width,
height, confidence, text; level 5 is a word.
"""

import unicodedata

from archive.values.reading import Box
from digitize.ocr.ports import Mark

_WORD_LEVEL = "5"


def marks_of(table: str) -> tuple[Mark, ...]:
    """Return the words of `table` in the engine's order; rows of another form are left out."""
    marks: list[Mark] = []
    lines: dict[tuple[str, str, str], int] = {}
    blocks: dict[str, int] = {}
    for row in table.split("\n"):
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD_LEVEL:
            continue
        text = unicodedata.normalize("NFC", "".join(cells[11].split()))
        if not text:
            continue
        block = blocks.setdefault(cells[2], len(blocks))
        line = lines.setdefault((cells[2], cells[3], cells[4]), len(lines))
        left, top, width, height = (int(cell) for cell in cells[6:10])
        box = Box(left, top, left + width, top + height)
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        marks.append(Mark(text, box, confidence, block, line))
    return tuple(marks)
