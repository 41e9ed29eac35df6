"""How doubtful a paper is, for the review queue; which description a correction corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was described before nobody weighed: it is looked at first.
    op.add_column("paper", sa.Column("doubt", sa.Double(), nullable=False, server_default="1.0"))
    op.create_index(op.f("ix_paper_stage_doubt"), "paper", ["stage", "doubt"], unique=False)
    op.drop_index(op.f("ix_paper_stage"), table_name="paper")
    op.add_column("correction", sa.Column("description_n", sa.Integer(), nullable=True))
    op.add_column("correction", sa.Column("spread_from", sa.Uuid(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
