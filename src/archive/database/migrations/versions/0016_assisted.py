"""By which law a paper was taken over, and how the citizen's identity was checked where an officer helped."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("take", sa.Column("law", sa.Text(), nullable=False, server_default=""))
    op.add_column("take", sa.Column("identity_check", sa.String(16), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
