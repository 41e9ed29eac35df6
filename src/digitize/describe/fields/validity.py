"""How long a paper is valid: a last day, a term counted from its issue, or no expiry.

Must not take the term of something else, such as of a right to use land.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import accumulate

from archive.values.description import Field
from digitize.describe.dates import dates_in, term_in
from digitize.describe.evidence import Span, field_of, text_and_starts, tokens_between
from digitize.describe.fields.issued import issued_on
from digitize.describe.folding import fold
from digitize.describe.layout import Line, Token, sides_of
from digitize.describe.paper import PaperView
from digitize.describe.paragraphs import is_entry
from digitize.describe.values import iso

NO_EXPIRY = "no-expiry"
_ANNOUNCES = re.compile(
    r"gia tri (?:su dung )?(?:den|tu)|co gia tri|gia tri su dung|thoi han su dung|han su dung|co hieu luc"
    r"|hieu luc den|thoi han uy quyen|thoi han hieu luc|expir|co thoi han|trong thoi han|trong thoi gian"
    r"|\bthoi han(?: cua [a-z ]{2,20})?:|qua thoi han|het han|\bhieu luc:"
)
_ENDLESS = re.compile(
    r"(?:khong|vo|ko) (?:xac dinh )?(?:thoi han|ky han)|khong thoi han|vo thoi han|no expiry|unlimited"
)
_COUNTED = re.compile(r"ke tu ngay|tinh tu ngay|tu ngay (?:cap|ky|lap)|ke tu khi")
_OF_PAPER = re.compile(r"\W*(?:giay|van ban|ban)\b.{0,40}\bnay co (?:gia tri|thoi han|hieu luc)")
"""`Giấy phép này có thời hạn 12 tháng` counts from its issue without saying so."""
_BEGINS = re.compile(r"\b(?:tu|ke tu|tinh tu)\W*(?:ngay\W*)?$")
_NOT_THE_PAPER = re.compile(r"thi hanh|thoi han su dung dat|su dung dat|xuat trinh|giai quyet|niem yet")


def valid_until(paper: PaperView) -> Field | None:
    """Find the last day of validity."""
    return _first(paper, paper.lines) or _first(paper, paper.paragraphs)


def _first(paper: PaperView, lines: Sequence[Line]) -> Field | None:
    """Return what the first of `lines` says that announces how long the paper is valid."""
    for at, line in enumerate(lines):
        folded = fold(line.text)
        mark = _ANNOUNCES.search(folded)
        if mark is None or _NOT_THE_PAPER.search(folded, _clause(folded, mark.start())):
            continue
        tokens = list(line.tokens)
        said = dates_in(line.text[mark.start() :])
        if not said and at + 1 < len(lines) and _goes_on(line, lines[at + 1]):
            tokens += _under(paper, line, mark.start(), lines[at + 1])
        found = _read(paper, line.page, tokens, mark.start())
        if found is not None:
            return found
    return None


def _clause(text: str, place: int) -> int:
    """Return where the clause begins that goes on at `place`."""
    return max(text.rfind(sign, 0, place) for sign in (",", ";", ".")) + 1


def _under(paper: PaperView, line: Line, start: int, below: Line) -> tuple[Token, ...]:
    """Return the words of the next line; where labels stand in a row, those under the one at `start`."""
    parts = sides_of(paper.sheet(line.page), line)
    if len(parts) < 2:
        return below.tokens
    ends = accumulate(len(part.text) + 1 for part in parts)
    own = next(at for at, end in enumerate(ends) if start < end)
    left = parts[own].place.left - line.height
    right = parts[own + 1].place.left - line.height / 2 if own + 1 < len(parts) else below.place.right + 1
    return tuple(token for token in below.tokens if left <= token.place.left < right)


def _goes_on(line: Line, below: Line) -> bool:
    """Say whether the next line is right below; the date over a signature is further away."""
    gap = below.place.top - line.place.bottom
    if is_entry(below):
        return False
    return below.page == line.page and -line.height < gap <= 1.5 * line.height


def _read(paper: PaperView, page: int, tokens: list[Token], start: int) -> Field | None:
    text, _ = text_and_starts(tokens)
    rest = fold(text)[start:]
    endless = _ENDLESS.search(rest)
    dates = [date for date in dates_in(text) if date.start >= start]
    counted = _COUNTED.search(rest[:110]) or (not dates and _OF_PAPER.match(fold(text)))
    term = term_in(rest[:90]) if counted else None
    if endless and (not dates or endless.start() + start < dates[0].start):
        span = _words(page, tokens, start, start + endless.end())
        return field_of("valid_until", NO_EXPIRY, span, 0.85, "valid_until.endless")
    if term is not None:
        issued = issued_on(paper)
        last = term.after(dt.date.fromisoformat(issued.value)) if issued else None
        if issued is None or last is None:
            return None
        span = _words(page, tokens, start, start + 60)
        return field_of("valid_until", iso(last), span, 0.9 * issued.confidence, "valid_until.term")
    if not dates:
        return None
    # `từ ngày … đến ngày …`: the last day is the later one, and a first day alone is none
    near = [
        date for date in dates if date.start - start < 90 and not _BEGINS.search(fold(text[: date.start]))
    ]
    if not near:
        return None
    last_date = max(near[:2], key=lambda date: date.date)
    span = Span(page, tokens_between(tokens, last_date.start, last_date.end))
    weight = 0.9 if last_date.clean else 0.6
    return field_of("valid_until", iso(last_date.date), span, weight, "valid_until.date")


def _words(page: int, tokens: list[Token], start: int, end: int) -> Span:
    return Span(page, tokens_between(tokens, start, end))
