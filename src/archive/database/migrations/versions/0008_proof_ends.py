"""Until when a signed revision is proved by its last document timestamp, so that it is renewed in time."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty in rows of earlier versions; the sweep has it reckoned.
    op.add_column("signed_revision", sa.Column("proof_ends", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_signed_revision_proof_ends", "signed_revision", ["proof_ends", "level"], unique=False)
    below = sa.text("level != level_asked")
    op.create_index(
        "ix_signed_revision_unfinished",
        "signed_revision",
        ["paper_id"],
        unique=False,
        sqlite_where=below,
        postgresql_where=below,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
