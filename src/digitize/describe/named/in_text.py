"""Names in running text: `ông Lê Văn An`, `Lê Văn An; giới tính: Nam`; and names that nothing announces.

Must not read labels of forms.
"""

import re
from collections.abc import Sequence

from archive.values.description import OwnerKind, Role
from digitize.describe.evidence import Span
from digitize.describe.folding import is_capitals
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, Token
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.names import end_of, name_span
from digitize.describe.named.words import KIN, OFFICIALS, POLITE
from digitize.describe.provinces import is_province
from digitize.describe.values import begins_with_surname, is_printed_name, looks_like_name

_FACTS = frozenset({Kind.BIRTH, Kind.SEX, Kind.ID})
_LONGEST_NAME = 7
_ASKING = 24
_ASKS = re.compile(r"(?:denghi|yeucau|don|cauxin)cua(?:cacdongsu|congdan|ho)?$")
_BEFORE_PLACES = frozenset(
    {"pho", "tinh", "xa", "phuong", "huyen", "quan", "tran", "thon", "ap", "duong", "truong"}
)


def polite_names(line: Line) -> list[Anchor]:
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
        end = end_of(line, name, start + len(token.key))
        before = line.tokens[at - 1].key if at else ""
        # `do ông … làm đại diện`: who acts for an organisation; `hợp đồng giữa công ty với ông …`
        beside = before == "voi" and "giua" in line.key[:start]
        acts = before == "do" or beside or is_official(line, at)
        role = Role.NAMED if acts else None
        asks = asks_for_it(line, start)
        found.append(Anchor(start, end, name, role, not acts, OwnerKind.CITIZEN, True, 0.9, asks=asks))
    return found


def names_with_facts(line: Line) -> list[Anchor]:
    """Find `Lê Văn An; giới tính: Nam`, `con tôi là Lê Văn An, sinh …`: who that is stands behind it."""
    starts = {line.owners[hit.start] for hit in hits_in(line) if hit.kind in _FACTS}
    found = []
    for after in sorted(starts):
        for at in range(max(after - _LONGEST_NAME, 0), after - 1):
            words = [token.text for token in line.tokens[at:after]]
            asked = at in line.owners and asks_for_it(line, line.owners.index(at))
            placed = not asked and _is_place(line, at, words)
            if not is_printed_name(words) or words[-1][-1] not in ",;" or placed:
                continue
            start = line.owners.index(at)
            given = "uyquyencho" in line.key[:start]
            role = Role.TAKER if given else None
            name = Span(line.page, line.tokens[at:after])
            end, asks = end_of(line, name, start), asks_for_it(line, start)
            found.append(Anchor(start, end, name, role, not given, OwnerKind.CITIZEN, True, 0.9, asks=asks))
            break
    return found


def asks_for_it(line: Line, start: int) -> bool:
    """Say whether `Theo đề nghị của` or the like stands right before letter `start`."""
    return bool(_ASKS.search(line.key[max(start - _ASKING, 0) : start]))


def unlabelled_name(line: Line, start: int) -> int | None:
    """Return where, from letter `start` on, a name stands that no label announces.

    It is somebody else for all we know, so the block before it ends there. Names of streets in
    addresses are not meant: they are not in capitals, and follow a house number or the like.
    """
    tokens = line.tokens
    stops = [line.owners[hit.start] for hit in hits_in(line)]
    for at in range(1, len(tokens) - 1):
        letter = next((i for i, owner in enumerate(line.owners) if owner == at), -1)
        if letter >= start and _is_relative(tokens, at):
            return letter
    for at in range(len(tokens) - 1):
        letter = next((i for i, owner in enumerate(line.owners) if owner == at), -1)
        if letter < start or tokens[at].key in POLITE or not begins_with_surname([tokens[at].text]):
            continue
        words = [t.text for t in tokens[at : at + 3]]
        name = [t.text for t in tokens[at : next((stop for stop in stops if stop > at), None)]]
        if at and is_printed_name(name) and _behind_a_label(tokens, at):
            return letter
        capitals = len(words) >= 2 and all(is_capitals(w) and len(w) > 1 for w in words[:2])
        middle = tokens[at + 1].key in ("thi", "van") and len(words) == 3 and looks_like_name(words)
        if (capitals and looks_like_name(words[:2])) or (middle and not _in_address(tokens, at)):
            return letter
    return None


def _is_relative(tokens: Sequence[Token], at: int) -> bool:
    """Say whether token `at` begins the name of a relative or a host: `vợ là Phạm Ngọc Lan`, `bác Lê Tư`."""
    before = tokens[at - 1].text.lower().strip(",:")
    kin = tokens[at - 2].text.lower() if before == "là" and at > 1 else before
    return kin in KIN and any(is_printed_name([t.text for t in tokens[at : at + n]]) for n in (2, 3, 4))


def _behind_a_label(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a name stands behind a label that is not known: a colon or a gap is before it."""
    before, first = tokens[at - 1], tokens[at]
    height = first.place.bottom - first.place.top
    return before.text.endswith(":") or (
        first.place.left - before.place.right > 0.9 * height and before.text[-1].islower()
    )


def is_official(line: Line, at: int) -> bool:
    """Say whether a label before token `at` names who takes the minutes, presides or the like."""
    if not at or not line.tokens[at - 1].text.endswith(":"):
        return False
    label = "".join(token.key for token in line.tokens[:at])
    return any(word in label for word in OFFICIALS)


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


def _in_address(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1] if at else None
    return before is not None and (
        before.key in ("duong", "pho", "so", "truong", "ngo") or before.key[-1:].isdigit()
    )
