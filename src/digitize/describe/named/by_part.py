"""Names behind a part: `Người đề nghị: …`, `Người được cấp …`.

Must not read running text.
"""

import dataclasses as dc

from archive.values.description import OwnerKind, Role
from digitize.describe.evidence import Span
from digitize.describe.folding import is_capitals
from digitize.describe.fuzzy import find
from digitize.describe.layout import Line
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.names import (
    end_of,
    ends_label,
    first_word,
    is_label,
    name_behind,
    name_span,
    printed,
    text_of,
)
from digitize.describe.named.words import CONCERNED, COUPLES, SHORT, WHO
from digitize.describe.values import is_printed_name

_FOR_ANOTHER = ("uyquyen", "nopthay", "thaymat")
_REST_OF_LABEL = 6
"""Words at most by which a label goes on before the name."""


def parts_named(line: Line, below: Line | None) -> list[Anchor]:
    """Find `Người đề nghị: …`: who is meant stands as the label itself."""
    found: list[Anchor] = []
    for key, role in WHO:
        short = len(key) <= SHORT
        match = find(f"{key}la", line.key, 0) if short else find(key, line.key)
        if match is not None and short:
            match = dc.replace(match, end=match.end - 2)
        if match is None or not is_label(line, match.start, match.end):
            continue
        if key in COUPLES and not any(sign in printed(line, match.start, match.end) for sign in "(/"):
            continue
        after = line.tokens_of(match.start, match.end)[1]
        if any(a.start == match.start for a in found):
            continue
        # `Người làm đơn` | `LÊ VĂN AN`; over a signature it stands in capitals
        over = match.end == len(line.key) and not is_capitals(line.text)
        told = [token.text for token in line.tokens[after : after + 1]] == ["là"]  # `chủ hộ là Lê Văn An`
        if over or told or line.tokens[after - 1].text.endswith(":"):
            name = name_behind(line, below if over else None, after + told)
            name = name or (_name_over_facts(below) if over and below is not None else None)
        else:
            name = None if short or match.errors else _behind_small(line, after)
        if name is None:  # a heading rather, over somebody's entries
            continue
        end = end_of(line, name, match.end)
        sure = 1 - match.errors / len(key)
        words = printed(line, match.start, match.end)
        found.append(Anchor(match.start, end, name, role, False, OwnerKind.CITIZEN, False, sure, words))
    return found


def _name_over_facts(below: Line) -> Span | None:
    """Return the name with which the entry under a label begins: `Người nộp thay` | `Lê An, CCCD 0123…`."""
    name = name_span(below.page, below.tokens)
    if name is None or name.tokens[0] is not below.tokens[0] or name.tokens[-1].text[-1] not in ",;":
        return None
    return name if is_printed_name([token.text for token in name.tokens]) else None


def concerned(line: Line, below: Line | None) -> list[Anchor]:
    """Find `Người được khám …`: whom a paper is about, whatever is done to them."""
    first = first_word(line)
    found = [find(key, line.key[first : first + len(key) + 1]) for key in CONCERNED]
    match = next(
        (m for m in found if m is not None and m.start == 0 and line.ends_token(first + m.end)), None
    )
    if match is None or not line.begins_token(first) or any(word in line.key for word in _FOR_ANOTHER):
        return []
    after = line.tokens_of(first, first + match.end)[1]
    colon = next(
        (at for at in range(after - 1, min(after + 6, len(line.tokens))) if ends_label(line, at)), None
    )
    name = name_behind(line, below, colon + 1) if colon is not None else _behind_small(line, after)
    if name is None:
        return []
    start = line.tokens.index(name.tokens[0]) if name.tokens[0] in line.tokens else len(line.tokens)
    words = text_of(line.tokens[line.owners[first] : start])
    end = end_of(line, name, first + match.end)
    return [Anchor(first, end, name, Role.OWNER, False, OwnerKind.CITIZEN, False, 0.9, words)]


def _behind_small(line: Line, after: int) -> Span | None:
    """Return the name behind a label that goes on in small letters: `Người được khám LÊ VĂN AN`."""
    words = line.tokens[after : after + _REST_OF_LABEL]
    first = next((at for at, token in enumerate(words) if not token.text.islower()), len(words))
    name = name_span(line.page, line.tokens[after + first :])
    if name is None or name.tokens[0] not in words or not is_printed_name([t.text for t in name.tokens]):
        return None
    if is_capitals(line.text) and name.tokens[0] is words[0]:  # `NGƯỜI NỘP HỒ SƠ` names nobody
        return None
    return name_behind(line, None, after + first)
