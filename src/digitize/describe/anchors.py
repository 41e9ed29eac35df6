"""Where a person or organisation is named in a line, and in which part they are named.

Must not read numbers: an anchor opens a block, people.py says what stands in it.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from archive.values.description import OwnerKind, Role
from digitize.describe.anchor_words import (
    ALSO_PROSE,
    CONCERNED,
    NAME_LABELS,
    ORGANISATIONS,
    PARTS,
    POLITE,
    SECTIONS,
    WHO,
)
from digitize.describe.bodies import bodies_in
from digitize.describe.evidence import Span
from digitize.describe.folding import is_capitals, squash
from digitize.describe.fuzzy import find, find_all, likeness
from digitize.describe.labels import Kind, beneath, hits_in, value_span
from digitize.describe.layout import Line, Token
from digitize.describe.provinces import is_province
from digitize.describe.values import begins_with_surname, is_printed_name, looks_like_name, nfc, without_rank

_SHORT = 6
_FACTS = frozenset({Kind.BIRTH, Kind.SEX, Kind.ID})
_LONGEST_LABEL = 10
_OF_NAME = frozenset({"ho", "va", "ten", "chu", "dem", "khai", "sinh"})
_ODD_LETTERS = 3
_NOBODY = ("khongco", "chuaco", "khongro")
_LONGEST_NAME = 7
_BEFORE_PLACES = frozenset(
    {"pho", "tinh", "xa", "phuong", "huyen", "quan", "tran", "thon", "ap", "duong", "truong"}
)
_REST_OF_LABEL = 6
"""Words at most by which a label goes on before the name."""
_OTHER_NAMES = ("nuocngoai", "viettat", "tienganh")
_RELATIVES = {
    "cha": Role.PARENT, "me": Role.PARENT, "bo": Role.PARENT, "vo": Role.SPOUSE, "chong": Role.SPOUSE,
}  # fmt: skip
_ENGLISH = ("fullname", "name")
_ANYBODY = (
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
)
_NUMBERING = re.compile(r"[(\[]?(?:[IVX]{1,4}|[0-9]{1,2}|[a-zđA-H])[.):]?[)\]]?(?:[0-9]{1,2}\.?)?|[-+•*]")


@dc.dataclass(frozen=True, slots=True)
class Anchor:
    """A person or organisation named in a line.

    Attributes:
        start: letter of the line's key where the label begins.
        end: letter behind the name, or behind the label where no name could be read.
        name: the words of the name; None where none could be read: the block counts all the same.
        role: as the label says; None for an official.
        plain: the label says no role.
        kind: of the identifier that such a party has.
        prose: in running text (`ông …`), not behind a label of a form.
        sure: 0 to 1, how well the label was read.
        words: in which the label says the role, as printed.
    """

    start: int
    end: int
    name: Span | None
    role: Role | None
    plain: bool
    kind: OwnerKind
    prose: bool
    sure: float
    words: str = ""


@dc.dataclass(frozen=True, slots=True)
class Section:
    """A heading after which people have another role; `words` say it as printed."""

    start: int
    role: Role
    words: str = ""


def section_in(line: Line) -> Section | None:
    """Return the section that `line` opens, numbering before it allowed."""
    first = _first_word(line)
    if line.key[first:] in _RELATIVES:  # `Cha:` alone on its line, over his entries
        return Section(first, _RELATIVES[line.key[first:]])
    best: tuple[int, int, Section] | None = None
    for key, role in SECTIONS:
        match = find(key, line.key)
        if match is None or match.start > first or not line.ends_token(match.end):
            continue
        if match.errors and role is Role.PARENT:  # `người nộp` is one letter from `người mẹ`
            continue
        rank = (len(key), -match.errors)
        if best is None or rank > best[:2]:
            best = (*rank, Section(match.start, role, _printed(line, match.start, match.end)))
    return best[2] if best else None


def anchors_in(line: Line, below: Line | None) -> list[Anchor]:
    """Return the anchors in `line`; `below` is where the name stands when the line ends at its label."""
    found = [*_organisations(line), *_labelled(line, below)]
    for anchor in (*_who(line, below), *_concerned(line, below)):
        if all(anchor.end <= a.start or a.end <= anchor.start for a in found):
            found.append(anchor)
    if not found:
        found += _misread(line)
    found = _with_bodies(line, below, found)
    for prose in (*_polite(line), *_with_facts(line)):
        if all(prose.end <= a.start or a.end <= prose.start for a in found):
            found.append(prose)
    return sorted(found, key=lambda anchor: anchor.start)


def _with_bodies(line: Line, below: Line | None, found: list[Anchor]) -> list[Anchor]:
    """Add the organisations of a line; a label of a name before one (`Cấp cho:`) is theirs."""
    for at, name in bodies_in(line, below):
        start = line.owners.index(at) if at in line.owners else 0
        end = _end_of(line, name, start)
        found = [anchor for anchor in found if not (anchor.end >= start - 1 and anchor.start < end)]
        if all(end <= a.start or a.end <= start for a in found):
            home = squash(name.text).startswith(("hokinhdoanh", "hkd", "coso"))
            kind = OwnerKind.HOUSEHOLD if home else OwnerKind.ORGANISATION
            found.append(Anchor(start, end, name, None, True, kind, True, 0.9))
    return found


def unlabelled_name(line: Line, start: int) -> int | None:
    """Return where, from letter `start` on, a name stands that no label announces.

    It is somebody else for all we know, so the block before it ends there. Names of streets in
    addresses are not meant: they are not in capitals, and follow a house number or the like.
    """
    tokens = line.tokens
    for at in range(len(tokens) - 1):
        letter = next((i for i, owner in enumerate(line.owners) if owner == at), -1)
        if letter < start or tokens[at].key in POLITE or not begins_with_surname([tokens[at].text]):
            continue
        words = [t.text for t in tokens[at : at + 3]]
        if at and tokens[at - 1].text.endswith(":") and is_printed_name([t.text for t in tokens[at:]]):
            return letter  # behind a label that is not known
        capitals = len(words) >= 2 and all(is_capitals(w) and len(w) > 1 for w in words[:2])
        middle = tokens[at + 1].key in ("thi", "van") and len(words) == 3 and looks_like_name(words)
        if (capitals and looks_like_name(words[:2])) or (middle and not _in_address(tokens, at)):
            return letter
    return None


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


def _labelled(line: Line, below: Line | None) -> list[Anchor]:
    found: list[Anchor] = []
    places = [(base, match) for base in NAME_LABELS for match in find_all(base, line.key)]
    # the longest one that was read right: `Tôi tên: Hà` is one letter from `Tôi tên là`
    for base, match in sorted(places, key=lambda place: (place[1].errors > 0, -len(place[0]))):
        start, end = match.start, match.end
        if match.errors:
            start, end = line.start_of_word(start), line.end_of_word(end)
        taken = any(start < a.end and a.start < end for a in found)
        # a line of its own under `Họ và tên: …` is the same label in another language
        other = line.key[end:].startswith(("goikhac", "khac"))  # `Họ và tên gọi khác: Không`
        if taken or other or line.key in _ENGLISH or not _is_label(line, start, end):
            continue
        anchor = _with_tail(line, below, start, end, 1 - match.errors / len(base))
        # these words also stand in running text; only a name behind them makes them a label
        if base in ALSO_PROSE and not (
            anchor.name and begins_with_surname([t.text for t in anchor.name.tokens[:2]])
        ):
            continue
        if base in PARTS and not anchor.words:
            anchor = dc.replace(anchor, words=_printed(line, start, end))
        found.append(anchor)
    return found


def _who(line: Line, below: Line | None) -> list[Anchor]:
    """Find `Người đề nghị: …`: who is meant stands as the label itself."""
    found: list[Anchor] = []
    for key, role in WHO:
        short = len(key) <= _SHORT
        match = find(f"{key}la", line.key, 0) if short else find(key, line.key)
        if match is not None and short:
            match = dc.replace(match, end=match.end - 2)
        if match is None or not _is_label(line, match.start, match.end):
            continue
        after = line.tokens_of(match.start, match.end)[1]
        if any(a.start == match.start for a in found):
            continue
        # `Người làm đơn` | `LÊ VĂN AN`; over a signature it stands in capitals
        over = match.end == len(line.key) and not is_capitals(line.text)
        told = [token.key for token in line.tokens[after : after + 1]] == ["la"]  # `chủ hộ là Lê Văn An`
        if over or told or line.tokens[after - 1].text.endswith(":"):
            name = _name_behind(line, below if over else None, after + told)
        else:
            name = None if short or match.errors else _behind_small(line, after)
        if name is None:  # a heading rather, over somebody's entries
            continue
        end = _end_of(line, name, match.end)
        sure = 1 - match.errors / len(key)
        words = _printed(line, match.start, match.end)
        found.append(Anchor(match.start, end, name, role, False, OwnerKind.CITIZEN, False, sure, words))
    return found


def _behind_small(line: Line, after: int) -> Span | None:
    """Return the name behind a label that goes on in small letters: `Người được khám LÊ VĂN AN`."""
    words = line.tokens[after : after + _REST_OF_LABEL]
    first = next((at for at, token in enumerate(words) if not token.text.islower()), len(words))
    name = name_span(line.page, line.tokens[after + first :])
    if name is None or name.tokens[0] not in words or not is_printed_name([t.text for t in name.tokens]):
        return None
    return _name_behind(line, None, after + first)


def _concerned(line: Line, below: Line | None) -> list[Anchor]:
    """Find `Người được khám …`: whom a paper is about, whatever is done to them."""
    first = _first_word(line)
    opening = next((key for key in CONCERNED if line.key[first:].startswith(key)), None)
    if opening is None or not line.begins_token(first) or not line.ends_token(first + len(opening)):
        return []
    after = line.tokens_of(first, first + len(opening))[1]
    colon = next(
        (at for at in range(after - 1, min(after + 6, len(line.tokens))) if _ends_label(line, at)), None
    )
    name = _name_behind(line, below, colon + 1) if colon is not None else _behind_small(line, after)
    if name is None:
        return []
    start = line.tokens.index(name.tokens[0]) if name.tokens[0] in line.tokens else len(line.tokens)
    words = _text_of(line.tokens[line.owners[first] : start])
    end = _end_of(line, name, first + len(opening))
    return [Anchor(first, end, name, Role.OWNER, False, OwnerKind.CITIZEN, False, 0.9, words)]


def _misread(line: Line) -> list[Anchor]:
    """Find `Ho và chồng: LÊ VĂN AN`: a label of a name, some of it misread or lost, with somebody's part in it."""
    first = _first_word(line)
    colon = next((at for at in range(min(_LONGEST_LABEL, len(line.tokens))) if _ends_label(line, at)), None)
    if (
        colon is None
        or not line.key[first:].startswith("ho")
        or any(hit.start == first for hit in hits_in(line))
    ):
        return []
    start = line.owners[first] if first < len(line.owners) else 0
    words = [token.key for token in line.tokens[start + 1 : colon + 1]]
    rest = "".join(word for word in words if word not in _OF_NAME)
    role = next((role for key, role in WHO if key == rest or (len(key) > _SHORT and key in rest)), None)
    name = _name_behind(line, None, colon + 1)
    if line.tokens[start].key != "ho" or name is None or (role is None and len(rest) > _ODD_LETTERS):
        return []
    end = _end_of(line, name, first + 2)
    return [Anchor(first, end, name, role, role is None, OwnerKind.CITIZEN, False, 0.5, "")]


def _is_label(line: Line, start: int, end: int) -> bool:
    """Say whether a phrase stands where labels stand: at the beginning, behind a stop, or behind a gap."""
    if not line.begins_token(start) or not line.ends_token(end):
        return False
    at = line.owners[start]
    if start <= _first_word(line):
        return True
    before, first = line.tokens[at - 1], line.tokens[at]
    gap = first.place.left - before.place.right > first.place.bottom - first.place.top
    return gap or not before.text[-1].isalpha()


def _with_tail(line: Line, below: Line | None, start: int, end: int, sure: float) -> Anchor:
    """Complete the label `Họ và tên …` by who is meant, and take the name behind it."""
    after = line.tokens_of(start, end)[1]
    tail, role = ("", None) if line.tokens[after - 1].text.endswith(":") else _tail(line, end)
    plain, words = not tail, ""
    if tail:
        words = _printed(line, end + len("cua") * tail.startswith("cua"), end + len(tail))
        end += len(tail)
        after = line.tokens_of(start, end)[1]
    colon = next(
        (at for at in range(after - 1, min(after + 8, len(line.tokens))) if _ends_label(line, at)), None
    )
    if colon is not None and colon >= after:
        between = line.tokens[after : colon + 1]
        if between[0].text[0] not in "(/" and (
            between[0].text[0].islower() or line.tokens[after - 1].text[-1] == ","
        ):
            # a label of somebody that we do not know opens a block, of no party
            whose = "".join(token.key for token in between)
            known = next((known for key, known in WHO if len(key) > _SHORT and key in whose), None)
            # `Cấp cho hộ gia đình: …` says no more than `Cấp cho`
            role, plain = (role, False) if tail else (known, known is None and whose in _ANYBODY)
            words = words if tail or known is None else _text_of(between)
            after = colon + 1
        elif len(between) <= 4 and not is_printed_name([token.text for token in between[:3]]):
            after = colon + 1  # a second language whose stroke was misread: `Họ và tên I Fuill name:`
    elif colon is None:
        after = _behind_labels(line, after)
    name = _name_behind(line, below, after, line.owners[start])
    if name is not None and below is not None and name.tokens[-1] is line.tokens[-1]:
        name = _with_rest(line, below, name)
    end = _end_of(line, name, end)
    return Anchor(start, end, name, role, plain, OwnerKind.CITIZEN, False, sure, words)


def _behind_labels(line: Line, after: int) -> int:
    """Return the token behind further labels: `Họ và tên cha, năm sinh   LÊ VĂN AN, 1961`."""
    for hit in hits_in(line):
        if line.owners[hit.start] == after and line.tokens[after].text[0].islower():
            after = hit.after
    return after


def _printed(line: Line, start: int, end: int) -> str:
    """Return the words that the letters from `start` to `end` are of, as printed."""
    first, after = line.tokens_of(start, end)
    return _text_of(line.tokens[first:after])


def _text_of(tokens: Sequence[Token]) -> str:
    return nfc(" ".join(token.text for token in tokens)).strip(" .,:;/()–-")


def _with_rest(line: Line, below: Line, name: Span) -> Span:
    """Complete a name in capitals that a narrow column broke: `PHAN THẾ` | `HƯNG`."""
    gap = below.place.top - line.place.bottom
    rest = [token.text for token in below.tokens]
    near = below.page == line.page and -line.height < gap < 0.8 * line.height
    under = abs(below.place.left - line.place.left) < 2 * line.height and len(rest) <= 3
    words = [*(token.text for token in name.tokens), *rest]
    if not near or not under or not is_capitals("".join(words)) or not looks_like_name(words):
        return name
    return Span(name.page, (*name.tokens, *below.tokens))


def _ends_label(line: Line, at: int) -> bool:
    return line.tokens[at].text.endswith(":")


def _tail(line: Line, start: int) -> tuple[str, Role | None]:
    """Return the letters behind `start` that say who is meant, and the role; empty where nothing is said."""
    rest = line.key[start:]
    of = "cua" if rest.startswith("cua") else ""
    rest = rest.removeprefix(of)
    best: tuple[float, str, Role | None] = (0.0, "", None)
    for key, role in WHO:
        # one letter decides between cha and chủ, so short words must be read without error
        short = len(key) <= _SHORT
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


def _name_behind(line: Line, below: Line | None, after: int, first: int = 0) -> Span | None:
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


def _polite(line: Line) -> list[Anchor]:
    """Find `ông NGUYỄN VĂN AN`, `Bà: …`, `Hộ ông …` in running text."""
    found = []
    for at, token in enumerate(line.tokens):
        citizen = token.key == "dan" and at and line.tokens[at - 1].key == "cong"
        if (token.key not in POLITE and not citizen) or token.text.lower() == "chỉ":  # `Chứng chỉ …`
            continue
        name = name_span(line.page, line.tokens[at + 1 :])
        if name is None or name.tokens[0] is not _next_word(line, at):
            continue
        stops = [line.owners[hit.start] for hit in hits_in(line) if line.owners[hit.start] > at]
        name = name_span(line.page, line.tokens[at + 1 : min(stops, default=None)])
        if name is None or not (
            begins_with_surname([t.text for t in name.tokens[:2]]) or _stands_alone(line, name, stops)
        ):
            continue
        start = line.owners.index(at)
        end = _end_of(line, name, start + len(token.key))
        # `do ông … làm đại diện`: who acts for an organisation
        acts = line.tokens[at - 1].key == "do" if at else False
        role = Role.NAMED if acts else None
        found.append(Anchor(start, end, name, role, not acts, OwnerKind.CITIZEN, True, 0.9))
    return found


def _with_facts(line: Line) -> list[Anchor]:
    """Find `Lê Văn An; giới tính: Nam`, `con tôi là Lê Văn An, sinh …`: who that is stands behind it."""
    starts = {line.owners[hit.start] for hit in hits_in(line) if hit.kind in _FACTS}
    found = []
    for after in sorted(starts):
        for at in range(max(after - _LONGEST_NAME, 0), after - 1):
            words = [token.text for token in line.tokens[at:after]]
            if not is_printed_name(words) or words[-1][-1] not in ",;" or _is_place(line, at, words):
                continue
            start = line.owners.index(at)
            given = "uyquyencho" in line.key[:start]
            role = Role.TAKER if given else None
            name = Span(line.page, line.tokens[at:after])
            found.append(
                Anchor(start, _end_of(line, name, start), name, role, not given, OwnerKind.CITIZEN, True, 0.9)
            )
            break
    return found


def _is_place(line: Line, at: int, words: list[str]) -> bool:
    """Say whether what could be a name ends an address, or stands behind a label that is not known."""
    before = line.tokens[at - 1] if at else None
    if before is not None and (before.text[-1] in ":," or before.key in _BEFORE_PLACES):
        return True
    return is_province(" ".join(words))


def _stands_alone(line: Line, name: Span, stops: Sequence[int]) -> bool:
    """Say whether a name of no usual surname ends with a comma or at a label: `Bà H'Bia Êban, sinh năm …`."""
    last = line.tokens.index(name.tokens[-1])
    return len(name.tokens) > 1 and (name.tokens[-1].text[-1] in ",;" or last + 1 in stops)


def _next_word(line: Line, at: int) -> Token | None:
    return next((t for t in line.tokens[at + 1 :] if t.key and t.key not in POLITE), None)


def _organisations(line: Line) -> list[Anchor]:
    for key, kind in ORGANISATIONS:
        match = find(key, line.key)
        if match is None or match.start > _first_word(line) or not line.ends_token(match.end):
            continue
        after = line.tokens_of(match.start, match.end)[1]
        rest = enumerate(line.tokens[after : after + 9], start=after + 1)
        after = next((behind for behind, token in rest if token.text.endswith((":", "):"))), after)
        label = "".join(token.key for token in line.tokens[:after])
        if any(other in label for other in _OTHER_NAMES):
            return []
        stops = [line.owners[hit.start] for hit in hits_in(line) if line.owners[hit.start] >= after]
        stop = min(stops, default=len(line.tokens))
        while after < stop and line.tokens[after].text.islower():  # `viết bằng tiếng` of a broken label
            after += 1
        name = value_span(line, after, stop)
        end = _end_of(line, name, match.end)
        return [Anchor(match.start, end, name, Role.OWNER, False, kind, False, 1 - match.errors / len(key))]
    return []


def _end_of(line: Line, name: Span | None, label_end: int) -> int:
    """Return the letter behind the name if it stands on this line."""
    if name is None or name.tokens[-1] not in line.tokens:
        return label_end
    last = line.tokens.index(name.tokens[-1])
    return max((i + 1 for i, owner in enumerate(line.owners) if owner == last), default=label_end)


def _first_word(line: Line) -> int:
    """Return the letter where the words of a line begin, behind its numbering (`I.`, `1)`, `-`)."""
    letters = 0
    for token in line.tokens[:3]:
        if not _NUMBERING.fullmatch(token.text):
            break
        letters += len(token.key)
    return letters


def _in_address(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1] if at else None
    return before is not None and (
        before.key in ("duong", "pho", "so", "truong", "ngo") or before.key[-1:].isdigit()
    )
