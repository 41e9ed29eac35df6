"""A kept paper may be put right several times, and each time who took it is told."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_STANDING = "reinstated_at IS NULL AND how IN ('revoked', 'superseded', 'replaced')"


def upgrade() -> None:
    op.drop_index("uq_paper_ending_standing", "paper_ending")
    op.create_index(
        "uq_paper_ending_standing",
        "paper_ending",
        ["paper_id", "how"],
        unique=True,
        sqlite_where=sa.text(_STANDING),
        postgresql_where=sa.text(_STANDING),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
