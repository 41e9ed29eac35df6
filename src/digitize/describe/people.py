"""The people and organisations named on a paper, each with what stands in their own block.

A block begins at a name and ends where the next one may begin. Must not decide what of a block is
sure (blocks.py does), nor know types beyond the order of their fields.
"""

import dataclasses as dc
from collections.abc import Sequence

from archive.values.description import OwnerKind, Role
from digitize.describe.blocks import Block, facts_of, only, read, still_open, take
from digitize.describe.evidence import Span
from digitize.describe.headings import is_abstract_start
from digitize.describe.labels import Hit, Kind, hits_in
from digitize.describe.layout import Line
from digitize.describe.marks import begins_new, ends_with_label, marks_in
from digitize.describe.named.anchor import Anchor, Section
from digitize.describe.named.anchors import anchors_in
from digitize.describe.named.sections import section_in
from digitize.describe.paragraphs import holes_in, paragraphs
from digitize.describe.personal import Found, bare_identifiers, code_in, identifiers_in_row, tax_code
from digitize.describe.roles import CODE_FIRST, ONE_PERSON_CARDS, is_letter, plain_role, role_on
from digitize.describe.rosters import rows_of_people

_ACTS_FOR, _NEAR = "nguoidaidientheophapluat", 80
_OFFICES = (
    "giamdoc", "tonggiamdoc", "phogiamdoc", "photonggiamdoc", "chutichhoidong", "chutichhdqt", "chucvu",
)  # fmt: skip
"""What stands behind the name of who acts for a firm: `Ông Lê Văn An, Giám đốc, …`."""


@dc.dataclass(frozen=True, slots=True)
class Person:
    """Somebody named on the paper.

    Attributes:
        role: None for officials.
        kind: kind of identifier.
        name: words of the name, None where they could not be read.
        prose: named in running text.
        addressed: the paper is a letter to them (`Kính gửi: Ông …`), or is about them (`Về việc cử bà …`).
        facts: what stands in the block, by kind.
        page: where the block begins.
        line: its first line on that page.
        words: that say the role, as printed.
        asks: they asked for the paper, which may be about somebody else.
    """

    role: Role | None
    kind: OwnerKind
    name: Span | None
    prose: bool
    facts: dict[Kind, Found]
    page: int
    line: int
    sure: float
    addressed: bool
    words: str = ""
    asks: bool = False


def find_people(lines: Sequence[Line], slug: str) -> list[Person]:
    """Return everyone named in `lines`, in their order.

    Args:
        lines: of one paper, columns already one after the other.
        slug: type of the paper, which says what a plain name means.
    """
    if slug in ONE_PERSON_CARDS:
        return _holder_of_card(lines)
    listed = _listed(lines, slug)
    lines = paragraphs(lines, begins_new, ends_with_label)
    blocks: list[Block] = []
    current: Block | None = None
    section: Section | None = None
    early: list[Found] = []
    holes = holes_in(lines)
    for number, letter, mark in marks_in(lines):
        current = still_open(current, lines, number, holes)
        if isinstance(mark, Section):
            section, current = mark, None
        elif isinstance(mark, Anchor) and current is not None and _again(current, mark):
            continue
        elif isinstance(mark, Anchor):
            beside = current is not None and current.first == number and not current.anchor.prose
            over = _section_over(mark, section, slug)
            if over is not None:
                mark = dc.replace(mark, words=mark.words or over.words)
            role = _role(mark, over, slug)
            firm = any(b.role is role and b.anchor.kind is not OwnerKind.CITIZEN for b in blocks)
            if _represents(lines[number], mark, firm=firm) or _is_dead(lines[number], mark, slug):
                role = Role.NAMED
            current = Block(mark, role, lines[number], number)
            blocks.append(current)
            # two labels in one line are columns that could not be divided: whose is what follows?
            if beside and not mark.prose:
                current = None
        elif mark is None:
            current = None
        elif current is None:
            # `Mã số đăng ký hộ kinh doanh` under the code is the number that it had before
            former = bool(early) and "dangky" in lines[number].key[mark.start : mark.end]
            early += _early_code(lines, number, mark, slug) if not blocks and not former else []
        elif not _shared(blocks, current, lines, number, mark):
            current = take(current, lines, number, letter, mark)
    early = early or _bare_codes(lines, slug)
    return [*_with_code([_person(block) for block in blocks], early), *listed]


def _again(block: Block, mark: Anchor) -> bool:
    """Say whether `mark` is the very name that the label over it has opened the block with."""
    before, name = block.anchor.name, mark.name
    return before is not None and name is not None and before.tokens[0] is name.tokens[0]


def _bare_codes(lines: Sequence[Line], slug: str) -> list[Found]:
    """Return the code under the heading of a certificate that says no more than `Số: 8964980383`."""
    if slug not in CODE_FIRST:
        return []
    heads = [line for line in lines[:20] if line.key.startswith("so") and len(line.tokens) <= 3]
    return [found for line in heads if (found := code_in(line)) is not None]


def _shared(blocks: Sequence[Block], current: Block, lines: Sequence[Line], number: int, hit: Hit) -> bool:
    """Give each of those named in one line their number: `Ông, bà: … và …` | `Số CMND: … và …`."""
    peers = [block for block in blocks if block.first == current.first]
    if hit.kind not in (Kind.ID, Kind.EITHER) or len(peers) < 2 or number == current.first:
        return False
    numbers = identifiers_in_row(lines[number], hit.after)
    # one of two that was not read leaves open whose the other is
    for block, found in zip(peers, numbers, strict=True) if len(numbers) == len(peers) else ():
        block.seen.add(Kind.ID)
        block.facts.setdefault(Kind.ID, []).append(found)
    return True


def _listed(lines: Sequence[Line], slug: str) -> list[Person]:
    """Return who is in a table: the party that its heading names, holders of land, members of a household."""
    usual = Role.RIGHT_HOLDER if plain_role(slug) is Role.RIGHT_HOLDER else Role.NAMED
    found = []
    for row in rows_of_people(lines):
        section = section_in(lines[row.headings - 1]) if row.headings else None
        role = role_on(slug, section.role) if section is not None else usual
        found.append(
            Person(
                role,
                OwnerKind.CITIZEN,
                row.name,
                False,
                row.facts,
                row.line.page,
                row.line.number,
                0.9,
                False,
                section.words if section is not None else "",
            )
        )
    return found


def _section_over(anchor: Anchor, section: Section | None, slug: str) -> Section | None:
    """Return the section that says the role of a name whose own label says none."""
    if section is None or not anchor.plain:
        return None
    # minutes name whom they are about as `Đại diện hộ gia đình: Ông …`
    return None if section.role is Role.NAMED and is_letter(slug) and anchor.prose else section


def _represents(line: Line, anchor: Anchor, *, firm: bool) -> bool:
    """Say whether a name goes on with whom they act for, or behind a firm's with their office there."""
    rest = line.key[anchor.end : anchor.end + _NEAR]
    acts = _ACTS_FOR in rest or (firm and rest.startswith(_OFFICES))
    return anchor.plain and anchor.kind is OwnerKind.CITIZEN and acts


def _is_dead(line: Line, anchor: Anchor, slug: str) -> bool:
    """Say whether somebody is told to be dead behind the name, on a paper of the living."""
    return slug != "trich-luc-khai-tu" and line.key[anchor.end :].startswith(("dachet", "chetnam", "damat"))


def _role(anchor: Anchor, over: Section | None, slug: str) -> Role | None:
    if not anchor.plain:
        return role_on(slug, anchor.role) if anchor.role is not None else None
    return role_on(slug, over.role) if over is not None else plain_role(slug)


def _person(block: Block) -> Person:
    anchor = block.anchor
    return Person(
        block.role,
        anchor.kind,
        anchor.name,
        anchor.prose,
        facts_of(block),
        block.line.page,
        block.line.number,
        anchor.sure,
        block.line.key.startswith("kinhgui") or _is_about(block.line),
        anchor.words,
        anchor.asks,
    )


def _is_about(line: Line) -> bool:
    """Say whether `line` is a summary: `V/v …`, `Về cử bà …`."""
    return is_abstract_start(line) or line.tokens[0].text in ("Về", "VỀ")


def _early_code(lines: Sequence[Line], number: int, hit: Hit, slug: str) -> list[Found]:
    if slug not in CODE_FIRST or hit.kind not in (Kind.TAX, Kind.EITHER):
        return []
    found = tax_code(lines, number, hit)
    return [found] if found else []


def _with_code(people: list[Person], early: Sequence[Found]) -> list[Person]:
    """Give the code over the name to the one organisation that the certificate is about."""
    bodies = [at for at, person in enumerate(people) if person.kind is not OwnerKind.CITIZEN and person.name]
    code = only(early)
    if code is not None and bodies and Kind.TAX not in people[bodies[0]].facts:
        first = people[bodies[0]]
        people[bodies[0]] = dc.replace(first, facts={**first.facts, Kind.TAX: code})
    return people


def _holder_of_card(lines: Sequence[Line]) -> list[Person]:
    """Read a card: one person, whose number stands above the name and whose address behind it."""
    anchors = [
        (line, anchor)
        for line, below in zip(lines, [*lines[1:], None], strict=False)
        for anchor in anchors_in(line, below)
        if anchor.plain and not anchor.prose
    ]
    if not anchors or len({line.page for line, anchor in anchors if anchor.name}) > 1:
        return []
    line, anchor = next(((li, a) for li, a in anchors if a.name), anchors[0])
    block = Block(anchor, Role.OWNER, line, 0)
    for number, each in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        others = [a.start for a in anchors_in(each, below) if not a.plain]  # a child's card names a parent
        for hit in hits_in(each):
            if any(start < hit.start for start in others):
                continue
            found = read(lines, number, hit) if hit.kind not in block.facts or hit.kind is Kind.ID else None
            if found is not None:
                block.facts.setdefault(hit.kind, []).append(found)
    if Kind.ID not in block.facts:
        alone = [each for each in lines if all(a.plain for a in anchors_in(each, None))]
        block.facts[Kind.ID] = bare_identifiers(alone)
    return [_person(block)]
