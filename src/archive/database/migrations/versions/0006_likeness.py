"""Which papers are the same, and the keys under which they are looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty in rows of earlier versions, which did not look at the picture.
    op.add_column("reading_page", sa.Column("picture_hash", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "likeness_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_likeness_key_paper_id")),
        sa.PrimaryKeyConstraint("key", "paper_id", name=op.f("pk_likeness_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper_double",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("double_of", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_double_paper_id")),
        sa.ForeignKeyConstraint(["double_of"], ["paper.id"], name=op.f("fk_paper_double_double_of")),
        sa.PrimaryKeyConstraint("paper_id", "double_of", name=op.f("pk_paper_double")),
    )
    op.create_index(op.f("ix_paper_double_double_of"), "paper_double", ["double_of"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
