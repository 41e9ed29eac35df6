"""Tables of signing sessions: who signs what, until when, and what was prepared for it.

Must not hold a token, a link or a PIN: only the hashes of the first two.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class SigningSession(Base):
    """One act of one officer over a batch of papers."""

    __tablename__ = "signing_session"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(sa.String(64))
    role: Mapped[str] = mapped_column(sa.String(8))
    way: Mapped[str] = mapped_column(sa.String(4))
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    # PEM of the signer's certificate and its issuers; empty where whole files come back.
    certificate: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"")
    opened_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class SigningItem(Base):
    """One paper of a session: bound to its revision `n` on exactly these parent bytes, under one profile."""

    __tablename__ = "signing_item"

    session_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("signing_session.id"), primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True, index=True)
    n: Mapped[int]
    parent_sha256: Mapped[str] = mapped_column(sa.String(64))
    profile: Mapped[str] = mapped_column(sa.String(40))
    level: Mapped[str] = mapped_column(sa.String(8))
    claimed_at: Mapped[dt.datetime]
    # What was appended to the parent's bytes beforehand; emptied once it is of no use any more.
    tail: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"")
    hole_begin: Mapped[int] = mapped_column(default=0)
    hole_end: Mapped[int] = mapped_column(default=0)
    attributes: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"")
    digest: Mapped[str] = mapped_column(sa.String(8), default="")
    stamped: Mapped[bool] = mapped_column(default=False)
    link_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True, index=True)
    state: Mapped[str] = mapped_column(sa.String(8))
    code: Mapped[str] = mapped_column(sa.String(40), default="")
