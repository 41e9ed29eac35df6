"""Everyone who has a part in the paper, with role and identifier, the owner first.

Must not read words: people.py did. An identifier that is not surely the person's is left out.
"""

import dataclasses as dc
import re
from collections import Counter
from collections.abc import Sequence

from archive.values.description import OwnerId, OwnerKind, Party, Role
from digitize.describe.folding import squash
from digitize.describe.labels import Kind
from digitize.describe.people import Person
from digitize.describe.roles import how_many, is_form, is_letter, owner_rank, plain_role
from digitize.describe.values import nfc

_DOUBTFUL = 0.5


def ordered(people: Sequence[Person], slug: str) -> list[Person]:
    """Return those who are parties, the owner of the paper first.

    People beyond the number that a role can have are only mentioned; of those in running text the
    ones come first beside whose name something about them stands.
    """
    named = [person for person in people if person.role is not None and person.name is not None]
    merged = _once(_merged(_without_askers(named)))
    if is_letter(slug):
        often = Counter(squash(name_of(person)) for person in named)
        meant = (p for p in merged if p.facts or p.addressed or _is_payer(p) or often[squash(name_of(p))] > 1)
        merged = sorted(meant, key=lambda p: not p.addressed)
    counts: dict[Role, int] = {}
    parties: list[Person] = []
    for person in merged:
        role = person.role or Role.OWNER
        if person.kind is OwnerKind.CITIZEN:
            counts[role] = counts.get(role, 0) + 1
        # `Cấp cho: Ông … và bà …`: who stands beside a party in one line is one as well
        last = parties[-1] if parties else None
        beside = last is not None and (last.role, last.page, last.line) == (role, person.page, person.line)
        if counts.get(role, 0) <= how_many(role) or beside:
            parties.append(person)
        elif Kind.ID in person.facts:  # one too many, but surely somebody
            parties.append(dc.replace(person, role=Role.NAMED))
    parties = sorted(parties, key=lambda person: owner_rank(person.role or Role.OWNER, slug))
    if plain_role(slug) is Role.APPLICANT and not is_form(slug):  # a clerk hands in what a firm applies for
        parties.sort(key=lambda person: person.kind is OwnerKind.CITIZEN or Kind.TAX not in person.facts)
    return [_in_doubt(parties[0], people), *parties[1:]] if parties else []


def _is_payer(person: Person) -> bool:
    """Say whether a label says somebody's part (`Tên người nộp thuế: …`): letters are about them."""
    return bool(person.words) and not person.prose and person.role is Role.OWNER


def _without_askers(people: Sequence[Person]) -> list[Person]:
    """Take who asked for the paper for its owner only where it names nobody else in that part."""
    others = {(person.role, name_of(person).casefold()) for person in people if not person.asks}
    return [
        dc.replace(person, role=Role.NAMED)
        if person.asks
        and any(role is person.role and name != name_of(person).casefold() for role, name in others)
        and (person.role, name_of(person).casefold()) not in others
        else person
        for person in people
    ]


def _in_doubt(owner: Person, people: Sequence[Person]) -> Person:
    """Trust the owner less where somebody before them may be the one: a name or a part was not understood."""
    hidden = any(
        (
            (person.name is None and person.role is owner.role)
            or (person.role is None and Kind.BIRTH in person.facts)
        )
        and (person.page, person.line) < (owner.page, owner.line)
        for person in people
    )
    return dc.replace(owner, sure=min(owner.sure, _DOUBTFUL)) if hidden else owner


def _merged(people: Sequence[Person]) -> list[Person]:
    """Join blocks of one name and role that do not contradict each other: `ông/bà: X`, then a form on X."""
    merged: list[Person] = []
    for person in people:
        same = next((at for at, other in enumerate(merged) if _is_same(other, person)), None)
        if same is None:
            merged.append(person)
            continue
        other = merged[same]
        merged[same] = dc.replace(
            other,
            facts={**person.facts, **other.facts},
            addressed=other.addressed or person.addressed,
            asks=other.asks and person.asks,
            words=other.words or person.words,
        )
    return merged


def _once(people: Sequence[Person]) -> list[Person]:
    """Leave out who is named a second time without a part: the head of the household may be the owner."""
    parties = [person for person in people if person.role is not Role.NAMED]
    numbers = {name_of(person).casefold(): owner_id(person) for person in parties}
    return [
        person
        for person in people
        if person.role is not Role.NAMED
        or name_of(person).casefold() not in numbers
        or owner_id(person) not in (None, numbers[name_of(person).casefold()])
    ]


def _is_same(left: Person, right: Person) -> bool:
    # with their marks: Hùng is not Hưng
    if left.role is not right.role or name_of(left).casefold() != name_of(right).casefold():
        return False
    common = left.facts.keys() & right.facts.keys()
    return all(left.facts[kind].value == right.facts[kind].value for kind in common)


def parties_of(people: Sequence[Person]) -> tuple[Party, ...]:
    """Make the parties of a paper from people in order."""
    return tuple(
        Party(person.role, name_of(person), owner_id(person), printed=person.words)
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
