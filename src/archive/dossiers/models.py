"""Tables of dossiers, their parties, and the papers that fill their components.

Must not know procedures' rules: those are in the catalogue.
"""

import datetime as dt
import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class How(StrEnum):
    """How a paper came into a dossier."""

    DIGITISED = "digitised"
    TAKEN = "taken"


class Dossier(Base):
    """One application to one procedure; receiving, deciding and keeping agency are three fields."""

    __tablename__ = "dossier"

    number: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    procedure_code: Mapped[str] = mapped_column(sa.String(40))
    applicant_kind: Mapped[str] = mapped_column(sa.String(12))
    applicant_number: Mapped[str] = mapped_column(sa.String(40), index=True)
    requester_number: Mapped[str | None] = mapped_column(sa.String(60))
    receiving_agency: Mapped[str] = mapped_column(sa.String(40), index=True)
    deciding_agency: Mapped[str] = mapped_column(sa.String(40), index=True)
    keeping_agency: Mapped[str] = mapped_column(sa.String(40), index=True)
    opened_at: Mapped[dt.datetime]
    opened_by: Mapped[str] = mapped_column(sa.String(64))
    closed_at: Mapped[dt.datetime | None]


class DossierParty(Base):
    """A further person of the dossier beside the applicant."""

    __tablename__ = "dossier_party"

    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(14), primary_key=True)


class DossierPaper(Base):
    """A paper in a dossier: digitised for it, or taken over; the right to read follows it."""

    __tablename__ = "dossier_paper"

    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"), primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True, index=True)
    component: Mapped[str] = mapped_column(sa.String(64), primary_key=True, default="")
    how: Mapped[str] = mapped_column(sa.String(12))
    at: Mapped[dt.datetime]
