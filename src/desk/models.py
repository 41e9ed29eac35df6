"""Tables of the desk: tries of a step, sign-ins, writes that were already answered, live workers.

Must not hold what a paper is: that is the archive's.
"""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class Attempt(Base):
    """Tries of a step that failed, with the code, the count and the next try."""

    __tablename__ = "attempt"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    count: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(40))
    last_at: Mapped[dt.datetime]
    next_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class SignIn(Base):
    """A session of the web desk; only the hash of its token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    csrf: Mapped[str] = mapped_column(sa.String(64))
    until: Mapped[dt.datetime]


class AnsweredWrite(Base):
    """The answer to a write that carried an Idempotency-Key, given again when it is repeated."""

    __tablename__ = "answered_write"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    status: Mapped[int]
    body: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime]


class Worker(Base):
    """A process that works on papers, and when it last said so."""

    __tablename__ = "worker"

    slot: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    pid: Mapped[int]
    host: Mapped[str] = mapped_column(sa.String(120))
    beat_at: Mapped[dt.datetime]
