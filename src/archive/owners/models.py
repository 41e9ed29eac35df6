"""Tables of persons and organisations, their identifiers, and their part in a paper.

Must not decide who owns a paper: an officer does, in the desk's acts.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class Owner(Base):
    """A person or organisation that papers are about."""

    __tablename__ = "owner"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[dt.datetime]


class Identifier(Base):
    """A number of an owner; a person may have an old and a new one."""

    __tablename__ = "identifier"

    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("owner.id"), index=True)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class PaperParty(Base):
    """Who is named on a paper, in which role; an owner only counts once an officer confirmed it."""

    __tablename__ = "paper_party"
    __table_args__ = (sa.Index("ix_paper_party_identifier", "number", "kind"),)

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(14))
    name: Mapped[str] = mapped_column(sa.Text, default="")
    printed: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    kind: Mapped[str | None] = mapped_column(sa.String(12))
    number: Mapped[str | None] = mapped_column(sa.String(40))
    source: Mapped[str] = mapped_column(sa.String(10))
    confirmed_by: Mapped[str | None] = mapped_column(sa.String(64))
    confirmed_at: Mapped[dt.datetime | None]
