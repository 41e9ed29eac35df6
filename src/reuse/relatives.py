"""Who is whose spouse, child or parent, as papers of the archive prove it.

Must not take a name, a declaration or a paper that holds no more as proof; what papers prove is said by
their types in the catalogue, and kinship.py judges it.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from archive.catalogue import repository as catalogue
from archive.catalogue.values import Proof, Whose
from archive.clock import VIETNAM
from archive.database.rows import read_rows
from archive.owners import repository as owners
from archive.owners.identifiers import PEOPLE, born_in
from archive.owners.models import Identifier, PaperParty
from archive.owners.owned import owners_known_as
from archive.papers.models import Paper
from archive.search.fold import words_of
from archive.values.description import OwnerId, OwnerKind, Presented, Role
from archive.values.states import Stage, Standing
from archive.values.verdict import Verdict
from reuse.kinship import Named, Person, Record, divorced, relatives_of

_PROOFS = {
    Whose.SPOUSE: (Proof.MARRIAGE, Proof.DIVORCE, Proof.DEATH),
    Whose.CHILD: (Proof.BIRTH,),
    Whose.PARENT: (Proof.BIRTH,),
}
"""What papers must prove that speak for or against a relation."""
_MAY_CONTRADICT = (Role.SPOUSE.value, Role.CHILD.value, Role.OWNER.value)
"""Of these people other papers may say something else: that a spouse died, that a child has other parents."""
_EXTRACT = ["trich", "luc"]
"""With these words the title of an extract begins: its day is not that of the marriage (Law on Civil
Status 2014, article 4: an extract proves that something was registered once)."""


def relatives(
    session: Session, numbers: Sequence[OwnerId], day: dt.date, asked_for: Collection[Whose] = tuple(_PROOFS)
) -> dict[Whose, list[OwnerId]]:
    """Return all identifiers of the relatives of the person who has these `numbers`.

    Args:
        session: open session.
        numbers: all of the person's.
        day: on which papers count as what the catalogue says; Vietnam's date.
        asked_for: relations of which papers are read.
    """
    proving = catalogue.types_proving(session, day)
    proofs = {slug: proof for whose in asked_for for proof in _PROOFS[whose] for slug in proving[proof]}
    rows = _rows_of(session, numbers, proofs)
    if not rows:
        return {}
    others = {row.other_person for row in rows if row.other_role in _MAY_CONTRADICT}
    others -= {None, *(row.person for row in rows)}
    further = {"types": sorted(proofs), "births": sorted(proving[Proof.BIRTH]), "people": sorted(others)}
    more = read_rows(session, _OF_OTHERS, further) if others else ()
    found = relatives_of(rows[0].person, _records([*rows, *more], proofs))
    theirs = _numbers(session, {one for who in found.values() for one in who if isinstance(one, uuid.UUID)})
    return {
        relation: [number for person in sorted(who, key=str) for number in theirs.get(person, ())]
        for relation, who in found.items()
        if who
    }


def are_divorced(session: Session, one: OwnerId, other: OwnerId, day: dt.date) -> bool:
    """Return whether the archive holds that these two divorced; `day` is on which papers count as what."""
    proving = catalogue.types_proving(session, day)
    proofs = {slug: proof for proof in _PROOFS[Whose.SPOUSE] for slug in proving[proof]}
    rows = _rows_of(session, owners.all_numbers(session, one), proofs)
    theirs = next(iter(owners_known_as(session, other)), None)
    return bool(rows) and divorced(rows[0].person, theirs or other, _records(rows, proofs))


def _rows_of(
    session: Session, numbers: Sequence[OwnerId], types: Collection[str]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the papers of these types that name the person who has these numbers."""
    pairs = [(one.number, one.kind.value) for one in numbers if one.kind in PEOPLE]
    if not types or not pairs:
        return ()
    asked = {"types": sorted(types), "pairs": pairs, "numbers": [number for number, _ in pairs]}
    return read_rows(session, _OF_ONE, asked)


def _numbers(session: Session, people: Collection[uuid.UUID]) -> dict[Person, list[OwnerId]]:
    found: dict[Person, list[OwnerId]] = defaultdict(list)
    if people:
        for person, kind, number in read_rows(session, _NUMBERS, {"people": sorted(people)}):
            found[person].append(OwnerId(OwnerKind(kind), number))
    return found


def _records(rows: Iterable[sa.Row[*tuple[Any, ...]]], proofs: Mapping[str, Proof]) -> list[Record]:
    """Put together what rows of two people each tell of papers."""
    papers: dict[uuid.UUID, sa.Row[*tuple[Any, ...]]] = {}
    named: dict[uuid.UUID, dict[int, Named]] = {}
    for row in rows:
        papers[row.id] = row
        people = named.setdefault(row.id, {})
        people[row.n] = _named(row, row.person, row.role, row.kind, row.number, row.confirmed, row.until)
        if row.other_n is not None:
            people[row.other_n] = _named(
                row, row.other_person, row.other_role, row.other_kind, row.other_number,
                row.other_confirmed, row.other_until,
            )  # fmt: skip
    return [
        Record(proofs[row.type], _day(row, proofs[row.type]), bool(row.good), tuple(named[key].values()))
        for key, row in papers.items()
    ]


def _named(
    row: sa.Row[*tuple[Any, ...]],
    person: uuid.UUID | None,
    role: str,
    kind: str | None,
    number: str | None,
    confirmed: str | None,
    until: dt.date | None,
) -> Named:
    if not kind or not number:
        return Named(None, Role(role), sure=False)
    owner = OwnerId(OwnerKind(kind), number)
    ended = until is not None and (row.issued_on or _received(row)) > until
    return Named(person or owner, Role(role), confirmed is not None and not ended, born_in(owner))


def _day(row: sa.Row[*tuple[Any, ...]], proves: Proof) -> dt.date | None:
    """Return the day of what a paper proves, None where it does not tell it or is misdated."""
    extract = proves is Proof.MARRIAGE and words_of(row.title)[: len(_EXTRACT)] == _EXTRACT
    day: dt.date | None = row.issued_on
    return None if extract or day is None or day > _received(row) else day


def _received(row: sa.Row[*tuple[Any, ...]]) -> dt.date:
    day: dt.date = row.received_at.astimezone(VIETNAM).date()
    return day


_GOOD = (
    Paper.stage == Stage.KEPT.value,
    Paper.standing == Standing.AVAILABLE.value,
    Paper.owner_confirmed.is_(True),
    Paper.held.is_(False),
    Paper.presented.is_not(None),
    Paper.presented != Presented.NOT_COMPARED.value,
    Paper.verdict == Verdict.PASSED.value,
)


def _told() -> tuple[sa.Select[*tuple[Any, ...]], type[Identifier], type[PaperParty]]:
    """Return the statement of the papers that name somebody, with everybody else on them."""
    whose, others = aliased(Identifier), aliased(Identifier)
    mine, other = aliased(PaperParty), aliased(PaperParty)
    query = (
        sa.select(
            Paper.id, Paper.type, Paper.title, Paper.issued_on, Paper.received_at,
            sa.and_(*_GOOD).label("good"),
            whose.owner_id.label("person"), whose.valid_to.label("until"),
            mine.n, mine.role, mine.kind, mine.number, mine.confirmed_by.label("confirmed"),
            others.owner_id.label("other_person"), others.valid_to.label("other_until"),
            other.n.label("other_n"), other.role.label("other_role"), other.kind.label("other_kind"),
            other.number.label("other_number"), other.confirmed_by.label("other_confirmed"),
        )
        .select_from(whose)
        .join(mine, sa.and_(mine.kind == whose.kind, mine.number == whose.number))
        .join(Paper, Paper.id == mine.paper_id)
        .outerjoin(other, sa.and_(other.paper_id == mine.paper_id, other.n != mine.n))
        .outerjoin(others, sa.and_(others.kind == other.kind, others.number == other.number))
        .where(
            # Not as columns: by their indexes SQLite would begin with all people, or all papers of a type.
            (whose.kind + "").in_([kind.value for kind in PEOPLE]),
            (Paper.type + "").in_(sa.bindparam("types", expanding=True)),
            Paper.stage.not_in([Stage.REJECTED.value, Stage.FAILED.value]),
            Paper.standing.not_in([Standing.REVOKED.value, Standing.SUPERSEDED.value]),
        )
        .order_by(Paper.id, mine.n, other.n)
    )  # fmt: skip
    return query, whose, mine


def _of_one() -> sa.Select[*tuple[Any, ...]]:
    query, whose, _ = _told()
    return query.where(
        # Also without their kinds: for pairs alone SQLite reads every number there is.
        whose.number.in_(sa.bindparam("numbers", expanding=True)),
        sa.tuple_(whose.number, whose.kind).in_(sa.bindparam("pairs", expanding=True)),
    )


def _of_others() -> sa.Select[*tuple[Any, ...]]:
    """The same of several people; of births their own only, not those of their children."""
    query, whose, mine = _told()
    return query.where(
        whose.owner_id.in_(sa.bindparam("people", expanding=True)),
        sa.or_(
            Paper.type.not_in(sa.bindparam("births", expanding=True)),
            mine.role.in_([Role.CHILD.value, Role.OWNER.value]),
        ),
    )


_OF_ONE, _OF_OTHERS = _of_one(), _of_others()
_NUMBERS = (
    sa.select(Identifier.owner_id, Identifier.kind, Identifier.number)
    .where(
        Identifier.owner_id.in_(sa.bindparam("people", expanding=True)),
        (Identifier.kind + "").in_([kind.value for kind in PEOPLE]),
    )
    .order_by(Identifier.kind, Identifier.number)
)
