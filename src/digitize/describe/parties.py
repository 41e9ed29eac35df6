"""Everyone who has a part in the paper, with role and identifier, the owner first.

Must not read words: people.py did. An identifier that is not surely the person's is left out.
"""

import re
from collections.abc import Sequence

from archive.values.description import OwnerId, OwnerKind, Party, Role
from digitize.describe.labels import Kind
from digitize.describe.people import Person, is_mentioned_only
from digitize.describe.roles import owner_rank
from digitize.describe.values import nfc


def ordered(people: Sequence[Person], slug: str) -> list[Person]:
    """Return those who are parties, the owner of the paper first."""
    parties = [
        person
        for person in people
        if person.role is not None and person.name is not None and not is_mentioned_only(person, slug)
    ]
    return sorted(parties, key=lambda person: owner_rank(person.role or Role.OWNER, slug))


def parties_of(people: Sequence[Person]) -> tuple[Party, ...]:
    """Make the parties of a paper from people in order."""
    return tuple(
        Party(person.role, name_of(person), owner_id(person))
        for person in people
        if person.role is not None and person.name is not None
    )


def name_of(person: Person) -> str:
    """Return the name as printed, without the punctuation around it."""
    text = person.name.text if person.name is not None else ""
    return re.sub(r"^[\W_]+|[\s.,;:(–-]+$", "", nfc(text))


def owner_id(person: Person) -> OwnerId | None:
    """Return the identifier that stands in the person's own block."""
    found = person.facts.get(Kind.ID if person.kind is OwnerKind.CITIZEN else Kind.TAX)
    return OwnerId(person.kind, found.value) if found is not None else None
