"""Which pages of a file belong to no paper: blank backs and separator sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # None in rows of earlier versions, which did not note it.
    op.add_column("intake", sa.Column("aside", sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
