"""How papers end, what corrects them, and what dossiers that used them are told."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document_type", sa.Column("ends_earlier", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "paper_ending",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("newer_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(120), nullable=False),
        sa.Column("decision_paper_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_ending_paper_id_paper")),
        sa.ForeignKeyConstraint(["newer_id"], ["paper.id"], name=op.f("fk_paper_ending_newer_id_paper")),
        sa.ForeignKeyConstraint(
            ["decision_paper_id"], ["paper.id"], name=op.f("fk_paper_ending_decision_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_ending")),
        sa.UniqueConstraint("paper_id", "how", name=op.f("uq_paper_ending_paper_id_how")),
    )
    op.create_index(op.f("ix_paper_ending_newer_id"), "paper_ending", ["newer_id"])
    op.create_table(
        "correction_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("notice_paper_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("number", sa.String(120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_correction_notice_paper_id_paper")),
        sa.ForeignKeyConstraint(
            ["notice_paper_id"], ["paper.id"], name=op.f("fk_correction_notice_notice_paper_id_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_notice")),
    )
    op.create_index(op.f("ix_correction_notice_paper_id"), "correction_notice", ["paper_id"])
    op.create_table(
        "dossier_notice",
        sa.Column("ending_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_number", sa.String(64), nullable=False),
        sa.Column("told", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.String(64), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ending_id"], ["paper_ending.id"], name=op.f("fk_dossier_notice_ending_id_paper_ending")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_number"], ["dossier.number"], name=op.f("fk_dossier_notice_dossier_number_dossier")
        ),
        sa.PrimaryKeyConstraint("ending_id", "dossier_number", name=op.f("pk_dossier_notice")),
    )
    op.create_index(op.f("ix_dossier_notice_dossier_number"), "dossier_notice", ["dossier_number"])
    op.create_index(
        op.f("ix_dossier_notice_unseen"),
        "dossier_notice",
        ["at"],
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
