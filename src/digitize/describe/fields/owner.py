"""The owner's name, number, birth, sex and place of birth: all from one and the same block.

Must not mix people: what the first party's block does not hold stays empty.
"""

import dataclasses as dc

from archive.values.description import Field, OwnerKind
from digitize.describe.evidence import Span, field_of
from digitize.describe.labels import Kind
from digitize.describe.paper import PaperView
from digitize.describe.parties import name_of, owner_id
from digitize.describe.roles import CODE_FIRST
from digitize.describe.values import begins_with_surname, born_and_sex, tax_code_holds

_SAID_ONCE = 0.89
"""One misread digit is another person, and nothing on the paper would tell: a code, a second place or the
dossier has to say the same before the number is sure."""


def owner_name(paper: PaperView) -> Field | None:
    """Find the name of the first party."""
    owner = paper.owner
    if owner is None or owner.name is None:
        return None
    name = name_of(owner)
    words = name.split()
    # names of two words and rare surnames are rarer than a word or letter that was not read
    odd = owner.kind is OwnerKind.CITIZEN and (len(words) == 2 or not begins_with_surname(words))
    return field_of("owner_name", name, owner.name, (0.6 if odd else 0.9) * owner.sure, "owner_name.block")


def owner_number(paper: PaperView) -> Field | None:
    """Find the identifier in the first party's block."""
    identifier = owner_id(paper.owner) if paper.owner is not None else None
    if paper.owner is None or identifier is None:
        return None
    facts = paper.owner.facts
    found = (
        facts[Kind.ID] if Kind.ID in facts and facts[Kind.ID].value == identifier.number else facts[Kind.TAX]
    )
    field = field_of(
        "owner_id", identifier.number, found.span, 0.9 * min(found.sure, paper.owner.sure), "owner_id.block"
    )
    if _is_told_again(paper, identifier.number):
        return field
    return dc.replace(field, confidence=min(field.confidence, _SAID_ONCE))


def _is_told_again(paper: PaperView, number: str) -> bool:
    """Say whether the paper says the number and whose it is once more.

    A personal number twice, and the birth in the owner's block agrees with it; a code whose check digit holds
    right beside the name.
    """
    owner = paper.owner
    if owner is None or owner.name is None:
        return False
    if owner.kind is not OwnerKind.CITIZEN:
        code = owner.facts.get(Kind.TAX)
        return code is not None and tax_code_holds(number) and _is_beside(paper, owner.name, code.span)
    told, born = born_and_sex(number), owner.facts.get(Kind.BIRTH)
    twice = sum(number in "".join(filter(str.isdecimal, line.text)) for line in paper.lines) > 1
    return twice and told is not None and born is not None and born.value[:4] == str(told[0])


def _is_beside(paper: PaperView, name: Span, code: Span) -> bool:
    """Say whether a code stands on the line of the name or the next one, on certificates over it."""
    lines = [token.line for token in name.tokens], [token.line for token in code.tokens]
    near = name.page == code.page and 0 <= min(lines[1]) - max(lines[0]) <= 1
    return near or paper.slug in CODE_FIRST


def date_of_birth(paper: PaperView) -> Field | None:
    """Find the date or year of birth in the first party's block."""
    return _fact(paper, Kind.BIRTH, "date_of_birth")


def sex(paper: PaperView) -> Field | None:
    """Find the sex in the first party's block."""
    return _fact(paper, Kind.SEX, "sex")


def place_of_birth(paper: PaperView) -> Field | None:
    """Find the place of birth in the first party's block."""
    return _fact(paper, Kind.BIRTHPLACE, "place_of_birth")


def _fact(paper: PaperView, kind: Kind, name: str) -> Field | None:
    found = paper.owner.facts.get(kind) if paper.owner is not None else None
    return field_of(name, found.value, found.span, 0.9 * found.sure, f"{name}.block") if found else None
