"""The owner's name, number, birth, sex and place of birth: all from one and the same block.

Must not mix people: what the first party's block does not hold stays empty.
"""

import dataclasses as dc

from archive.values.description import Field, OwnerKind
from digitize.describe.evidence import field_of
from digitize.describe.labels import Kind
from digitize.describe.paper import PaperView
from digitize.describe.parties import name_of, owner_id
from digitize.describe.values import begins_with_surname, tax_code_holds

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
    if _said_twice(paper, identifier.number) or tax_code_holds(identifier.number):
        return field
    return dc.replace(field, confidence=min(field.confidence, _SAID_ONCE))


def _said_twice(paper: PaperView, number: str) -> bool:
    return sum(number in "".join(filter(str.isdecimal, line.text)) for line in paper.lines) > 1


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
