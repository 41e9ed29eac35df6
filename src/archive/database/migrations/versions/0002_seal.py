"""Who ordered the agency's seal on a paper."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ORDERED = sa.text("sealing_account IS NOT NULL")


def upgrade() -> None:
    op.add_column("paper", sa.Column("sealing_account", sa.String(length=64), nullable=True))
    op.create_index(
        op.f("ix_paper_sealing_account"),
        "paper",
        ["sealing_account"],
        sqlite_where=_ORDERED,
        postgresql_where=_ORDERED,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
