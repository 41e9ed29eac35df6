"""Tables of accounts and their roles.

Must not hold a password: only its argon2 hash.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.database.base import Base


class Account(Base):
    """Somebody who may sign in; acts are recorded under `name`, which is never given twice."""

    __tablename__ = "account"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(64), unique=True)
    full_name: Mapped[str] = mapped_column(sa.String(200))
    agency: Mapped[str] = mapped_column(sa.String(40))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    # Whose certificate the account signs with: the person's number, or the one registered certificate.
    personal_id: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    certificate_sha256: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")

    grants: Mapped[list["AccountRole"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    profile_rights: Mapped[list["AccountProfileRight"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )


class AccountRole(Base):
    """A role of an account."""

    __tablename__ = "account_role"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(10), primary_key=True)


class AccountProfileRight(Base):
    """A right that signing profiles ask for, held by an account (`sao-van-ban`, …)."""

    __tablename__ = "account_profile_right"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    right: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
