"""Who is whose spouse, child or parent, as confirmed papers prove it.

Must not take a name, a declaration or a paper that holds no more as proof; where papers name two
spouses of one person, nobody knows which it is, and none is told.
"""

from collections import defaultdict
from collections.abc import Sequence

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
    found: dict[Whose, set[object]] = defaultdict(set)
    for relation, person in session.execute(_related(numbers)):
        found[Whose(relation)].add(person)
    if len(found[Whose.SPOUSE]) > 1:
        del found[Whose.SPOUSE]
    people = set().union(*found.values())
    named: dict[object, list[OwnerId]] = defaultdict(list)
    if people:
        rows = session.scalars(sa.select(Identifier).where(Identifier.owner_id.in_(people)))
        for row in rows:
            named[row.owner_id].append(OwnerId(OwnerKind(row.kind), row.number))
    return {relation: [one for person in who for one in named[person]] for relation, who in found.items()}


def _related(numbers: Sequence[OwnerId]) -> sa.CompoundSelect[str, object]:
    """Return the statement that gives each relation and the person's owner id."""
    mine, other = aliased(PaperParty), aliased(PaperParty)
    pairs = [(owner.number, owner.kind.value) for owner in numbers]
    parts = [
        sa.select(sa.literal(relation.value), Identifier.owner_id)
        .select_from(mine)
        .join(other, sa.and_(other.paper_id == mine.paper_id, other.n != mine.n))
        .join(Paper, Paper.id == mine.paper_id)
        .join(Identifier, sa.and_(Identifier.kind == other.kind, Identifier.number == other.number))
        .where(
            sa.tuple_(mine.number, mine.kind).in_(pairs),
            sa.tuple_(other.number, other.kind).not_in(pairs),
            mine.role.in_(my_roles),
            other.role.in_(their_roles),
            mine.confirmed_by.is_not(None),
            other.confirmed_by.is_not(None),
            Paper.type.in_(types),
            *_PROVES,
        )
        for relation, types, my_roles, their_roles in _PAIRS
    ]
    return sa.union(*parts)


_PROVES = (
    Paper.stage == Stage.KEPT.value,
    Paper.standing == Standing.AVAILABLE.value,
    Paper.owner_confirmed.is_(True),
    Paper.held.is_(False),
    Paper.presented.is_not(None),
    Paper.presented != Presented.NOT_COMPARED.value,
    Paper.verdict == Verdict.PASSED.value,
)
