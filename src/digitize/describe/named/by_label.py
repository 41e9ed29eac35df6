"""Names behind labels of forms: `Họ và tên …:`, read right or not, with who is meant.

Must not read running text.
"""

import dataclasses as dc

from archive.values.description import OwnerKind, Role
from digitize.describe.agencies import begins_body
from digitize.describe.fuzzy import find_all, likeness
from digitize.describe.labels import hits_in
from digitize.describe.layout import Line
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.in_text import asks_for_it, is_official
from digitize.describe.named.names import (
    end_of,
    ends_label,
    first_word,
    is_label,
    name_behind,
    printed,
    text_of,
    with_rest,
)
from digitize.describe.named.words import ALSO_PROSE, COUPLES, NAME_LABELS, PARTS, SHORT, WHO
from digitize.describe.values import begins_with_surname, is_printed_name

_LONGEST_LABEL, _LONG_LABEL = 10, 16
"""Words of a label up to its colon: misread, and read right."""
_OF_NAME = frozenset({"ho", "va", "ten", "chu", "dem", "khai", "sinh"})
_ODD_LETTERS = 3
"""Letters of a label that may be left unread before it could be somebody else's."""
_ENGLISH = ("fullname", "name")
_ANYBODY = PARTS | frozenset(
    {
        "hogiadinh",
        "canhan",
        "ongba",
        "tochuc",
        "congdan",
        "hoongba",
        "tochuccanhan",
        "ong",
        "ba",
        "khaisinh",
        "anhchi",
    }
)


def labelled_names(line: Line, below: Line | None) -> list[Anchor]:
    """Find `Họ và tên: …` and the like, the name behind the label or under it."""
    found: list[Anchor] = []
    places = [(base, match) for base in NAME_LABELS for match in find_all(base, line.key)]
    # the longest one that was read right: `Tôi tên: Hà` is one letter from `Tôi tên là`
    for base, match in sorted(places, key=lambda place: (place[1].errors > 0, -len(place[0]))):
        start, end = match.start, match.end
        if match.errors:
            start, end = line.start_of_word(start), line.end_of_word(end)
        taken = any(start < a.end and a.start < end for a in found)
        taken = taken or (base in PARTS and _is_trade(line, start))
        # a line of its own under `Họ và tên: …` is the same label in another language
        other = line.key[end:].startswith(("goikhac", "khac"))  # `Họ và tên gọi khác: Không`
        if taken or other or line.key in _ENGLISH or not is_label(line, start, end):
            continue
        anchor = _with_tail(line, below, start, end, 1 - match.errors / len(base))
        if is_official(line, line.owners[start]):
            anchor = dc.replace(anchor, role=None, plain=False)
        # these words also stand in running text; only a name behind them makes them a label
        if base in ALSO_PROSE and not (
            anchor.name and begins_with_surname([t.text for t in anchor.name.tokens[:2]])
        ):
            continue
        if base in ALSO_PROSE and begins_body(line.text):  # `HỌC VIỆN …` is no `Học viên`
            continue
        if asks_for_it(line, start):
            anchor = dc.replace(anchor, asks=True)
        if base in PARTS and not anchor.words:
            anchor = dc.replace(anchor, words=printed(line, start, end))
        found.append(anchor)
    return found


def _is_trade(line: Line, start: int) -> bool:
    """Say whether a part is somebody's occupation: `Nghề nghiệp: Sinh viên`."""
    return line.key[:start].endswith("nghenghiep")


def _with_tail(line: Line, below: Line | None, start: int, end: int, sure: float) -> Anchor:
    """Complete the label `Họ và tên …` by who is meant, and take the name behind it."""
    after = line.tokens_of(start, end)[1]
    tail, role = ("", None) if line.tokens[after - 1].text.endswith(":") else _tail(line, end)
    plain, words = not tail, ""
    if tail:
        words = printed(line, end + len("cua") * tail.startswith("cua"), end + len(tail))
        end += len(tail)
        after = line.tokens_of(start, end)[1]
    colon = next(
        (at for at in range(after - 1, min(after + _LONG_LABEL, len(line.tokens))) if ends_label(line, at)),
        None,
    )
    if colon is not None and colon >= after:
        between = line.tokens[after : colon + 1]
        if between[0].text[0] not in "(/" and (
            between[0].text[0].islower() or line.tokens[after - 1].text[-1] == ","
        ):
            # a label of somebody that we do not know opens a block, of no party
            whose = "".join(token.key for token in between)
            known = next((known for key, known in WHO if len(key) > SHORT and key in whose), None)
            # `Cấp cho hộ gia đình: …` says no more than `Cấp cho`
            role, plain = (role, False) if tail else (known, known is None and whose in _ANYBODY)
            words = words if tail or known is None else text_of(between)
            after = colon + 1
        elif len(between) <= 4 and not any(
            is_printed_name([token.text for token in between[:words]]) for words in (2, 3)
        ):
            after = colon + 1  # a second language whose stroke was misread: `Họ và tên I Fuill name:`
    elif colon is None:
        after = _behind_labels(line, after)
    name = name_behind(line, below, after, line.owners[start])
    if name is not None and below is not None and name.tokens[-1] is line.tokens[-1]:
        name = with_rest(line, below, name)
    end = end_of(line, name, end)
    return Anchor(start, end, name, role, plain, OwnerKind.CITIZEN, False, sure, words)


def _behind_labels(line: Line, after: int) -> int:
    """Return the token behind further labels: `Họ và tên cha, năm sinh   LÊ VĂN AN, 1961`."""
    for hit in hits_in(line):
        if line.owners[hit.start] == after and line.tokens[after].text[0].islower():
            after = hit.after
    return after


def _tail(line: Line, start: int) -> tuple[str, Role | None]:
    """Return the letters behind `start` that say who is meant, and the role; empty where nothing is said."""
    rest = line.key[start:]
    of = "cua" if rest.startswith("cua") else ""
    rest = rest.removeprefix(of)
    best: tuple[float, str, Role | None] = (0.0, "", None)
    for key, role in WHO:
        # one letter decides between cha and chủ, so short words must be read without error
        short = len(key) <= SHORT or key in COUPLES  # `chồng HỒ …` is one letter from `chồng/vợ`
        for length in {len(key)} if short else {len(key), len(key) - 1, len(key) + 1}:
            alike, end = likeness(key, rest[:length]), start + len(of) + length
            if alike < (1.0 if short else 0.85) or end > len(line.key) or not line.ends_token(end):
                continue
            if short and not _in_label(line, end):
                continue
            if alike * len(key) > best[0]:
                best = (alike * len(key), of + rest[:length], role)
    return best[1], best[2]


def _in_label(line: Line, end: int) -> bool:
    """Say whether a word belongs to the label and is no name: `vợ:`, but not `VÕ Thị Mai`."""
    word = line.tokens[line.owners[end - 1]].text
    return word.endswith(":") or word[0].islower()


def misread_labels(line: Line) -> list[Anchor]:
    """Find `Ho và chồng: LÊ VĂN AN`: a label of a name, some of it misread or lost."""
    first = first_word(line)
    colon = next((at for at in range(min(_LONGEST_LABEL, len(line.tokens))) if ends_label(line, at)), None)
    if (
        colon is None
        or not line.key[first:].startswith("ho")
        or any(hit.start == first for hit in hits_in(line))
    ):
        return []
    start = line.owners[first] if first < len(line.owners) else 0
    words = [token.key for token in line.tokens[start + 1 : colon + 1]]
    rest = "".join(word for word in words if word not in _OF_NAME)
    role = next((role for key, role in WHO if key == rest or (len(key) > SHORT and key in rest)), None)
    name = name_behind(line, None, colon + 1)
    if line.tokens[start].key != "ho" or name is None or (role is None and len(rest) > _ODD_LETTERS):
        return []
    end = end_of(line, name, first + 2)
    return [Anchor(first, end, name, role, role is None, OwnerKind.CITIZEN, False, 0.5, "")]
