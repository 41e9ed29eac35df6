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
from reuse.check import known_issuers
from reuse.ending import OF_A_COMMUNE, Issued
from reuse.parcels import commune_of_land


def facts_of(session: Session, rows: Sequence[Paper], kind: DocumentType) -> dict[uuid.UUID, Issued]:
    """Return what the rule asks of each of those papers, all of which count as `kind` today."""
    ids = [row.id for row in rows]
    owners, said = owners_of_papers(session, ids), descriptions.current_values(session, ids)
    issuers = known_issuers(session) if OF_A_COMMUNE.intersection(kind.ends_earlier) else None
    return {
        row.id: Issued(
            type=kind.slug,
            issued_on=row.issued_on,
            received_on=row.received_at.astimezone(VIETNAM).date(),
            owners=owners[row.id] if row.owner_confirmed else frozenset(),
            fields={**said.get(row.id, {}), "number": row.number},
            commune=commune_of_land(
                said.get(row.id, {}).get("land_address", ""), row.issuer, row.issued_on, issuers
            )
            if issuers
            else "",
        )
        for row in rows
    }
