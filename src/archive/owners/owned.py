"""Whose papers are, person by person: an old and a new number of one person are the same owner.

Must not count what no officer confirmed; a paper with one owner in doubt has no known owners.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.clock import VIETNAM
from archive.owners.models import Identifier, Owner, PaperParty
from archive.owners.repository import OWNING_ROLES
from archive.papers.models import Paper
from archive.values.description import OwnerId

_OWNING = PaperParty.role.in_([role.value for role in OWNING_ROLES])
_KNOWN = (
    Paper.id, Paper.issued_on, Paper.received_at, PaperParty.confirmed_by, Identifier.owner_id,
    Identifier.valid_to,
)  # fmt: skip
_SAME_NUMBER = sa.and_(Identifier.kind == PaperParty.kind, Identifier.number == PaperParty.number)


def owners_of_papers(
    session: Session, paper_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return the owners of each of those papers; none where one of them is in doubt."""
    rows = session.execute(
        sa.select(*_KNOWN)
        .join(PaperParty, PaperParty.paper_id == Paper.id)
        .outerjoin(Identifier, _SAME_NUMBER)
        .where(Paper.id.in_(paper_ids), _OWNING)
    ).all()
    found: dict[uuid.UUID, set[uuid.UUID | None]] = {paper_id: set() for paper_id in paper_ids}
    for row in rows:
        found[row.id].add(row.owner_id if row.confirmed_by and not _ended(row) else None)
    return {
        paper_id: frozenset(one for one in owners if one is not None and None not in owners)
        for paper_id, owners in found.items()
    }


def papers_of(owner_ids: Collection[uuid.UUID]) -> sa.Select[uuid.UUID]:
    """Return the statement of the papers that an officer confirmed to be of one of those owners.

    It is for use inside others: an organisation may have more papers than a list in a statement holds.
    """
    held = sa.or_(Identifier.valid_to.is_(None), Paper.issued_on <= Identifier.valid_to)
    return (
        sa.select(PaperParty.paper_id)
        .join(Identifier, _SAME_NUMBER)
        .join(Paper, Paper.id == PaperParty.paper_id)
        .where(Identifier.owner_id.in_(owner_ids), PaperParty.confirmed_by.is_not(None), _OWNING, held)
    )


def _ended(row: sa.Row[*tuple[Any, ...]]) -> bool:
    """Return whether the number had ended when the paper was issued, or at least when it came in."""
    day = row.issued_on or row.received_at.astimezone(VIETNAM).date()
    return row.valid_to is not None and day > row.valid_to


def lock_owners(session: Session, owner_ids: Collection[uuid.UUID]) -> None:
    """Let nobody else settle papers of these owners until this act ends: each would miss the other's."""
    query = sa.select(Owner.id).where(Owner.id.in_(owner_ids)).order_by(Owner.id)
    session.execute(query.with_for_update()).all()


def owners_known_as(session: Session, who: OwnerId) -> Sequence[uuid.UUID]:
    """Return the person or organisation with that number; none where nobody here has it."""
    query = sa.select(Identifier.owner_id).where(
        Identifier.kind == who.kind.value, Identifier.number == who.number
    )
    return session.scalars(query).all()
