"""Title and abstract: what kind of paper it says it is, and what about.

Must not choose a type.
"""

import re
from collections.abc import Sequence

from archive.values.description import OTHER_TYPE, Field
from digitize.describe.agencies import begins_body, begins_heading
from digitize.describe.evidence import Span, field_of
from digitize.describe.folding import fold, is_capitals, phrases, same_but_for_tone_places, squash
from digitize.describe.headings import could_be_heading, heading_lines, is_abstract_start, without_brackets
from digitize.describe.labels import hits_in
from digitize.describe.layout import Line, Sheet, Token, sides_of
from digitize.describe.paper import PaperView
from digitize.describe.paragraphs import is_entry
from digitize.describe.roles import is_letter

_CAPACITIES = tuple(
    phrases(
        "chu tich; pho chu tich; giam doc; pho giam doc; hieu truong; truong; bo truong; chanh; tong; tham"
    )
)
_A_WORD = 3
"""Letters by which a heading differs from the known wording when it says one word more or less."""
_NO_SUMMARY = re.compile(r"\W*(tai |hom nay|chung toi|toi |kinh gui)")
_ENDS = re.compile(
    r"^\W*(kinh gui|can cu|hom nay|xet |so\W*[:\d]|ngay\b|theo de nghi|dieu 1|i\.|1\."
    r"|ho va ten|ho, chu dem|thuc hien|vao (?:luc|hoi)|hoi \d|luc \d)"
)
_BODY = re.compile(r"^\W*(kinh gui|can cu|theo de nghi|xet |ngay \d|thuc hien |hom nay)")
_ABOUT = re.compile(r"^\W*(v\s?/?\s?v\b|ve viec|noi dung(?=\s?:))\W*", re.IGNORECASE)


def title(paper: PaperView) -> Field | None:
    """Find the heading as printed, without what stands in brackets."""
    if paper.title is None:
        return _unknown(paper)
    first = paper.title.lines[0]
    sheet = paper.sheet(first.page)
    head = paper.heads[paper.sheets.index(sheet)]
    lines = list(paper.title.lines)
    if not paper.title.whole:
        lines = max(lines, heading_lines(sheet, head, first), key=len)
    tokens = tuple(token for line in lines for token in _in_vietnamese(sheet, line))
    value = without_brackets(" ".join(token.text for token in tokens))
    wording = paper.title.wording if paper.title.whole else ""
    longer = abs(len(squash(value)) - len(squash(wording))) >= _A_WORD  # `… HỘ KINH DOANH CÁ THỂ`
    if wording and not longer and not same_but_for_tone_places(value, wording):
        # letters that were misread in a heading that is surely this one
        value = wording
    weight = 0.95 * paper.title.quality
    return field_of("title", value, Span(first.page, tokens), weight, "title.heading") if value else None


def _in_vietnamese(sheet: Sheet, line: Line) -> tuple[Token, ...]:
    """Return the words of a heading without those beside it in another language."""
    parts = sides_of(sheet, line)
    own = [part for part in parts if fold(part.text) != part.text.lower()]
    return own[0].tokens if own and len(parts) > 1 else line.tokens


def _unknown(paper: PaperView) -> Field | None:
    """Find the heading of a paper of no known type."""
    lines = _largest(paper) if paper.slug == OTHER_TYPE else []
    tokens = tuple(token for line in lines for token in line.tokens)
    value = without_brackets(" ".join(token.text for token in tokens))
    return field_of("title", value, Span(lines[0].page, tokens), 0.7, "title.largest") if value else None


def _largest(paper: PaperView) -> list[Line]:
    """Return the lines of the largest heading in capitals, in the middle."""
    if not paper.sheets:
        return []
    sheet, head = paper.sheets[0], paper.heads[0]
    found = [
        line
        for line in head.lines
        if could_be_heading(sheet, line)
        and is_capitals(line.text)
        and _is_centred(sheet, line)
        and line not in head.agency
        and 2 <= len(line.tokens) <= 12
    ]
    if not found:
        return []
    return heading_lines(sheet, head, max(found, key=lambda line: (line.height, -line.place.top)))


def abstract(paper: PaperView) -> Field | None:
    """Find the summary: `V/v …` under the number of a letter, else the lines under the title."""
    if not paper.sheets:
        return None
    sheet, head = paper.sheets[0], paper.heads[0]
    lines = [line for line in head.lines if line.place.top < 0.6 * sheet.height]
    minutes = paper.slug == "bien-ban"
    start = next(
        (
            at
            for at, line in enumerate(lines)
            if is_abstract_start(line) or (minutes and fold(line.text).startswith("noi dung:"))
        ),
        None,
    )
    if start is not None:
        return _field(_block(sheet, lines, start), "abstract.about")
    if paper.title is None and paper.slug == OTHER_TYPE and (heading := _largest(paper)):
        under = next((at + 1 for at, line in enumerate(lines) if line is heading[-1]), len(lines))
        summary = under < len(lines) and _is_summary(sheet, lines[under])
        return _field(_block(sheet, lines, under), "abstract.under-title") if summary else None
    if paper.title is None or paper.title.lines[0].page != sheet.page:
        return None
    last = paper.title.lines[-1]
    if not paper.title.whole:
        last = heading_lines(sheet, head, paper.title.lines[0])[-1]
    under = next((at + 1 for at, line in enumerate(lines) if line is last), len(lines))
    if under < len(lines) and _is_summary(sheet, lines[under]):
        return _field(_block(sheet, lines, under), "abstract.under-title")
    if under < len(lines) and is_letter(paper.slug) and (capitals := _in_capitals(sheet, lines[under:])):
        return _field(capitals, "abstract.under-title")
    if under < len(lines) and is_letter(paper.slug) and _leads_to_body(sheet, lines, under):
        return _field(_block(sheet, lines, under), "abstract.before-body")
    return None


def _in_capitals(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """Return a summary in capitals under the title, that names no body and no capacity."""
    block: list[Line] = []
    for line in lines[:4]:
        text = fold(line.text)
        near = not block or line.place.top - block[-1].place.bottom < 1.1 * sheet.letter
        if not near or not is_capitals(line.text) or not _is_centred(sheet, line):
            break
        if begins_body(line.text) or begins_heading(line.text) or text.startswith(_CAPACITIES):
            break
        block.append(line)
    return block


def _leads_to_body(sheet: Sheet, lines: Sequence[Line], start: int) -> bool:
    """Say whether what follows the title ends where the body begins: at a capacity, `Căn cứ`, `Kính gửi`.

    A long summary fills the width like a paragraph, but only a summary stands there.
    """
    after = start + len(_block(sheet, lines, start))
    first, body = lines[start], lines[after] if after < len(lines) else None
    if body is None or is_capitals(first.text) or _ENDS.match(fold(first.text)) or hits_in(first):
        return False
    return is_capitals(body.text) or bool(_BODY.match(fold(body.text)))


def _block(sheet: Sheet, lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines from `start` that belong together: near, in the same column, no new part."""
    block = [lines[start]]
    for line in lines[start + 1 : start + 8]:
        gap = line.place.top - block[-1].place.bottom
        apart = abs(line.middle - block[0].middle) > 0.12 * sheet.width
        goes_on = block[-1].text.endswith(",")  # `chậm đóng BHXH,` | `BHYT, BHTN`
        if (
            gap > 1.1 * sheet.letter
            or gap < -sheet.letter
            or apart
            or (is_capitals(line.text) and not goes_on)
        ):
            break
        if _ENDS.match(fold(line.text)) or _is_wider(sheet, block[0], line):
            break
        block.append(line)
    return block


def _is_wider(sheet: Sheet, first: Line, line: Line) -> bool:
    """Say whether `line` is of a paragraph that fills the width, and `first`, in the middle, is not."""
    left = min(other.place.left for other in sheet.lines)
    return (
        first.place.left > left + 3 * sheet.letter and line.place.left < first.place.left - 3 * sheet.letter
    )


def _is_centred(sheet: Sheet, line: Line) -> bool:
    return abs(line.middle - sheet.width / 2) < 0.1 * sheet.width and not _ENDS.match(fold(line.text))


def _is_summary(sheet: Sheet, line: Line) -> bool:
    """A summary stands in the middle, apart from both margins, as no paragraph of the body does."""
    left = min(other.place.left for other in sheet.lines)
    right = max(other.place.right for other in sheet.lines)
    room = 1.5 * sheet.letter
    apart = line.place.left > left + room and line.place.right < right - room
    if (
        is_entry(line)
        or _NO_SUMMARY.match(fold(line.text))
        or fold(line.text).rstrip(" :").endswith(("xac nhan", "chung nhan"))
    ):
        return False
    return apart and _is_centred(sheet, line) and not is_capitals(line.text) and not hits_in(line)


def _field(lines: Sequence[Line], rule: str) -> Field | None:
    tokens = tuple(token for line in lines for token in line.tokens)
    # a rule under a line, or its tail, is read as a dash behind the last word
    text = " ".join(re.sub(r"(?<=\w)\s*[—_]+$", "", line.text) for line in lines)
    # fold keeps the places of letters in NFC text
    match = _ABOUT.match(fold(text))
    value = (text[match.end() :] if match else text).strip(" .;:,-_*")
    if value.count(")") > value.count("("):
        value = value.rstrip(") ")
    long_enough = len(value.split()) >= 3 and not value.startswith("(")
    return field_of("abstract", value, Span(lines[0].page, tokens), 0.85, rule) if long_enough else None
