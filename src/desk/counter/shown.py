"""What somebody saw of a paper before taking it: its signed bytes, what was said of it, its notices.

Must not decide whether a paper may be taken: only whether it is still the one that was seen.
"""

import dataclasses as dc
import uuid
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.papers.models import CorrectionNotice, Paper
from reuse.errors import Changed
from signing.models import SignedRevision


@dc.dataclass(frozen=True, slots=True)
class Shown:
    """A paper as it is now; as text, what a preview gives and a take holds to.

    Attributes:
        revision: SHA-256 of the bytes that prove it, empty where nothing does.
        description: which description is the current one, from 1 on.
        notices: how many correction notices stand beside it.
    """

    revision: str
    description: int
    notices: int

    def __str__(self) -> str:
        return f"{self.revision}.{self.description}.{self.notices}" if self.revision else ""

    def require(self, shown: str, key: str) -> None:
        """Let an act go on only if the paper is as it was shown.

        Args:
            shown: text of what was shown; a SHA-256 alone holds to the bytes only, empty to nothing.
            key: what the paper is called.

        Raises:
            Changed: it has other bytes, another description or another notice now.
        """
        if shown and shown not in (self.revision, str(self)):
            raise Changed(key=key)


def shown_now(session: Session, paper: Paper) -> Shown:
    """Return the paper as it is now."""
    return all_shown_now(session, [paper.id])[paper.id]


def all_shown_now(session: Session, paper_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Shown]:
    """Return the same of several papers, in one statement."""
    signed = sa.and_(SignedRevision.paper_id == Paper.id, SignedRevision.n == Paper.revision_n)
    of_paper = sa.select(sa.func.count()).where(CorrectionNotice.paper_id == Paper.id)
    bytes_of = sa.case((Paper.came_signed, Paper.original_sha256), else_=SignedRevision.sha256)
    rows = session.execute(
        sa.select(Paper.id, bytes_of, Paper.description_n, of_paper.scalar_subquery())
        .outerjoin(SignedRevision, signed)
        .where(Paper.id.in_(paper_ids))
    )
    return {key: Shown(revision or "", n, notices) for key, revision, n, notices in rows}
