"""Tables of signed revisions.

Must not hold key material.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base

SIGNED, SEALED, COMPLETED, RENEWED = "signed", "sealed", "completed", "renewed"
"""Why a revision was made."""


class SignedRevision(Base):
    """One signed state of a paper's copy; begins with its parent's bytes, an object of its own.

    `certificate_sha256` is of the certificate whose signature it brought, empty where it brought none.
    `proof_ends` is when its last document timestamp stops to prove anything; None: not reckoned yet, or
    it has none.
    """

    __tablename__ = "signed_revision"
    __table_args__ = (
        sa.Index("ix_signed_revision_proof_ends", "proof_ends", "level"),
        sa.Index(
            "ix_signed_revision_unfinished",
            "paper_id",
            sqlite_where=sa.text("level != level_asked"),
            postgresql_where=sa.text("level != level_asked"),
        ),
    )

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.ForeignKey("stored_object.sha256"), index=True)
    parent_sha256: Mapped[str] = mapped_column(sa.String(64))
    reason: Mapped[str] = mapped_column(sa.String(12))
    level_asked: Mapped[str] = mapped_column(sa.String(8))
    level: Mapped[str | None] = mapped_column(sa.String(8))
    missing: Mapped[str] = mapped_column(sa.String(120), default="")
    verdict: Mapped[str] = mapped_column(sa.String(14))
    verdict_reason: Mapped[str] = mapped_column(sa.String(60), default="")
    signer: Mapped[str] = mapped_column(sa.String(200))
    certificate_sha256: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    signed_by: Mapped[str] = mapped_column(sa.String(64))
    signed_at: Mapped[dt.datetime]
    proof_ends: Mapped[dt.datetime | None]
