"""In which words a paper prints the part of each party."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty in rows of earlier versions, which did not keep the words.
    op.add_column("paper_party", sa.Column("printed", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
