"""Readings that officers ordered for papers that were read before."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading_order",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_reading_order_reading_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_reading_order_paper_id")),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_reading_order")),
    )
    op.create_index(op.f("ix_reading_order_paper_id"), "reading_order", ["paper_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
