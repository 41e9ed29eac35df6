"""Who is whose spouse, child or parent, judged from what papers say of people.

Pure. Must not look anything up. In doubt nobody is anybody's relative: who is taken for one is offered
papers of another.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from archive.catalogue.values import Proof, Whose
from archive.values.description import OwnerId, Role

Person = uuid.UUID | OwnerId
"""The owner's id, whatever numbers they have; the number itself where no officer ever confirmed it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a paper.

    Attributes:
        person: None where no number stands beside the name.
        role: their part.
        sure: an officer confirmed the number, and it had not ended when the paper was issued.
        born: year that the number tells, None where it tells none.
    """

    person: Person | None
    role: Role
    sure: bool = True
    born: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A paper that proves something about the people on it, and was not revoked.

    Attributes:
        proves: what.
        day: of a marriage the day of its registration, of others the paper's; None where it is not known.
        good: the paper could itself be reused: kept, compared, available, its signature passed.
        named: everybody on it.
    """

    proves: Proof
    day: dt.date | None
    good: bool
    named: tuple[Named, ...]

    def who(self, *roles: Role) -> frozenset[Person]:
        """Return who surely has one of these parts."""
        return frozenset(one.person for one in self.named if one.person and one.sure and one.role in roles)

    def names(self, *people: Person) -> bool:
        """Say whether all of them are on it, in any part, whoever read it."""
        return set(people) <= {one.person for one in self.named}


def relatives_of(me: Person, records: Collection[Record]) -> dict[Whose, frozenset[Person]]:
    """Return the relatives that papers prove.

    Args:
        me: whose.
        records: all that name this person; of those beside, all but the births of their children.

    Source: Law on Civil Status 2014, articles 14 and 17 (what a certificate of birth and of marriage
    proves); Law on Marriage and Family 2014, articles 57 and 65 (divorce and death end a marriage).
    """
    spouse = _spouse(me, records)
    mutual = spouse is not None and _spouse(spouse, records) == me
    births: dict[Person, list[Record]] = defaultdict(list)
    for record in records:
        if (child := _child(record)) is not None:
            births[child].append(record)
    born = {
        (child, parent)
        for child, papers in births.items()
        for record in papers
        if record.good
        for parent in _parents(record, child)
        if me in (child, parent)
    }
    proved = {(child, parent) for child, parent in born if not _denied(births[child], parent)}
    return {
        Whose.SPOUSE: frozenset({spouse} if spouse is not None and mutual else ()),
        Whose.CHILD: frozenset(child for child, parent in proved if parent == me),
        Whose.PARENT: frozenset(parent for child, parent in proved if child == me),
    }


def divorced(one: Person, other: Person, records: Collection[Record]) -> bool:
    """Return whether papers tell that these two divorced, and none may tell that they married again since."""
    living = [record for record in records if record.proves is not Proof.DEATH]
    married = [record for record in living if {one, other} <= record.who(Role.SPOUSE)]
    return _lasts(one, other, married, living) is False


def _spouse(person: Person, records: Collection[Record]) -> Person | None:
    """Return who is surely the spouse: of two, or one more whom nobody can name, nobody knows which."""
    married = [one for one in records if one.proves is Proof.MARRIAGE and person in one.who(Role.SPOUSE)]
    couples: dict[Person, list[Record]] = defaultdict(list)
    alone = []
    for record in married:
        beside = _beside(record, person)
        if not beside:
            alone.append(record)
        for other in beside:
            couples[other].append(record)
    held = {other: _lasts(person, other, papers, records) for other, papers in couples.items()}
    possible = [other for other, lasts in held.items() if lasts is not False]
    if len(possible) != 1:
        return None
    (other,) = possible
    good = [one for one in couples[other] if one.good]
    days = {one.day for one in couples[other]} - {None}
    # A copy on which only one number was read is of the same marriage if it is of the same day.
    strange = any(one.day not in days for one in alone)
    return other if good and not strange and _lasts(person, other, good, records) else None


def _beside(record: Record, person: Person) -> frozenset[Person]:
    """Return the other of the two that a marriage joins; none where it does not name exactly two."""
    both = record.who(Role.SPOUSE)
    return both - {person} if len(both) == 2 else frozenset()


def _lasts(
    person: Person, other: Person, married: Collection[Record], records: Collection[Record]
) -> bool | None:
    """Say whether a marriage lasts, None where that is in doubt.

    Also an end that nobody has confirmed yet ends it; only a registration known to be of later than the
    last divorce begins another one.
    """
    deaths = [one for one in records if one.proves is Proof.DEATH]
    if any({person, other} & _dead(one) or one.names(person, other) for one in deaths):
        return False
    divorces = [one.day for one in records if one.proves is Proof.DIVORCE and one.names(person, other)]
    if not divorces:
        return True
    known = [day for day in divorces if day is not None]
    if len(known) < len(divorces):
        return None
    if any(one.day is not None and one.day > max(known) for one in married):
        return True
    return None if any(one.day in (None, max(known)) for one in married) else False


def _dead(record: Record) -> frozenset[Person]:
    return frozenset(one.person for one in record.named if one.person and one.role is Role.OWNER)


def _parents(record: Record, child: Person) -> Iterator[Person]:
    """Yield the parents of the child, where the paper says clearly who is who."""
    parents = record.who(Role.PARENT)
    if child in parents or len(parents) > 2:
        return
    years = {one.person: one.born for one in record.named if one.born}
    for parent in parents:
        child_born, parent_born = years.get(child), years.get(parent)
        if child_born and parent_born and child_born < parent_born:
            continue  # somebody confirmed the parts the wrong way round
        yield parent


def _child(record: Record) -> Person | None:
    """Return whose birth it is; on types of others' making the child is the owner."""
    if record.proves is not Proof.BIRTH:
        return None
    role = Role.CHILD if any(one.role is Role.CHILD for one in record.named) else Role.OWNER
    children = record.who(role)
    return next(iter(children)) if len(children) == 1 else None


def _denied(births: Collection[Record], parent: Person) -> bool:
    """Say whether a paper of the child's birth that is not known to be older names other parents.

    After an adoption, or a judgment on who the father is, the birth is registered anew.
    """
    naming = [one for one in births if one.good and parent in one.who(Role.PARENT)]
    newest = max((one.day for one in naming if one.day), default=None)
    return any(
        _leaves_out(one, parent) for one in births if newest is None or one.day is None or one.day >= newest
    )


def _leaves_out(record: Record, parent: Person) -> bool:
    """A paper without any parent's number says nothing; nor one with room for a parent without one."""
    known = record.who(Role.PARENT)
    parents = {one.person for one in record.named if one.role is Role.PARENT}
    return bool(known) and parent not in parents and (len(known) >= 2 or None not in parents)
