"""A person's block while it is read: what follows a name, up to where the next one may begin.

An identifier counts only where it is surely the person's: a number too few is corrected by an
officer, another person's number is a wrong owner. Must not find names; named/ does.
"""

import dataclasses as dc
from collections.abc import Sequence, Set

from archive.values.description import OwnerKind, Role
from digitize.describe.agencies import begins_organisation
from digitize.describe.labels import Hit, Kind
from digitize.describe.layout import Line, Token, same_row
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.words import KIN
from digitize.describe.personal import Found, birth, birthplace, born_at, identifier, sex, tax_code
from digitize.describe.values import born_and_sex, digits_of

_LINES_OF_A_BLOCK = 10
"""No form prints more lines between a name and its number; beyond, a name was missed."""

_LEAST_OF_ROLE = 4
"""Letters of two words that say whose a number is: `chủ hộ`, `người mẹ`, `bố/mẹ`."""

_FULL = 12
"""Digits of a personal number; older ones of nine may stand beside it."""

_ONCE = frozenset({Kind.BIRTH, Kind.SEX, Kind.ETHNIC, Kind.NATION})
"""A second label of these kinds belongs to somebody whose name was not found."""


@dc.dataclass(slots=True)
class Block:
    """A block that is being read."""

    anchor: Anchor
    role: Role | None
    line: Line
    first: int
    facts: dict[Kind, list[Found]] = dc.field(default_factory=dict)
    seen: set[Kind] = dc.field(default_factory=set)
    unread: tuple[int, str] | None = None
    """The line and the label of an identifier that had no number behind it."""
    unsure: bool = False
    """Several numbers stand in the block, and which one is the person's cannot be told."""


def still_open(block: Block | None, lines: Sequence[Line], number: int, holes: Set[int]) -> Block | None:
    """End a block with its page and at a hole: in what is missing, somebody else may be named."""
    if block is None or lines[number].page != block.line.page:
        return None
    if any(block.first < hole <= number for hole in holes):
        return None
    return block if number - block.first <= _LINES_OF_A_BLOCK else None


def take(block: Block, lines: Sequence[Line], number: int, letter: int, hit: Hit) -> Block | None:
    """Add what `hit` announces to `block`; None where it shows that the block is over."""
    if hit.kind in _ONCE and hit.kind in block.seen:
        # `Date of birth` alone under `Ngày sinh: …` is the same label in another language
        return (
            block if hit.end - hit.start == len(lines[number].key) and lines[number].text.isascii() else None
        )
    block.seen.add(hit.kind)
    wanted = Kind.ID if block.anchor.kind is OwnerKind.CITIZEN else Kind.TAX
    if hit.kind is Kind.EITHER:
        hit = dc.replace(hit, kind=wanted)
    if hit.kind in (Kind.ID, Kind.TAX):
        if _of_somebody_else(lines[number], hit):
            return _of_same(block, lines, number, hit)
        if _of_another_body(block, lines, number, hit):
            return None
        if hit.kind is not wanted:
            return block
    if _left_of_column(block, lines, number, hit):
        return None
    found = read(lines, number, hit)
    if found is None:
        if hit.kind is wanted and block.unread is None:
            block.unread = number, hit.text
        return block
    if hit.kind is Kind.ID and _told_of_kin(lines[number], found):
        block.unsure = True
        return block
    if hit.kind is wanted and _is_second(block, number, hit):
        # the person's own number was not read: this one may be of somebody whose name was not read either
        return None
    if hit.kind is wanted and (_other_number(block, lines, number, found) or _of_other_sex(block, found)):
        block.unsure = True
    block.facts.setdefault(hit.kind, []).append(found)
    if hit.kind is Kind.BIRTH and (place := born_at(lines, number, found)) is not None:
        block.facts.setdefault(Kind.BIRTHPLACE, []).append(place)
    return block


def _of_same(block: Block, lines: Sequence[Line], number: int, hit: Hit) -> Block | None:
    """Read `Số định danh cá nhân của chủ hộ: …` behind the head's name; other people's end the block."""
    named = block.line.key[block.anchor.start : block.anchor.end]
    whose = [token.key for token in lines[number].tokens[hit.after : hit.after + 5]]
    two = "".join(whose[whose[:1] == ["cua"] :][:2])
    if len(two) < _LEAST_OF_ROLE or two not in named:
        return None
    found = read(lines, number, hit)
    if found is not None:
        block.facts.setdefault(hit.kind, []).append(found)
    return block


def _is_second(block: Block, number: int, hit: Hit) -> bool:
    """Say whether an empty label of an identifier stands before, and not as the beginning of this one.

    `CMND: …… CCCD: 0123` in one line is of one person, the same label twice is of two.
    """
    return block.unread is not None and (block.unread[0] != number or block.unread[1] == hit.text)


def _left_of_column(block: Block, lines: Sequence[Line], number: int, hit: Hit) -> bool:
    """Say whether the name opens a right column and `hit` stands further left: it is of the left one."""
    if number == block.first or block.anchor.prose:
        return False
    opening, label = _token_at(block.line, block.anchor.start), _token_at(lines[number], hit.start)
    height = opening.place.bottom - opening.place.top
    if label.place.left > opening.place.left - 2 * height:
        return False
    beside = [
        token.place.right
        for line in lines
        if line.page == block.line.page
        for token in line.tokens
        if same_row(token.place, opening.place) and token.place.right <= opening.place.left
    ]
    return bool(beside) and max(beside) < opening.place.left - 0.9 * height


def _token_at(line: Line, letter: int) -> Token:
    return line.tokens[line.owners[letter]]


def _of_other_sex(block: Block, found: Found) -> bool:
    """Say whether `Ông` or `Bà` contradicts the number: in `Ông A và bà B, CCCD số …` it may be of either."""
    told, at = born_and_sex(found.value), block.line.owners[block.anchor.start]
    first, second = (*(token.key for token in block.line.tokens[at : at + 2]), "")[:2]
    either = first == "ong" and second == "ba"  # `Ông/Bà: …`, `Ông (bà) …`
    return told is not None and not either and {"ong": "Nữ", "ba": "Nam"}.get(first) == told[1]


def _other_number(block: Block, lines: Sequence[Line], number: int, found: Found) -> bool:
    """Say whether another full number stands between the name and `found`, its label misread."""
    for line in lines[block.first : number + 1]:
        first = line.owners[block.anchor.end - 1] + 1 if line is lines[block.first] else 0
        for token in line.tokens[first:]:
            if token in found.span.tokens:
                return False
            digits = digits_of(token.text)
            if digits is not None and len(digits.number) == _FULL and digits.number != found.value:
                return True
    return False


def _told_of_kin(line: Line, found: Found) -> bool:
    """Say whether it stands behind a number whose it is: `CCCD số … của chồng tôi`, `… (mẹ Lê Na)`."""
    last = found.span.tokens[-1]
    after = line.tokens.index(last) + 1 if last in line.tokens else len(line.tokens)
    words = [token.text.lower() for token in line.tokens[after : after + 2]]
    if not words:
        return False
    return (words[0] == "của" and len(words) > 1) or (
        words[0].startswith("(") and words[0].strip("(,.)") in KIN
    )


def _of_another_body(block: Block, lines: Sequence[Line], number: int, hit: Hit) -> bool:
    """Say whether another organisation stands between the name and its code: `Viện Quy hoạch …, MST …`."""
    line = lines[number]
    first = line.owners[block.anchor.end - 1] + 1 if line is block.line else 0
    between = [*line.tokens[first : line.owners[hit.start]]]
    between += [token for other in lines[block.first + 1 : number] for token in other.tokens]
    return hit.kind is Kind.TAX and any(
        token.text[0].isupper() and begins_organisation(" ".join(t.text for t in between[at : at + 4]))
        for at, token in enumerate(between)
    )


def _of_somebody_else(line: Line, hit: Hit) -> bool:
    """Say whether the label goes on with `của chủ hộ` or the like."""
    rest = line.tokens[hit.after : hit.after + 2]
    return bool(rest) and rest[0].key in ("cua", "chu", "nguoi", "cha", "me", "vo", "chong")


def read(lines: Sequence[Line], number: int, hit: Hit) -> Found | None:
    """Read what the label `hit` announces; None where nothing of its form stands there."""
    match hit.kind:
        case Kind.ID:
            return identifier(lines, number, hit)
        case Kind.TAX:
            return tax_code(lines, number, hit)
        case Kind.BIRTH:
            return birth(lines, number, hit)
        case Kind.SEX:
            return sex(lines, number, hit)
        case Kind.BIRTHPLACE:
            return birthplace(lines, number, hit)
        case _:
            return None


def facts_of(block: Block) -> dict[Kind, Found]:
    """Return what a block says for sure, by kind."""
    facts: dict[Kind, Found] = {}
    for kind, every in block.facts.items():
        numbers = kind in (Kind.ID, Kind.TAX)
        found = (None if block.unsure else only(every)) if numbers else every[0]
        if found is not None:
            facts[kind] = found
    return facts


def only(found: Sequence[Found]) -> Found | None:
    """Return the one number of a block; none where two full ones differ. An old 9-digit one gives way."""
    if len({one.value for one in found}) == 1:
        return found[0]
    full = [one for one in found if len(one.value) != 9]
    # `CMND 012345678, CCCD 001…`: in one row both are one person's, further on another one may be meant
    rows = {token.line for one in found for token in one.span.tokens}
    return full[0] if len({one.value for one in full}) == 1 and max(rows) - min(rows) <= 1 else None
