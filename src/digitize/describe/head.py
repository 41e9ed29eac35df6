"""The head of a page: agency at the left, national motto at the right, the date under it.

Must not name the paper: headings.py does.
Source: Decree 30/2020/NĐ-CP, appendix I: the parts of an administrative paper and their places.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from digitize.describe.agencies import begins_body, begins_heading
from digitize.describe.folding import fold, is_capitals, squash
from digitize.describe.fuzzy import find
from digitize.describe.layout import Line, Sheet, line_of

_MOTTO = squash("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_SECOND = squash("Độc lập - Tự do - Hạnh phúc")
_HEAD = 0.45
"""The head ends above this share of the page; a land certificate prints the motto low."""
_BESIDE = 0.57
"""The middle of a motto that has the agency at its left, as a share of the width: about 0.68."""
_NO_BODY = ("vv", "veviec", "mahoso", "ngay", "maso", "mau")
_NUMBER = re.compile(r"\W*so\W*(?:[:.\d/]|$)")
"""`Số: …`, but not `SỞ XÂY DỰNG`, which is folded alike."""


_ENGLISH = re.compile(
    r"\b(?:of|and|the|ministry|department|university|committee|cent(?:er|re)|company|office|hospital|clinic"
    r"|school|college|academy|institute|bank)\b"
)
"""Words of no Vietnamese name: the body once more in English."""
_DIVISION = re.compile(r"so \d{1,2}")
"""`PHÒNG ĐĂNG KÝ KINH DOANH | SỐ 02`, `ĐỘI CẢNH SÁT GIAO THÔNG | SỐ 4`: divisions are numbered."""


@dc.dataclass(frozen=True, slots=True)
class Head:
    """The head of a page.

    Attributes:
        motto: its first line, None where there is none.
        agency: the left block beside the motto from the top, without number and abstract.
        lines: all lines of the sheet, those of the head divided into left and right.
    """

    motto: Line | None
    agency: tuple[Line, ...]
    lines: tuple[Line, ...]


def head_of(sheet: Sheet) -> Head:
    """Find the head of `sheet` and divide lines that were read across both its blocks."""
    motto = _motto(sheet)
    if motto is None:
        lines, agency = _under(sheet, 0, 0.45 * sheet.width, sheet.lines)
        return Head(None, tuple(agency), tuple(lines))
    # a motto in the middle of the page, or of a page with a wide left margin, has nothing beside it
    if motto.middle <= _BESIDE * sheet.width:
        lines, agency = _under(sheet, motto.place.bottom, motto.middle, sheet.lines)
        return Head(motto, tuple(agency), tuple(lines))
    bottom = motto.place.bottom + 7 * sheet.letter
    top = motto.place.top - 3 * sheet.letter
    divided: list[Line] = []
    for line in sheet.lines:
        if top <= line.place.top <= bottom and line.place.left < motto.place.left - sheet.letter:
            divided += _divided(sheet, line, motto.place.left)
        else:
            divided.append(line)
    left = [
        line
        for line in divided
        if top <= line.place.top <= bottom and line.place.right <= motto.place.left + sheet.letter
    ]
    left += _further(sheet, [line for line in sheet.lines if line.place.top > bottom], left, motto)
    return Head(motto, tuple(_agency(left)), tuple(divided))


def _further(sheet: Sheet, below: Sequence[Line], left: Sequence[Line], motto: Line) -> list[Line]:
    """Return the lines by which a left block that begins low goes on: extracts print it under the motto."""
    found: list[Line] = []
    last = max(left, key=lambda line: line.place.top, default=None)
    for line in below:
        if last is None or line.place.right > motto.place.left + sheet.letter:
            continue
        if line.place.top - last.place.bottom > last.height:
            break
        found.append(line)
        last = line
    return found


def _under(sheet: Sheet, top: int, middle: float, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Find the agency under a motto in the middle, or on top of a card without one.

    Args:
        sheet: the page.
        top: where it begins, in pixels.
        middle: no agency begins right of it.
        lines: of the page.

    Returns:
        The lines with what stands beside the agency parted off, and those of the agency.
    """
    apart: list[Line] = []
    agency: list[Line] = []
    ended = False
    for line in lines:
        below = top - line.height / 2 < line.place.top < (top or line.place.top) + 9 * sheet.letter
        if ended or not below or _is_motto(line) or not squash(line.text):
            apart.append(line)
            continue
        parts = _at_gap(sheet, line)
        apart += parts
        first = parts[0]
        if first.place.left > middle:  # the date stands beside it
            continue
        if not _goes_on(agency, first):
            ended = True
            continue
        agency.append(first)
    return apart, agency


def _is_motto(line: Line) -> bool:
    """Say whether `line` is the motto, its second line, or either in English."""
    keys = (_MOTTO, _SECOND, "socialistrepublicofvietnam", "independencefreedomhappiness")
    return any(find(key, line.key, len(key) // 4) for key in keys)


def _at_gap(sheet: Sheet, line: Line) -> list[Line]:
    """Part `line` at a gap behind which no capitals go on: `CÔNG AN TỈNH …      Đông Hà, ngày …`."""
    for at in range(1, len(line.tokens)):
        gap = line.tokens[at].place.left - line.tokens[at - 1].place.right
        rest = " ".join(token.text for token in line.tokens[at:])
        if gap > 0.9 * sheet.letter and (not is_capitals(rest) or begins_heading(rest)):
            return _cut(line, at)
    return [line]


def _goes_on(agency: Sequence[Line], line: Line) -> bool:
    """Say whether `line` is the agency's next one: in capitals, the first a body's name, none a heading."""
    marked = line.key.startswith(_NO_BODY) and len(line.tokens) > 1  # a name may end in `MẬU`
    if not is_capitals(line.text) or marked or any(c.isdigit() for c in line.text):
        return False
    if begins_body(line.text):
        return True
    if not agency or begins_heading(line.text):
        return False
    last = agency[-1]
    near = line.place.top - last.place.bottom < 1.2 * last.height
    return near and line.place.right - line.place.left < last.place.right - last.place.left


def _motto(sheet: Sheet) -> Line | None:
    for line in sheet.lines:
        if line.place.top > _HEAD * sheet.height:
            continue
        for key in (_MOTTO, _SECOND):
            # the longest phrase that is printed on nearly every paper: many errors still leave no doubt
            match = find(key, line.key, len(key) // 4)
            if match is not None:
                first, end = line.tokens_of(match.start, match.end)
                return line_of(line.page, line.tokens[first:end])
    return None


def _divided(sheet: Sheet, line: Line, border: int) -> list[Line]:
    """Divide `line` at its widest gap near `border`, if that is wider than a blank."""
    for key in (_MOTTO, _SECOND):
        match = find(key, line.key, len(key) // 4)
        if match is not None and line.begins_token(match.start):
            return _cut(line, line.owners[match.start])
    gaps = [
        (b.place.left - a.place.right, at)
        for at, (a, b) in enumerate(zip(line.tokens, line.tokens[1:], strict=False), start=1)
        if abs((a.place.right + b.place.left) / 2 - border) < 0.15 * sheet.width
    ]
    wide, at = max(gaps, default=(0, 0))
    # blanks are a third of the height of capitals
    return _cut(line, at) if wide > 0.9 * max(sheet.letter, line.height) else [line]


def _cut(line: Line, at: int) -> list[Line]:
    parts = (line_of(line.page, line.tokens[:at]), line_of(line.page, line.tokens[at:]))
    return [part for part in parts if part is not None]


def _agency(left: Sequence[Line]) -> list[Line]:
    """Return the lines of the left block down to the number."""
    agency: list[Line] = []
    for line in sorted(left, key=lambda line: line.place.top):
        numbered = _DIVISION.fullmatch(fold(line.text)) and line.text.isupper() and agency
        if agency and not numbered and (line.key.startswith(_NO_BODY) or _NUMBER.match(fold(line.text))):
            break
        if agency and _is_english(agency, line):
            continue
        # what a signature prints over the head is no agency, and ends none
        begun = any(begins_body(part.text) for part in agency)
        if begun and not numbered and _is_remark(agency[-1], line):
            break
        # a stamp or a bar code over the agency is read as a few odd letters
        letters = sum(c.isalpha() for c in line.text)
        if numbered or (
            (letters >= 3 or (agency and _is_last_word(agency[-1], line)))
            and letters * 2 >= len(line.text)
            and not any(c.isdigit() for c in line.text[:3])
        ):
            agency.append(line)
    return agency


def _is_remark(above: Line, line: Line) -> bool:
    """Say whether `line` says more than the name of the body: an address, a permit's number."""
    return ":" in line.text or (is_capitals(above.text) and not is_capitals(line.text))


def _is_english(above: Sequence[Line], line: Line) -> bool:
    """Say whether `line` is the name once more in English: a word of it, and no letter with a mark."""
    plain, name = fold(line.text), " ".join(part.text for part in above)
    return plain == line.text.lower() and fold(name) != name.lower() and bool(_ENGLISH.search(plain))


def _is_last_word(above: Line, line: Line) -> bool:
    """Say whether a word of two letters ends a name right under it: `UBND PHƯỜNG PHÚ XUÂN` | `HẠ`."""
    near = line.place.top - above.place.bottom < above.height
    under = min(abs(line.middle - above.middle), abs(line.place.left - above.place.left)) < above.height
    return near and is_capitals(line.text) and under
