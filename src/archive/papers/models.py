"""Tables of intakes, papers, their pages, readings and descriptions.

Must not hold rules: moves are in archive.values.states, acts in the desk's pipeline.
"""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.database.base import Base
from archive.values.states import Stage, Standing


class Intake(Base):
    """A file as it came in; the same bytes in the same dossier are the same intake."""

    __tablename__ = "intake"
    __table_args__ = (sa.UniqueConstraint("dossier_number", "sha256"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"))
    sha256: Mapped[str] = mapped_column(sa.ForeignKey("stored_object.sha256"), index=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    pages: Mapped[int]
    signatures: Mapped[int] = mapped_column(default=0)
    notices: Mapped[list[Any]] = mapped_column(default=list)
    # Pages that belong to no paper: {"blanks": [...], "separators": [...]}; None before it was divided.
    aside: Mapped[dict[str, Any] | None]
    received_at: Mapped[dt.datetime]
    received_by: Mapped[str] = mapped_column(sa.String(64))


class Paper(Base):
    """One legal paper: its way, its standing, and pointers to the current versions of what is said of it."""

    __tablename__ = "paper"
    __table_args__ = (
        # Few papers wait for a seal at a time; the sweep asks for them every second or two.
        sa.Index(
            "ix_paper_sealing_account",
            "sealing_account",
            sqlite_where=sa.text("sealing_account IS NOT NULL"),
            postgresql_where=sa.text("sealing_account IS NOT NULL"),
        ),
        sa.Index("ix_paper_stage_doubt", "stage", "doubt"),  # the review queue: least sure first
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    dossier_number: Mapped[str] = mapped_column(sa.ForeignKey("dossier.number"), index=True)
    component: Mapped[str | None] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(12))
    stage: Mapped[str] = mapped_column(sa.String(14), default=Stage.RECEIVED.value)
    standing: Mapped[str] = mapped_column(sa.String(12), default=Standing.PENDING.value)
    version: Mapped[int] = mapped_column(default=1)
    leg: Mapped[int] = mapped_column(default=0)
    original_sha256: Mapped[str] = mapped_column(sa.ForeignKey("stored_object.sha256"), index=True)
    copy_sha256: Mapped[str | None] = mapped_column(sa.ForeignKey("stored_object.sha256"))
    came_signed: Mapped[bool] = mapped_column(default=False)
    one_paper: Mapped[bool] = mapped_column(default=False)
    duplicate_of: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"))
    description_n: Mapped[int] = mapped_column(default=0)
    revision_n: Mapped[int] = mapped_column(default=0)
    # What the current description says, for filters and lists; written together with it.
    type: Mapped[str] = mapped_column(sa.String(64), default="khac", index=True)
    title: Mapped[str] = mapped_column(sa.Text, default="")
    number: Mapped[str] = mapped_column(sa.String(120), default="")
    number_folded: Mapped[str] = mapped_column(sa.String(120), default="", index=True)
    issuer: Mapped[str] = mapped_column(sa.Text, default="")
    issuer_folded: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    issued_on: Mapped[dt.date | None] = mapped_column(index=True)
    valid_until: Mapped[dt.date | None]
    no_expiry: Mapped[bool] = mapped_column(default=False)
    doubt: Mapped[float] = mapped_column(default=1.0, server_default="1.0")
    # The officer's acts.
    presented: Mapped[str | None] = mapped_column(sa.String(20))
    compared_by: Mapped[str | None] = mapped_column(sa.String(64))
    compared_at: Mapped[dt.datetime | None]
    described_by: Mapped[str | None] = mapped_column(sa.String(64))
    described_at: Mapped[dt.datetime | None]
    signing_account: Mapped[str | None] = mapped_column(sa.String(64))
    # Who ordered the agency's seal; empty again once it is there.
    sealing_account: Mapped[str | None] = mapped_column(sa.String(64))
    owner_confirmed: Mapped[bool] = mapped_column(default=False)
    profile: Mapped[str] = mapped_column(sa.String(40), default="so-hoa-thanh-phan")
    level: Mapped[str | None] = mapped_column(sa.String(8))
    verdict: Mapped[str | None] = mapped_column(sa.String(14))
    verdict_reason: Mapped[str] = mapped_column(sa.String(60), default="")
    error: Mapped[str | None] = mapped_column(sa.String(40))
    held: Mapped[bool] = mapped_column(default=False)
    returned_at: Mapped[dt.datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    superseded_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"))
    received_at: Mapped[dt.datetime] = mapped_column(index=True)
    received_by: Mapped[str] = mapped_column(sa.String(64))
    receiving_agency: Mapped[str] = mapped_column(sa.String(40))

    leaves: Mapped[list["PaperPage"]] = relationship(
        order_by="PaperPage.no", lazy="selectin", cascade="all, delete-orphan"
    )

    # A write on a row that somebody changed meanwhile fails instead of losing their change.
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class PaperPage(Base):
    """Which page of which file is page `no` of a paper."""

    __tablename__ = "paper_page"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("intake.id"), index=True)
    page: Mapped[int]


class Reading(Base):
    """A file read once by one engine and model; append-only."""

    __tablename__ = "reading"
    __table_args__ = (sa.UniqueConstraint("intake_id", "engine", "model", "n"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    intake_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("intake.id"), index=True)
    engine: Mapped[str] = mapped_column(sa.String(60))
    model: Mapped[str] = mapped_column(sa.String(60))
    n: Mapped[int] = mapped_column(default=1)
    done: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[dt.datetime]


class ReadingOrder(Base):
    """A reading that an officer ordered for a paper; gone once the paper was seen through."""

    __tablename__ = "reading_order"

    reading_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("reading.id"), primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)


class ReadingPage(Base):
    """One page of a reading, saved as soon as it is read; its words are one object in the store."""

    __tablename__ = "reading_page"

    reading_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("reading.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    dpi: Mapped[int] = mapped_column(default=0)
    rotation: Mapped[int] = mapped_column(default=0)
    blank: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    confidence: Mapped[float] = mapped_column(default=0.0)
    source: Mapped[str] = mapped_column(sa.String(12))
    notices: Mapped[list[Any]] = mapped_column(default=list)
    codes: Mapped[list[Any]] = mapped_column(default=list)
    words_sha256: Mapped[str | None] = mapped_column(sa.ForeignKey("stored_object.sha256"))
    failed: Mapped[bool] = mapped_column(default=False)
    picture_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")


class LikenessKey(Base):
    """A key under which a paper's likes look it up; no key has more than a few dozen papers."""

    __tablename__ = "likeness_key"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own protocol

    key: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)


class PaperDouble(Base):
    """That a paper is the same as one that was received before it, and how a machine knows."""

    __tablename__ = "paper_double"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    double_of: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True, index=True)
    how: Mapped[str] = mapped_column(sa.String(12))
    likeness: Mapped[float]


class PaperDescription(Base):
    """What was said of a paper, by whom; append-only, the paper points to the current one."""

    __tablename__ = "description"

    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]
    source: Mapped[str] = mapped_column(sa.String(10))
    type: Mapped[str] = mapped_column(sa.String(64))
    type_confidence: Mapped[float]
    why: Mapped[str] = mapped_column(sa.Text, default="")
    values: Mapped[dict[str, Any]]


class Correction(Base):
    """What an officer changed, kept as an example to learn from.

    The description that it corrected tells the type then, and the wrong value's rule, words and place;
    `spread_from` is the paper on which the officer compared, where the same was put right beside it.
    """

    __tablename__ = "correction"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    field: Mapped[str] = mapped_column(sa.String(40))
    before: Mapped[str] = mapped_column(sa.Text)
    after: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]
    # None in rows of earlier versions, which did not note it.
    description_n: Mapped[int | None]
    spread_from: Mapped[uuid.UUID | None]


_STANDING = "reinstated_at IS NULL AND how IN ('revoked', 'superseded', 'replaced')"
"""Of each end one stands at a time; a paper may be put right several times."""


class PaperEnding(Base):
    """That a kept paper is no longer good for reuse: how, since which day, by whose decision.

    `how` is one of `Ended`, or of `PutRight` where the paper stands and only those who took it are told.
    Rows stay; of one that was taken back the last three columns tell when, by whom and why.
    """

    __tablename__ = "paper_ending"
    __table_args__ = (
        sa.Index(
            "uq_paper_ending_standing",
            "paper_id",
            "how",
            unique=True,
            sqlite_where=sa.text(_STANDING),
            postgresql_where=sa.text(_STANDING),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    how: Mapped[str] = mapped_column(sa.String(10))
    newer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    since: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    authority: Mapped[str] = mapped_column(sa.Text)
    decision: Mapped[str] = mapped_column(sa.String(120))
    decision_paper_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"))
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]
    reinstated_by: Mapped[str | None] = mapped_column(sa.String(64))
    reinstated_at: Mapped[dt.datetime | None]
    reinstated_because: Mapped[str | None] = mapped_column(sa.Text)


class CorrectionNotice(Base):
    """That an agency put something on a paper right; the paper stays good, its notice is shown beside it."""

    __tablename__ = "correction_notice"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    notice_paper_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("paper.id"))
    agency: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.String(120))
    issued_on: Mapped[dt.date | None]
    says: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]


class Counter(Base):
    """Numbers given in order: of the short codes, one row a year, and of the audit chain."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[int] = mapped_column(sa.BigInteger)
