"""A PDF page's own text: its words with their places on the page as shown, by pdfplumber.

Must not decide whether the words are true: that is `agreement.py`.
"""

import unicodedata
from pathlib import Path
from typing import Any

import pdfplumber

from archive.values.reading import Box
from digitize.formats.pdf_pages import POINTS
from digitize.formats.pdf_tree import numbered_alike
from digitize.ocr.ports import Mark

_MOST_SLOPE = 0.1


def layer_words(file: Path, password: str | None, page: int, dpi: float) -> tuple[Mark, ...]:
    """Return the upright words of a page's text layer; each is a line of its own, confidence 1.

    Others cannot be held against the picture, of which upright print is read alone.

    Args:
        file: a PDF.
        password: None for the empty one.
        page: 1-based.
        dpi: resolution of the boxes, in dots a unit of the page × 72.
    """
    source = numbered_alike(file, password)
    with pdfplumber.open(source, password=password or "", pages=[page]) as pdf:
        # print that is doubled to look bold is one letter
        shown = pdf.pages[0].filter(_is_upright).dedupe_chars()
        # PDFium draws the crop box, pdfplumber counts from the media box.
        left, top = (float(edge) - float(zero) for edge, zero in zip(shown.cropbox[:2], (0, 0), strict=True))
        words = shown.extract_words(keep_blank_chars=False, use_text_flow=False, x_tolerance_ratio=0.2)
    scale = dpi / POINTS
    marks = (_mark(word, number, left, top, scale) for number, word in enumerate(words))
    return tuple(mark for mark in marks if mark.text)


def _is_upright(item: dict[str, Any]) -> bool:
    """Leave out letters that stand on their side or aslant, as watermarks do: they garble the lines below."""
    if item["object_type"] != "char":
        return False
    across, up, _, down, *_ = item["matrix"]
    return bool(across > 0 and down > 0 and abs(up) <= _MOST_SLOPE * across)


def _mark(word: dict[str, Any], number: int, left: float, top: float, scale: float) -> Mark:
    """Return one of pdfplumber's words as a mark; `left` and `top` are the crop box's corner in points."""
    box = Box(
        round((word["x0"] - left) * scale),
        round((word["top"] - top) * scale),
        max(round((word["x1"] - left) * scale), round((word["x0"] - left) * scale) + 1),
        max(round((word["bottom"] - top) * scale), round((word["top"] - top) * scale) + 1),
    )
    text = "".join(letter for letter in word["text"] if letter.isprintable() and not letter.isspace())
    return Mark(unicodedata.normalize("NFC", text), box, 1.0, 0, number)
