"""The heading of a page: which lines could be the name of the kind of paper, and how far it goes.

Must not know types: types.py compares headings with the catalogue.
"""

import re
from collections.abc import Sequence

from digitize.describe.folding import fold, is_capitals, phrases, squash
from digitize.describe.fuzzy import find
from digitize.describe.head import Head
from digitize.describe.layout import Line, Sheet

_TOP_SHARE = 0.6
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_SECOND_LANGUAGE = re.compile(r"(?<=\w\w)\s?/\s?[A-Za-z'’ ]{6,}$")
"""`GIẤY PHÉP LÁI XE / DRIVER'S LICENSE`: behind the stroke no letter has a mark."""
_NO_HEADING = tuple(
    map(
        squash,
        phrases(
            """
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM; Độc lập - Tự do - Hạnh phúc; SOCIALIST REPUBLIC OF VIET NAM;
    Independence - Freedom - Happiness
    """
        ),
    )
)
_CAPACITIES = (
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "BỘ TRƯỞNG",
    "TRƯỞNG PHÒNG",
    "CỤC TRƯỞNG",
    "HIỆU TRƯỞNG",
    "CHÁNH",
    "TỔNG",
)


def could_be_heading(sheet: Sheet, line: Line) -> bool:
    """Say whether `line` stands and looks like a heading: in the upper part, alone, not running text."""
    if line.place.top > _TOP_SHARE * sheet.height or len(line.key) < 5:
        return False
    if any(find(key, line.key, len(key) // 4) for key in _NO_HEADING):
        return False
    return is_capitals(_bare(line)) or _is_large(sheet, line)


def weight_of(sheet: Sheet, line: Line) -> float:
    """Return 0.6 to 1: how much `line` looks like a heading by capitals, size and place."""
    centred = abs(line.middle - sheet.width / 2) < 0.12 * sheet.width
    return 0.6 + 0.2 * is_capitals(_bare(line)) + 0.1 * centred + 0.1 * _is_large(sheet, line)


def goes_on(sheet: Sheet, line: Line, below: Line) -> bool:
    """Say whether the heading in `line` goes on in `below`: near, as large, in the same manner."""
    gap = below.place.top - line.place.bottom
    if below.page != line.page or not -line.height < gap < 1.2 * max(line.height, sheet.letter):
        return False
    if is_capitals(_bare(line)) != is_capitals(_bare(below)) or below.text.rstrip().endswith(":"):
        return False
    if any(below.key.startswith(squash(capacity)) for capacity in _CAPACITIES):
        return False
    apart = abs(below.middle - line.middle) > 0.15 * sheet.width
    return not apart and 0.6 < below.height / max(line.height, 1) < 1.6 and len(below.key) >= 3


def heading_lines(sheet: Sheet, head: Head, first: Line) -> list[Line]:
    """Return the lines of the heading that begins with `first`."""
    lines = list(head.lines)
    at = next((i for i, line in enumerate(lines) if line is first), None)
    heading = [first]
    for below in lines[at + 1 : at + 4] if at is not None else []:
        if not goes_on(sheet, heading[-1], below):
            break
        heading.append(below)
    return heading


def without_brackets(text: str) -> str:
    """Return `text` without what stands in brackets or in a second language."""
    return _SECOND_LANGUAGE.sub("", " ".join(_BRACKETS.sub(" ", text).split())).strip(" .:;,-/")


def joined_key(lines: Sequence[Line]) -> str:
    """Return the letters of a heading over several lines, brackets left out."""
    return squash(without_brackets(" ".join(line.text for line in lines)))


def _bare(line: Line) -> str:
    text = without_brackets(line.text)
    return text or line.text


def _is_large(sheet: Sheet, line: Line) -> bool:
    return line.height > 1.25 * sheet.letter


def is_abstract_start(line: Line) -> bool:
    """Say whether `line` begins an abstract: `V/v …`, `Về việc …`."""
    return bool(re.match(r"\W*(v\s?/?\s?v|ve viec)\b", fold(line.text)))
