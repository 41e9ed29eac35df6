"""Leaves out the words by which somebody certified a copy: who signs them did not issue the paper.

Must not touch what the paper itself says.
Source: Decree 23/2015/NĐ-CP, article 20 (how a copy is certified).
"""

import dataclasses as dc

from digitize.describe.folding import squash
from digitize.describe.fuzzy import find
from digitize.describe.layout import Line, Sheet

_WORDS = squash("sao đúng với bản chính")
_BEFORE = len(squash("CHỨNG THỰC BẢN "))
_LOW, _ASIDE = 0.3, 0.15
"""Shares of the page: the words stand below the head; stamped aside they have the paper's own beside them."""


def without_certification(sheet: Sheet) -> Sheet:
    """Return the page without the words `CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH` and what follows them."""
    first = next((line for line in sheet.lines if _certifies(sheet, line)), None)
    if first is None:
        return sheet
    lines = tuple(line for line in sheet.lines if line.place.top < first.place.top - first.height / 2)
    return dc.replace(sheet, lines=lines)


def _certifies(sheet: Sheet, line: Line) -> bool:
    found = find(_WORDS, line.key, 2)
    below = line.place.top > _LOW * sheet.height
    return below and found is not None and found.start <= _BEFORE and _is_centred(sheet, line)


def _is_centred(sheet: Sheet, line: Line) -> bool:
    return abs(line.middle - sheet.width / 2) < _ASIDE * sheet.width
