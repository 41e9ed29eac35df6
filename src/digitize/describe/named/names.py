"""Names as words of a line: where one begins and ends, and where labels stand.

Must not know whose name it is.
"""

import re
from collections.abc import Sequence

from digitize.describe.evidence import Span
from digitize.describe.folding import is_capitals
from digitize.describe.labels import beneath, hits_in, value_span
from digitize.describe.layout import Line, Token
from digitize.describe.named.words import POLITE
from digitize.describe.values import is_printed_name, looks_like_name, nfc, without_rank

_NOBODY = ("khongco", "chuaco", "khongro")
"""`Không có` begins like the surname `Khổng`."""
_NUMBERING = re.compile(r"[(\[]?(?:[IVX]{1,4}|[0-9]{1,2}|[a-zđA-H])[.):]?[)\]]?(?:[0-9]{1,2}\.?)?|[-+•*]")


def name_span(page: int, tokens: Sequence[Token]) -> Span | None:
    """Return the leading words of `tokens` that are a name, without `Ông`, `Bà` and ranks."""
    words: list[Token] = []
    for token in tokens:
        if token.key in POLITE and not words:
            continue
        # `LÝ XUÂN DŨNG Năm sinh`: a name keeps to one manner of writing
        if len(words) > 1 and is_capitals(words[0].text + words[1].text) != is_capitals(token.text):
            break
        if len(words) == 1 and len(words[0].key) > 1 and is_capitals(words[0].text) > is_capitals(token.text):
            break
        if words and token.place.left - words[-1].place.right > 1.2 * _height(words[-1]):
            break
        if not token.key:
            if words:
                break
            continue
        if not (token.text[0].isupper() and token.text.strip(".,;:()").replace("’", "").isalpha()):
            break
        words.append(token)
        if token.text[-1] in ",;:.)(":
            break
    kept = without_rank([token.text for token in words])
    words = words[len(words) - len(kept) :]
    if not looks_like_name([token.text for token in words]) or "".join(t.key for t in words) in _NOBODY:
        return None
    return Span(page, tuple(words))


def _height(token: Token) -> int:
    return token.place.bottom - token.place.top


def name_behind(line: Line, below: Line | None, after: int, first: int = 0) -> Span | None:
    """Return the name behind token `after`, or under a label that has none behind."""
    stops = [line.owners[hit.start] for hit in hits_in(line) if line.owners[hit.start] >= after]
    value = value_span(line, after, min(stops, default=None))
    if value is not None:
        return name_span(line.page, value.tokens)
    if below is not None and (stops or first):
        under = beneath((line, below), 0, after, first)
        name = name_span(below.page, under) if under else None
        if name is not None and len(name.tokens) == len(under):
            return name
        if stops:
            return None
    if below is None or below.page != line.page or below.place.top - line.place.bottom > 2 * line.height:
        return None
    name = name_span(below.page, below.tokens)
    # on a line of its own only what is surely a name is one
    if name and len(name.tokens) == len(below.tokens) and is_printed_name([t.text for t in name.tokens]):
        return name
    return None


def with_rest(line: Line, below: Line, name: Span) -> Span:
    """Complete a name in capitals that a narrow column broke: `PHAN THẾ` | `HƯNG`."""
    gap = below.place.top - line.place.bottom
    rest = [token.text for token in below.tokens]
    near = below.page == line.page and -line.height < gap < 0.8 * line.height
    under = abs(below.place.left - line.place.left) < 2 * line.height and len(rest) <= 3
    words = [*(token.text for token in name.tokens), *rest]
    if not near or not under or not is_capitals("".join(words)) or not looks_like_name(words):
        return name
    return Span(name.page, (*name.tokens, *below.tokens))


def end_of(line: Line, name: Span | None, label_end: int) -> int:
    """Return the letter behind the name if it stands on this line."""
    if name is None or name.tokens[-1] not in line.tokens:
        return label_end
    last = line.tokens.index(name.tokens[-1])
    return max((i + 1 for i, owner in enumerate(line.owners) if owner == last), default=label_end)


def first_word(line: Line) -> int:
    """Return the letter where the words of a line begin, behind its numbering (`I.`, `1)`, `-`)."""
    letters = 0
    for token in line.tokens[:3]:
        if not _NUMBERING.fullmatch(token.text):
            break
        letters += len(token.key)
    return letters


def is_label(line: Line, start: int, end: int) -> bool:
    """Say whether a phrase stands where labels stand: at the beginning, behind a stop, or behind a gap."""
    if not line.begins_token(start) or not line.ends_token(end):
        return False
    at = line.owners[start]
    if start <= first_word(line):
        return True
    before, first = line.tokens[at - 1], line.tokens[at]
    gap = first.place.left - before.place.right > first.place.bottom - first.place.top
    return gap or not before.text[-1].isalpha()


def ends_label(line: Line, at: int) -> bool:
    """Say whether token `at` ends with a colon."""
    return line.tokens[at].text.endswith(":")


def printed(line: Line, start: int, end: int) -> str:
    """Return the words that the letters from `start` to `end` are of, as printed."""
    first, after = line.tokens_of(start, end)
    return text_of(line.tokens[first:after])


def text_of(tokens: Sequence[Token]) -> str:
    """Return words as printed, without the punctuation around them."""
    return nfc(" ".join(token.text for token in tokens)).strip(" .,:;/()–-")
