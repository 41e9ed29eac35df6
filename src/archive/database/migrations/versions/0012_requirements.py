"""What a component asks for beyond its types, and what a renamed type goes on as."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document_type", sa.Column("successor", sa.String(64), nullable=True))
    for column in (
        sa.Column("alternative", sa.String(64), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("whose", sa.JSON(), nullable=False, server_default='["owner"]'),
        sa.Column("issued_within", sa.Integer(), nullable=True),
        sa.Column("issuer_levels", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("issued_in", sa.String(12), nullable=True),
    ):
        op.add_column("procedure_component", column)
    # Several types joined by "+" are longer than one.
    with op.batch_alter_table("component_accepts") as table:
        table.alter_column("type", type_=sa.String(260), existing_type=sa.String(64), existing_nullable=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
