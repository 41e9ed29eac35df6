"""Tables of the audit trail: events for ever, their personal detail in an erasable row beside.

Must not be updated by anyone but the sealer, which only fills `n` and `link`.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class Event(Base):
    """One act or refusal. `n` and `link` are empty until the sealer has chained it."""

    __tablename__ = "event"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(sa.String(64), index=True)
    channel: Mapped[str] = mapped_column(sa.String(80))
    action: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject: Mapped[str] = mapped_column(sa.String(120), index=True)
    outcome: Mapped[str] = mapped_column(sa.String(10))
    detail_hash: Mapped[str] = mapped_column(sa.String(64))
    n: Mapped[int | None] = mapped_column(sa.BigInteger, unique=True)
    link: Mapped[str | None] = mapped_column(sa.String(64))


class EventDetail(Base):
    """What an event was about, in personal detail; may be erased without breaking the chain."""

    __tablename__ = "event_detail"

    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    detail: Mapped[str] = mapped_column(sa.Text)
