"""Keeps owners, their numbers, and who is named on which paper.

Must not match by name: a paper belongs to somebody by identifiers only.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import Clock
from archive.database.once import insert_once
from archive.database.rows import read_rows
from archive.owners.models import Identifier, Owner, PaperParty
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role, Source
from archive.values.ids import new_id

OWNING_ROLES = (
    Role.OWNER,
    Role.APPLICANT,
    Role.SPOUSE,
    Role.CHILD,
    Role.RIGHT_HOLDER,
    Role.GIVER,
    Role.TAKER,
)
"""Roles that make a paper one's own. A parent named on a child's certificate is not among them: asked
for her own, she must never be given her child's."""

_ALL_NUMBERS = sa.select(Identifier.kind, Identifier.number, Identifier.valid_to).where(
    Identifier.owner_id.in_(
        sa.select(Identifier.owner_id).where(
            Identifier.kind == sa.bindparam("kind"), Identifier.number == sa.bindparam("number")
        )
    )
)


def ensure(session: Session, clock: Clock, who: OwnerId, *, name: str = "") -> Identifier:
    """Return the row of that identifier, made with its owner if new; a name is filled in once."""
    row = session.get(Identifier, (who.kind.value, who.number))
    if row is None:
        owner = Owner(id=new_id(), kind=who.kind.value, name=name, created_at=clock.now())
        session.add(owner)
        session.flush()
        if not insert_once(session, Identifier, kind=who.kind.value, number=who.number, owner_id=owner.id):
            session.delete(owner)  # two desks met the same person in the same moment
            session.flush()
        row = session.get_one(Identifier, (who.kind.value, who.number))
    if name:
        session.execute(sa.update(Owner).where(Owner.id == row.owner_id, Owner.name == "").values(name=name))
    return row


def all_numbers(session: Session, who: OwnerId) -> list[OwnerId]:
    """Return every identifier of the same person or organisation, the asked one first."""
    others = [OwnerId(OwnerKind(row.kind), row.number) for row in _identifiers_of(session, who)]
    return [who, *(other for other in others if other != who)]


def numbers_on(session: Session, who: OwnerId, day: dt.date) -> set[OwnerId]:
    """Return the asked identifier, and every other of the same person that had not ended on `day`."""
    rows = [row for row in _identifiers_of(session, who) if row.valid_to is None or row.valid_to >= day]
    return {who, *(OwnerId(OwnerKind(row.kind), row.number) for row in rows)}


def _identifiers_of(session: Session, who: OwnerId) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    return read_rows(session, _ALL_NUMBERS, {"kind": who.kind.value, "number": who.number})


def name_of(session: Session, who: OwnerId) -> str:
    """Return the name that an officer confirmed for this identifier; empty where none is known."""
    query = sa.select(Owner.name).join(Identifier, Identifier.owner_id == Owner.id)
    same = (Identifier.kind == who.kind.value, Identifier.number == who.number)
    return session.scalar(query.where(*same)) or ""


def replace_parties(
    session: Session, clock: Clock, paper: Paper, parties: Sequence[Party], *, confirmed_by: str | None
) -> None:
    """Write who is named on the paper.

    Args:
        session: of the act's transaction.
        clock: tells when.
        paper: the paper.
        parties: in order; those with an identifier get an owner row.
        confirmed_by: the officer who says so, None while it was only read.
    """
    session.execute(sa.delete(PaperParty).where(PaperParty.paper_id == paper.id))
    for n, party in enumerate(parties, start=1):
        if party.owner is not None and confirmed_by:
            ensure(session, clock, party.owner, name=party.name)
        confirmed = confirmed_by if party.owner is not None else None
        session.add(
            PaperParty(
                paper_id=paper.id,
                n=n,
                role=party.role.value,
                name=party.name,
                printed=party.printed,
                kind=party.owner.kind.value if party.owner else None,
                number=party.owner.number if party.owner else None,
                source=party.source.value,
                confirmed_by=confirmed,
                confirmed_at=clock.now() if confirmed else None,
            )
        )


def party_rows(session: Session, paper_ids: Sequence[object]) -> Sequence[PaperParty]:
    """Return the party rows of those papers, in order."""
    return session.scalars(
        sa.select(PaperParty)
        .where(PaperParty.paper_id.in_(paper_ids))
        .order_by(PaperParty.paper_id, PaperParty.n)
    ).all()


def parties_of(session: Session, paper_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[PaperParty]]:
    """Return the party rows of each of those papers, in order."""
    found: dict[uuid.UUID, list[PaperParty]] = {paper_id: [] for paper_id in paper_ids}
    for row in party_rows(session, paper_ids):
        found[row.paper_id].append(row)
    return found


def parties(session: Session, paper: Paper) -> list[Party]:
    """Return who is named on the paper."""
    return [as_party(row) for row in party_rows(session, [paper.id])]


def as_party(row: PaperParty) -> Party:
    """Return the row as a value."""
    owner = OwnerId(OwnerKind(row.kind), row.number) if row.kind and row.number else None
    return Party(Role(row.role), row.name, owner, Source(row.source), row.printed)


def first_owner(rows: Sequence[PaperParty]) -> PaperParty | None:
    """Return the party that lists show as the paper's owner: the first owning one, confirmed ones first."""
    owning = [row for row in rows if row.role in {role.value for role in OWNING_ROLES}]
    confirmed = [row for row in owning if row.confirmed_by]
    numbered = [row for row in owning if row.number]
    for choice in (confirmed, numbered, owning):
        if choice:
            return choice[0]
    return None
