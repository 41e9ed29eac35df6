"""By which certificate each signature was made, so that a judgement expects exactly that one."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty in rows of earlier versions, and of revisions that brought no signature.
    op.add_column(
        "signed_revision", sa.Column("certificate_sha256", sa.String(64), nullable=False, server_default="")
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
