"""Tables of the catalogue: every row is dated and names its source.

Must not decide what holds on a day: the repository does. No foreign keys to other rooms' tables,
and none to a bare code, since one code has several dated rows.
"""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base

_SLUG = sa.String(64)
_CODE = sa.String(40)


class Dated:
    """Both days inclusive; a row without a last day still holds."""

    # after the key's own columns, so that the primary key's index begins with the code
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True, sort_order=1)
    valid_to: Mapped[dt.date | None] = mapped_column(sort_order=2)
    source: Mapped[str] = mapped_column(sa.Text, sort_order=3)


class AgencyRow(Dated, Base):
    """An agency under its code."""

    __tablename__ = "agency"

    code: Mapped[str] = mapped_column(_CODE, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    name_en: Mapped[str | None] = mapped_column(sa.Text)
    parent: Mapped[str | None] = mapped_column(_CODE)
    level: Mapped[str] = mapped_column(sa.String(12))


class AgencySuccessorRow(Base):
    """`successor` took over from `agency` on the day `since`."""

    __tablename__ = "agency_successor"

    agency: Mapped[str] = mapped_column(_CODE, primary_key=True)
    successor: Mapped[str] = mapped_column(_CODE, primary_key=True, index=True)
    since: Mapped[dt.date] = mapped_column(primary_key=True)


class DocumentTypeRow(Dated, Base):
    """A type of paper; `code` is the official catalogue's, `slug` is ours."""

    __tablename__ = "document_type"

    slug: Mapped[str] = mapped_column(_SLUG, primary_key=True)
    code: Mapped[str] = mapped_column(_CODE, index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    titles: Mapped[list[Any]]
    symbols: Mapped[list[Any]]
    words: Mapped[list[Any]]
    fields: Mapped[list[Any]]
    reuse_class: Mapped[str] = mapped_column(sa.String(12))
    term_months: Mapped[int | None]
    keep_picture: Mapped[bool]
    picture_ground: Mapped[str | None] = mapped_column(sa.Text)
    successor: Mapped[str | None] = mapped_column(_SLUG)
    ends_earlier: Mapped[list[Any]] = mapped_column(server_default="[]")
    proves: Mapped[str | None] = mapped_column(sa.String(12))


class ProcedureRow(Dated, Base):
    """An administrative procedure."""

    __tablename__ = "procedure"

    code: Mapped[str] = mapped_column(_CODE, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    field: Mapped[str] = mapped_column(sa.Text)
    decided_by: Mapped[str] = mapped_column(sa.String(12))
    linked_from: Mapped[list[Any]] = mapped_column(server_default="[]")


class ProcedureResultRow(Base):
    """A type of paper that a procedure produces."""

    __tablename__ = "procedure_result"

    procedure: Mapped[str] = mapped_column(_CODE, primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(_SLUG, primary_key=True, index=True)


class ComponentRow(Dated, Base):
    """One paper that a procedure asks for."""

    __tablename__ = "procedure_component"

    procedure: Mapped[str] = mapped_column(_CODE, primary_key=True)
    code: Mapped[str] = mapped_column(_CODE, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    required: Mapped[bool]
    form: Mapped[str] = mapped_column(sa.String(12))
    purpose: Mapped[str | None] = mapped_column(sa.Text)
    from_database: Mapped[str | None] = mapped_column(_SLUG)
    # "group" is a word of SQL
    group: Mapped[str | None] = mapped_column("alternatives", _SLUG)
    # "option" is one of some dialects
    option: Mapped[str | None] = mapped_column("alternative", _SLUG)
    copies: Mapped[int] = mapped_column(default=1, server_default="1")
    whose: Mapped[list[Any]] = mapped_column(server_default='["owner"]')
    issued_within: Mapped[int | None]
    issuer_levels: Mapped[list[Any]] = mapped_column(server_default="[]")
    issued_in: Mapped[str | None] = mapped_column(sa.String(12))


class ComponentAcceptsRow(Base):
    """A type of paper that satisfies a component, or several joined by `+` that do together."""

    __tablename__ = "component_accepts"

    procedure: Mapped[str] = mapped_column(_CODE, primary_key=True)
    component: Mapped[str] = mapped_column(_CODE, primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(260), primary_key=True, index=True)


class SigningProfileRow(Dated, Base):
    """How a kind of copy is signed."""

    __tablename__ = "signing_profile"

    slug: Mapped[str] = mapped_column(_SLUG, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    signers: Mapped[str] = mapped_column(sa.String(12))
    words_vi: Mapped[str] = mapped_column(sa.Text)
    corner: Mapped[str] = mapped_column(sa.String(12))
    seal_picture: Mapped[bool]
    level: Mapped[str] = mapped_column(sa.String(6))
    right: Mapped[str | None] = mapped_column("needs_right", _SLUG)


class CatalogueLoadRow(Base):
    """Who loaded which file when, and how many of its rows changed something."""

    __tablename__ = "catalogue_load"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    loaded_at: Mapped[dt.datetime]
    loaded_by: Mapped[str] = mapped_column(sa.String(64))
    file: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    rows: Mapped[int]
