"""Organisations named in a line: `Công ty …, mã số thuế …`, `BÊN A: CÔNG TY …`.

Must not take every firm that is mentioned: its code stands beside or right under the name, or the letter is
addressed to it.
"""

import re
from collections.abc import Sequence, Set

from digitize.describe.evidence import Span
from digitize.describe.folding import fold, phrases, squash
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, Token

_BEGINS = phrases(
    """
    cong ty; doanh nghiep tu nhan; hop tac xa; ho kinh doanh; hkd; chi nhanh cong ty; ngan hang; tong cong ty;
    co so
    """
)
_ONLY_KIND = re.compile(
    r"(?:tong )?cong ty(?: (?:co phan|hop danh|(?:tnhh|trach nhiem huu han)"
    r"(?: (?:mtv|(?:mot|hai) thanh vien(?: tro len)?))?))?\W*|doanh nghiep tu nhan\W*"
)
"""`CÔNG TY CỔ PHẦN` under the heading of a certificate says of which kind the firm is."""
_ENDS = re.compile(r".*[,;.:(–]$")
_NO_NAME = frozenset(phrases("do; tại; lập; được; có; với; theo; là; để; của; số; mã; mst"))
"""With their marks: `Vận tải` is part of a name."""
_LONGEST_LABEL = 14
_PARTIES = tuple(
    map(
        squash,
        phrases(
            """
            chủ đầu tư; cấp cho; người nộp; đã nhận của; chủ hồ sơ; khách hàng; bên a; bên b; chủ sở hữu;
            tên cơ sở; cơ sở sản xuất; tên giao dịch; kiểm tra tại; cơ sở được kiểm tra
            """
        ),
    )
)
_NO_PARTIES = tuple(map(squash, phrases("đại diện; thiết kế; thi công; nộp tại; nộp vào")))
_SHORT_LABEL = 14
_OTHER_NAMES = ("tengiaodich", "tenviettat", "tenduan", "tencongtrinh", "tenbang")
_CODES = (Kind.TAX, Kind.EITHER)


def bodies_in(line: Line, below: Line | None) -> list[tuple[int, Span]]:
    """Return where an organisation with its code is named, and its name: (index of the first token, name)."""
    found = []
    at = 0
    codes = {line.owners[hit.start] for hit in hits_in(line) if hit.kind in _CODES}
    while at < len(line.tokens):
        name = _name(line.tokens, at, codes)
        if name and below is not None and at + len(name) == len(line.tokens):
            name += _rest(below)
        if name and (
            line.key.startswith("kinhgui") or is_announced(line, at) or _has_code(line, below, at + len(name))
        ):
            found.append((at, Span(line.page, tuple(name))))
        at += max(len(name), 1)
    return found


def is_firm(text: str) -> bool:
    """Say whether `text` begins as names of firms do."""
    return any(fold(text).startswith(f"{kind} ") for kind in _BEGINS)


def is_announced(line: Line, at: int) -> bool:
    """Say whether a label whose value is a party stands right before token `at`: `Tên chủ đầu tư: …`."""
    if not at or not line.tokens[at - 1].text.endswith(":") or at > _LONGEST_LABEL:
        return False
    label = "".join(token.key for token in line.tokens[:at])
    if label.startswith("ten") and len(label) <= _SHORT_LABEL:  # `Tên công ty`, a word of it misread
        return not label.startswith(_OTHER_NAMES)
    return any(word in label for word in _PARTIES) and not any(word in label for word in _NO_PARTIES)


def _name(tokens: Sequence[Token], at: int, codes: Set[int] = frozenset()) -> list[Token]:
    """Return the words of the name that begins at token `at`; none where no name does."""
    text = fold(" ".join(token.text for token in tokens[at : at + 5]))
    kind = next((kind for kind in _BEGINS if text.startswith(f"{kind} ")), None)
    if kind is None or not tokens[at].text[:1].isupper():
        return []
    words = list(tokens[at : at + len(kind.split())])
    for place, token in enumerate(tokens[at + len(words) :], start=at + len(words)):
        if place in codes:
            break
        if token.text.startswith(("(", "-", "–")) or token.text in _NO_NAME:
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
    rest = " ".join(token.text for token in line.tokens[end:])
    if below is None or (rest and not re.fullmatch(r"\([^()]*\)[.,;:]?", rest)):
        return False
    if end > len(line.tokens):  # the name went on in the next line, up to its code
        return True
    return any(hit.kind in _CODES and below.owners[hit.start] <= 2 for hit in hits_in(below))
