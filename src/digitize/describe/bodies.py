"""Organisations named in a line: `Công ty …, mã số thuế …`, `BÊN A: CÔNG TY …`.

Must not take every firm that is mentioned: its code stands beside or right under the name, or the letter is
addressed to it.
"""

import re
from collections.abc import Sequence

from digitize.describe.evidence import Span
from digitize.describe.folding import fold, phrases
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, Token

_BEGINS = phrases(
    """
    cong ty; doanh nghiep tu nhan; hop tac xa; ho kinh doanh; hkd; chi nhanh cong ty; ngan hang; tong cong ty
    """
)
_ONLY_KIND = re.compile(
    r"(?:tong )?cong ty(?: (?:co phan|hop danh|(?:tnhh|trach nhiem huu han)"
    r"(?: (?:mtv|(?:mot|hai) thanh vien(?: tro len)?))?))?\W*|doanh nghiep tu nhan\W*"
)
"""`CÔNG TY CỔ PHẦN` under the heading of a certificate says of which kind the firm is."""
_ENDS = re.compile(r".*[,;.:(–]$")
_NO_NAME = frozenset(phrases("do; tai; lap; duoc; co; voi; theo; la; de; cua; so; ma; mst"))
_CODES = (Kind.TAX, Kind.EITHER)


def bodies_in(line: Line, below: Line | None) -> list[tuple[int, Span]]:
    """Return where an organisation with its code is named, and its name: (index of the first token, name)."""
    found = []
    at = 0
    while at < len(line.tokens):
        name = _name(line.tokens, at)
        if name and below is not None and at + len(name) == len(line.tokens):
            name += _rest(below)
        if name and (line.key.startswith("kinhgui") or _has_code(line, below, at + len(name))):
            found.append((at, Span(line.page, tuple(name))))
        at += max(len(name), 1)
    return found


def _name(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words of the name that begins at token `at`; none where no name does."""
    text = fold(" ".join(token.text for token in tokens[at : at + 5]))
    kind = next((kind for kind in _BEGINS if text.startswith(f"{kind} ")), None)
    if kind is None or not tokens[at].text[:1].isupper():
        return []
    words = list(tokens[at : at + len(kind.split())])
    for token in tokens[at + len(words) :]:
        if token.text.startswith(("(", "-", "–")) or (token.text.islower() and token.key in _NO_NAME):
            break
        words.append(token)
        if _ENDS.match(token.text):
            break
    named = len(words) > len(kind.split()) and not _ONLY_KIND.fullmatch(fold(" ".join(t.text for t in words)))
    return words if named else []


def _rest(below: Line) -> list[Token]:
    """Return the words by which a name goes on in the next line, up to its code."""
    code = min((below.owners[hit.start] for hit in hits_in(below) if hit.kind in _CODES), default=0)
    words = list(below.tokens[:code])
    ended = bool(words) and _ENDS.match(words[-1].text)
    return words if ended and not any(_ENDS.match(token.text) for token in words[:-1]) else []


def _has_code(line: Line, below: Line | None, end: int) -> bool:
    """Say whether the code is announced right behind the name, or at the beginning of the next line."""
    if any(hit.kind in _CODES and 0 <= line.owners[hit.start] - end <= 2 for hit in hits_in(line)):
        return True
    if below is None or end < len(line.tokens):
        return False
    if end > len(line.tokens):  # the name went on in the next line, up to its code
        return True
    return any(hit.kind in _CODES and below.owners[hit.start] <= 2 for hit in hits_in(below))
