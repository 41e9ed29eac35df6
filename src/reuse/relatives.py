"""Who is whose spouse, child or parent, as confirmed papers prove it.

Must not take a name, a declaration or a paper that holds no more as proof; where papers name two
spouses of one person, nobody knows which it is, and none is told.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from archive.catalogue.values import Whose
from archive.owners.models import Identifier, PaperParty
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Presented, Role
from archive.values.states import Stage, Standing
from archive.values.verdict import Verdict

MARRIAGES = ("giay-chung-nhan-ket-hon",)
BIRTHS = ("giay-khai-sinh", "trich-luc-khai-sinh")
_CHILD = (Role.CHILD.value, Role.OWNER.value)
_PAIRS = (
    (Whose.SPOUSE, MARRIAGES, (Role.SPOUSE.value,), (Role.SPOUSE.value,)),
    (Whose.CHILD, BIRTHS, (Role.PARENT.value,), _CHILD),
    (Whose.PARENT, BIRTHS, _CHILD, (Role.PARENT.value,)),
)


def relatives(session: Session, numbers: Sequence[OwnerId]) -> dict[Whose, list[OwnerId]]:
    """Return all identifiers of the relatives of the person who has these `numbers`.

    Source: Law on Civil Status 2014, article 14 and 18 (what a certificate of birth and of marriage proves).
    """
    related = [
        (relation, number)
        for kind, mine, theirs, number in _named_beside(session, numbers)
        for relation, types, my_roles, their_roles in _PAIRS
        if kind in types and mine in my_roles and theirs in their_roles
    ]
    people = _people(session, {number for _, number in related})
    found: dict[Whose, dict[object, list[OwnerId]]] = defaultdict(dict)
    for relation, number in related:
        if number in people:
            person, theirs = people[number]
            found[relation][person] = theirs
    if len(found[Whose.SPOUSE]) > 1:
        del found[Whose.SPOUSE]
    return {relation: [one for person in who.values() for one in person] for relation, who in found.items()}


def _named_beside(session: Session, numbers: Sequence[OwnerId]) -> list[tuple[str, str, str, OwnerId]]:
    """Return others on papers that prove: type, role of the person, role and number of the other."""
    numbered = [owner.number for owner in numbers]
    pairs = [(owner.number, owner.kind.value) for owner in numbers]
    return [
        (kind, my_role, their_role, OwnerId(OwnerKind(number_kind), number))
        for kind, my_role, their_role, number_kind, number in session.execute(
            _BESIDE, {"numbers": numbered, "pairs": pairs}
        )
        if number_kind and number
    ]


def _people(session: Session, numbers: Collection[OwnerId]) -> dict[OwnerId, tuple[uuid.UUID, list[OwnerId]]]:
    """Return for each number whose it is, and all numbers of that person."""
    if not numbers:
        return {}
    pairs = [(one.number, one.kind.value) for one in numbers]
    named = {"pairs": pairs, "numbers": [one.number for one in numbers]}
    found: dict[OwnerId, tuple[uuid.UUID, list[OwnerId]]] = {}
    for kind, number, person, other_kind, other_number in session.execute(_PEOPLE, named):
        mine = found.setdefault(OwnerId(OwnerKind(kind), number), (person, []))
        mine[1].append(OwnerId(OwnerKind(other_kind), other_number))
    return found


_PROVES = (
    Paper.stage == Stage.KEPT.value,
    Paper.standing == Standing.AVAILABLE.value,
    Paper.owner_confirmed.is_(True),
    Paper.held.is_(False),
    Paper.presented.is_not(None),
    Paper.presented != Presented.NOT_COMPARED.value,
    Paper.verdict == Verdict.PASSED.value,
)


def _beside() -> sa.Select[str, str, str, str | None, str | None]:
    mine, other = aliased(PaperParty), aliased(PaperParty)
    pairs: sa.BindParameter[object] = sa.bindparam("pairs", expanding=True)
    return (
        sa.select(Paper.type, mine.role, other.role, other.kind, other.number)
        .select_from(mine)
        .join(Paper, Paper.id == mine.paper_id)
        .join(other, sa.and_(other.paper_id == mine.paper_id, other.n != mine.n))
        .where(
            # Also without their kinds: SQLite begins with the person's few papers only for a plain list.
            mine.number.in_(sa.bindparam("numbers", expanding=True)),
            sa.tuple_(mine.number, mine.kind).in_(pairs),
            sa.tuple_(other.number, other.kind).not_in(pairs),
            mine.confirmed_by.is_not(None),
            other.confirmed_by.is_not(None),
            Paper.type.in_([*MARRIAGES, *BIRTHS]),
            *_PROVES,
        )
        .order_by(Paper.id, other.n)
    )


def _whose() -> sa.Select[str, str, uuid.UUID, str, str]:
    asked, also = aliased(Identifier), aliased(Identifier)
    return (
        sa.select(asked.kind, asked.number, asked.owner_id, also.kind, also.number)
        .join(also, also.owner_id == asked.owner_id)
        .where(
            asked.kind.in_([kind.value for kind in OwnerKind]),
            asked.number.in_(sa.bindparam("numbers", expanding=True)),
            sa.tuple_(asked.number, asked.kind).in_(sa.bindparam("pairs", expanding=True)),
        )
        .order_by(also.kind, also.number)
    )


_BESIDE, _PEOPLE = _beside(), _whose()
