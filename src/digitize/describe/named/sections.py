"""Headings after which people have another part: `BÊN B`, `Thông tin về mẹ`.

Must not find names.
"""

import re

from archive.values.description import Role
from digitize.describe.fuzzy import find
from digitize.describe.layout import Line
from digitize.describe.named.anchor import Section
from digitize.describe.named.names import first_word, printed
from digitize.describe.named.words import SECTIONS

_RELATIVES = {
    "cha": Role.PARENT, "me": Role.PARENT, "bo": Role.PARENT, "vo": Role.SPOUSE, "chong": Role.SPOUSE,
}  # fmt: skip
_GIVES = re.compile(r"uyquyencho(?:.{0,16}(?:sauday|duoiday))?$")
"""`…, bằng giấy này ủy quyền cho:`, `… thống nhất ủy quyền cho người có tên sau đây:`."""


def section_in(line: Line) -> Section | None:
    """Return the section that `line` opens, numbering before it allowed."""
    first = first_word(line)
    if line.key[first:] in _RELATIVES:  # `Cha:` alone on its line, over his entries
        return Section(first, _RELATIVES[line.key[first:]])
    if line.key in ("uyquyen", "nayuyquyen"):  # `Tôi là …` | `ỦY QUYỀN` | `Cho bà …`
        return Section(first, Role.TAKER)
    if line.text.endswith(":") and _GIVES.search(line.key):
        return Section(len(line.key) - 1, Role.TAKER)
    best: tuple[int, int, Section] | None = None
    for key, role in SECTIONS:
        match = find(key, line.key)
        if match is None or match.start > first or not line.ends_token(match.end):
            continue
        if match.errors and role is Role.PARENT:  # `người nộp` is one letter from `người mẹ`
            continue
        rank = (len(key), -match.errors)
        if best is None or rank > best[:2]:
            best = (*rank, Section(match.start, role, printed(line, match.start, match.end)))
    return best[2] if best else None
