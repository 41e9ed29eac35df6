"""Tables of reuse: what was taken over, refused, asked all the same; what came from stores of others.

Must not copy papers: a take points to the revision it saw.
"""

import datetime as dt
import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class Take(Base):
    """A paper taken over into a dossier: who, when, on which ground, which version."""

    __tablename__ = "take"
    __table_args__ = (sa.UniqueConstraint("dossier_number", "component", "paper_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"), index=True)
    component: Mapped[str] = mapped_column(sa.String(64))
    revision_sha256: Mapped[str] = mapped_column(sa.ForeignKey("stored_object.sha256"))
    owner_kind: Mapped[str] = mapped_column(sa.String(12))
    owner_number: Mapped[str] = mapped_column(sa.String(40))
    requester: Mapped[str] = mapped_column(sa.String(60))
    ground: Mapped[str] = mapped_column(sa.String(80))
    purpose: Mapped[str] = mapped_column(sa.Text)
    law: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    """The law or decision by which the procedure asks for the component."""
    identity_check: Mapped[str | None] = mapped_column(sa.String(16))
    """How who helped at the counter checked the requester's identity; None where nobody helped."""
    verdict: Mapped[str] = mapped_column(sa.String(14))
    taken_by: Mapped[str] = mapped_column(sa.String(64))
    taken_at: Mapped[dt.datetime]

    @property
    def assisted(self) -> bool:
        """Whether an officer filed for the requester."""
        return self.identity_check is not None


class Act(StrEnum):
    """What was done instead of a take."""

    ASK = "ask"
    REFUSE = "refuse"
    OUTSIDE = "outside"
    """Asked for what the published list does not hold: it was refused, and counts."""


class AskedInstead(Base):
    """A paper refused, or a component asked of the citizen although a paper was there; with the reason."""

    __tablename__ = "asked_instead"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(sa.String(8))
    paper_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    dossier_number: Mapped[str | None] = mapped_column(sa.ForeignKey("dossier.number"))
    procedure_code: Mapped[str] = mapped_column(sa.String(40))
    component: Mapped[str] = mapped_column(sa.String(64))
    owner_number: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.Text)
    was_reusable: Mapped[bool]
    agency: Mapped[str] = mapped_column(sa.String(40))
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]


class Fetched(Base):
    """Where the bytes of a paper come from that a store of others had; written before they are received."""

    __tablename__ = "fetched"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    dossier_number: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(40))
    agency: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.Text)
    fetched_by: Mapped[str] = mapped_column(sa.String(64))
    fetched_at: Mapped[dt.datetime]


class DossierNotice(Base):
    """What a dossier is told of a paper that it took and that ended since; `seen_by` an officer of it."""

    __tablename__ = "dossier_notice"
    __table_args__ = (
        # The first page asks for the newest that nobody has seen.
        sa.Index(
            "ix_dossier_notice_unseen",
            "at",
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        ),
    )

    ending_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper_ending.id"), primary_key=True)
    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"), primary_key=True, index=True)
    told: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[dt.datetime]
    seen_by: Mapped[str | None] = mapped_column(sa.String(64))
    seen_at: Mapped[dt.datetime | None]
