"""Whose certificates accounts sign with; signatures that are made on an officer's own machine."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty in rows of earlier versions: then the certificate's name decides.
    op.add_column("account", sa.Column("personal_id", sa.String(20), nullable=False, server_default=""))
    op.add_column(
        "account", sa.Column("certificate_sha256", sa.String(64), nullable=False, server_default="")
    )
    op.create_table(
        "signing_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("way", sa.String(4), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_session")),
    )
    op.create_index(op.f("ix_signing_session_expires_at"), "signing_session", ["expires_at"], unique=False)
    op.create_table(
        "signing_item",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("parent_sha256", sa.String(64), nullable=False),
        sa.Column("profile", sa.String(40), nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tail", sa.LargeBinary(), nullable=False),
        sa.Column("hole_begin", sa.Integer(), nullable=False),
        sa.Column("hole_end", sa.Integer(), nullable=False),
        sa.Column("attributes", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(8), nullable=False),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("link_hash", sa.String(64), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["signing_session.id"], name=op.f("fk_signing_item_session_id")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_signing_item_paper_id")),
        sa.PrimaryKeyConstraint("session_id", "paper_id", name=op.f("pk_signing_item")),
    )
    op.create_index(op.f("ix_signing_item_paper_id"), "signing_item", ["paper_id"], unique=False)
    op.create_index(op.f("ix_signing_item_link_hash"), "signing_item", ["link_hash"], unique=True)


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
