"""Reading what a label of a person announces: identifier, birth, sex, place of birth.

Must not decide whose it is: people.py does.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from digitize.describe.dates import dates_in, year_in
from digitize.describe.evidence import Span, text_and_starts, tokens_between
from digitize.describe.folding import as_digits
from digitize.describe.labels import Hit, beneath, hits_in, value_span
from digitize.describe.layout import Line, Token
from digitize.describe.values import digits_of, iso

_GROUP, _LONG_GROUP = 4, 6
_COLUMN = 20
"""In heights of a line: forms leave less between a label and its value."""
_ID_LENGTHS, _TAX_LENGTHS = (12, 9), (10, 13, 12)
_JOINED = re.compile(r"[/;–-]$|[/;–-] |^\S+ [/;–-]")
"""What stands between labels that share one cell."""
_GOES_ON = ("đã", "là", "được", "có", "nay", "hiện", "trú", "thường", "cư")
"""Words by which a sentence goes on behind the place in which somebody was born."""


@dc.dataclass(frozen=True, slots=True)
class Found:
    """A value and the words that say it; `sure` is 0 to 1."""

    value: str
    span: Span
    sure: float


def identifier(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read the personal number behind `hit`: 12 digits, or 9 of an old card."""
    return _number(lines, number, hit, _ID_LENGTHS)


def tax_code(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read the code of an organisation behind `hit`: 10 digits, 13 of a branch, 12 of a household."""
    return _number(lines, number, hit, _TAX_LENGTHS)


def bare_identifiers(lines: Sequence[Line]) -> list[Found]:
    """Return every 12-digit number in `lines`, with or without a label."""
    return [found for line in lines if (found := bare_identifier(line)) is not None]


def bare_identifier(line: Line) -> Found | None:
    """Return the first 12-digit number in `line`, with or without a label."""
    run = _run(line.page, line.tokens, (12,))
    return dc.replace(run, sure=run.sure * 0.8) if run is not None else None


def code_in(line: Line) -> Found | None:
    """Return the code of an organisation that is the only number of `line`."""
    found = _run(line.page, line.tokens[1:], _TAX_LENGTHS)
    return found if found is not None and found.sure == 1 and "/" not in line.text else None


def identifiers_in_row(line: Line, after: int) -> list[Found]:
    """Return the personal numbers behind token `after`, each of one word: `332872784 và 037970176`."""
    found = []
    for token in line.tokens[after:]:
        digits = digits_of(token.text)
        if digits is not None and len(digits.number) in _ID_LENGTHS:
            found.append(Found(digits.number, Span(line.page, (token,)), 1.0 if digits.clean else 0.7))
    return found


def birth(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read a date of birth, or the year where only the year is printed."""
    for span in _spans(lines, number, hit):
        text, _ = text_and_starts(span.tokens)
        # `sinh ngày 08 tháng 4 năm 1989`: the label took the word that a date in words begins with
        for before in ("", "ngày "):
            dates = dates_in(before + text)
            if dates:
                start = max(dates[0].start - len(before), 0)
                words = tokens_between(span.tokens, start, dates[0].end - len(before))
                sure = hit.sure if dates[0].clean else hit.sure * 0.7
                return Found(iso(dates[0].date), Span(span.page, words), sure)
        year = year_in(as_digits(text) if text[:1].isdigit() else text)
        if year is not None and year[1] <= 4:
            words = tokens_between(span.tokens, year[1], year[2])
            return Found(str(year[0]), Span(span.page, words), hit.sure * 0.95)
    return None


def sex(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read `Nam` or `Nữ`; nothing where both are printed to be ticked."""
    span = next(iter(_spans(lines, number, hit)), None)
    if span is None:
        return None
    # behind a date where the label says `Ngày sinh / Giới tính`
    tokens = [token for token in span.tokens if token.key and not dates_in(token.text)]
    tokens = [token for at, token in enumerate(tokens) if not at or tokens[at - 1].key != "viet"]
    words = [token for token in tokens[:4] if token.key in ("nam", "nu")]
    if len({token.key for token in words}) != 1 or words[0] not in tokens[:2]:
        return None
    value = "Nam" if words[0].key == "nam" else "Nữ"
    return Found(value, Span(span.page, (words[0],)), hit.sure)


def birthplace(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read a place, which may go on to the next line."""
    span = next(iter(_spans(lines, number, hit)), None)
    if span is None:
        return None
    tokens = list(span.tokens)
    if tokens[-1] is lines[number].tokens[-1] and number + 1 < len(lines):
        tokens += _continuation(lines[number], lines[number + 1])
    value = " ".join(token.text for token in tokens).strip(" .,;:")
    return Found(value, Span(span.page, tuple(tokens)), hit.sure * 0.9) if value else None


def born_at(lines: Sequence[Line], number: int, born: Found) -> Found | None:
    """Read the place behind a date of birth: `Sinh ngày 05/10/2000 tại xã Diễn Lộc, …`."""
    line = lines[number]
    if born.span.tokens[-1] not in line.tokens:
        return None
    after = line.tokens.index(born.span.tokens[-1]) + 1
    said = [token.text.lower().strip(":") for token in line.tokens[after : after + 1]]
    if said != ["tại"]:
        return None
    stops = [line.owners[h.start] for h in hits_in(line) if line.owners[h.start] > after]
    stops += [at for at, token in enumerate(line.tokens) if at > after and token.text in _GOES_ON]
    span = value_span(line, after + 1, min(stops, default=None))
    return Found(span.text.strip(" .,;:"), span, born.sure * 0.9) if span is not None else None


def _spans(lines: Sequence[Line], number: int, hit: Hit) -> list[Span]:
    """Return where the value of a label may stand: behind it, else on the next line; at most one place."""
    line = lines[number]
    hit = _with_next(line, hit)
    stops = [line.owners[h.start] for h in hits_in(line) if line.owners[h.start] >= hit.after]
    behind = value_span(line, hit.after, min(stops, default=None))
    if behind is not None or number + 1 >= len(lines):
        return [behind] if behind else []
    if stops:
        over = beneath(lines, number, hit.after)
        return [Span(line.page, over)] if over else []
    below = lines[number + 1]
    near = _is_right_below(line, below)
    labels = hits_in(below)
    if not near or any(h.start == 0 for h in labels):
        return []
    under = value_span(below, 0, min((below.owners[h.start] for h in labels), default=None))
    return [under] if under else []


def _with_next(line: Line, hit: Hit) -> Hit:
    """Return `hit` with the labels that are joined to it: `Ngày sinh; giới tính   30.07.2000; Nữ`."""
    for other in hits_in(line):
        between = " ".join(token.text for token in line.tokens[hit.after - 1 : hit.after + 1])
        if other.start == hit.end and _JOINED.search(between):
            hit = dc.replace(hit, end=other.end, after=other.after)
    return hit


def _is_right_below(line: Line, below: Line) -> bool:
    """Say whether the next line to be read is the next one on the paper, not the top of another column."""
    gap = below.place.top - line.place.bottom
    return below.page == line.page and -line.height < gap <= 2 * line.height


def _number(lines: Sequence[Line], number: int, hit: Hit, lengths: Sequence[int]) -> Found | None:
    line = lines[number]
    stops = [line.owners[h.start] for h in hits_in(line) if line.owners[h.start] >= hit.after]
    tokens = _near(line, hit, line.tokens[hit.after : min(stops, default=None)])
    if stops and not tokens:
        tokens = list(beneath(lines, number, hit.after))
    if not stops and not any(digits_of(token.text) for token in tokens) and number + 1 < len(lines):
        # `CCCD số:` at the end of a line, its number at the beginning of the next
        below = lines[number + 1]
        if _is_right_below(line, below) and digits_of(below.tokens[0].text):
            tokens = list(below.tokens)
    found = _run(line.page, tokens, lengths)
    return dc.replace(found, sure=found.sure * hit.sure) if found else None


def _near(line: Line, hit: Hit, tokens: Sequence[Token]) -> list[Token]:
    """Return the words behind a label unless a column lies between: they are somebody else's."""
    end, height = line.tokens[hit.after - 1].place.right, line.height
    return [] if tokens and tokens[0].place.left - end > _COLUMN * height else list(tokens)


def _run(page: int, tokens: Sequence[Token], lengths: Sequence[int]) -> Found | None:
    """Return the first run of digit words that together have one of `lengths` digits.

    A form with a box for each digit, and print that is spaced, come as several words.
    """
    run: list[Token] = []
    for token in [*tokens, None]:
        digits = digits_of(token.text.replace("-", "")) if token is not None else None
        if digits is not None and token is not None:
            run.append(token)
            continue
        if run and (found := _whole(page, run, lengths)) is not None:
            return found
        run = []
    return None


def _whole(page: int, run: Sequence[Token], lengths: Sequence[int]) -> Found | None:
    parts = [digits_of(token.text.replace("-", "")) for token in run]
    number = "".join(part.number for part in parts if part)
    # boxes and spaced print give short groups; a long one with a digit behind it has caught some dirt
    sizes = [len(part.number) for part in parts if part]
    groups = len(run) == 1 or max(sizes) <= _GROUP or (min(sizes) >= 3 and max(sizes) <= _LONG_GROUP)
    if groups and len(number) in lengths:
        clean = all(part.clean for part in parts if part)
        return Found(number, Span(page, tuple(run)), 1.0 if clean else 0.6)
    for token, part in zip(run, parts, strict=True):
        if part and len(part.number) in lengths:
            return Found(part.number, Span(page, (token,)), 0.9 if part.clean else 0.6)
    return None


def _continuation(line: Line, below: Line) -> list[Token]:
    """Return the words of the next line where it goes on without a label and not as a new paragraph."""
    if below.page != line.page or hits_in(below) or any(t.text.endswith(":") for t in below.tokens[:6]):
        return []
    near = below.place.top - line.place.bottom <= line.height
    starts_name = below.tokens[0].text[:1].isdigit() and below.tokens[0].text.endswith((".", ")"))
    full = line.place.right - line.place.left > 2 * (below.place.right - below.place.left) / 3
    return list(below.tokens) if near and full and not starts_name else []
