"""The owner's name, number, birth, sex and place of birth: all from one and the same block.

Must not mix people: what the first party's block does not hold stays empty.
"""

from archive.values.description import Field
from digitize.describe.evidence import field_of
from digitize.describe.labels import Kind
from digitize.describe.paper import PaperView
from digitize.describe.parties import name_of, owner_id


def owner_name(paper: PaperView) -> Field | None:
    """Find the name of the first party."""
    if not paper.people or paper.people[0].name is None:
        return None
    first = paper.people[0]
    return field_of("owner_name", name_of(first), paper.people[0].name, 0.9 * first.sure, "owner_name.block")


def owner_number(paper: PaperView) -> Field | None:
    """Find the identifier in the first party's block."""
    identifier = owner_id(paper.people[0]) if paper.people else None
    if identifier is None:
        return None
    facts = paper.people[0].facts
    found = (
        facts[Kind.ID] if Kind.ID in facts and facts[Kind.ID].value == identifier.number else facts[Kind.TAX]
    )
    return field_of("owner_id", identifier.number, found.span, 0.9 * found.sure, "owner_id.block")


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
    found = paper.people[0].facts.get(kind) if paper.people else None
    return field_of(name, found.value, found.span, 0.9 * found.sure, f"{name}.block") if found else None
