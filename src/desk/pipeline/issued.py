"""What the rule of succession is held against: type, day, owners and confirmed fields of papers.

Must not decide anything: `reuse.ending` does.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.catalogue.values import DocumentType
from archive.clock import VIETNAM
from archive.owners.owned import owners_of_papers
from archive.papers import descriptions
from archive.papers.models import Paper
from reuse.ending import Issued


def facts_of(session: Session, rows: Sequence[Paper], kind: DocumentType) -> dict[uuid.UUID, Issued]:
    """Return what the rule asks of each of those papers, all of which count as `kind` today."""
    ids = [row.id for row in rows]
    owners, said = owners_of_papers(session, ids), descriptions.current_values(session, ids)
    return {
        row.id: Issued(
            type=kind.slug,
            issued_on=row.issued_on,
            received_on=row.received_at.astimezone(VIETNAM).date(),
            owners=owners[row.id] if row.owner_confirmed else frozenset(),
            fields={**said.get(row.id, {}), "number": row.number},
        )
        for row in rows
    }
