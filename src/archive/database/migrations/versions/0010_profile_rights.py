"""Which rights of signing profiles accounts hold."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_profile_right",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_profile_right_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "right", name=op.f("pk_account_profile_right")),
    )
    # Until now officers who are administrators held every right: they keep those that there are.
    op.execute(
        'INSERT INTO account_profile_right (account_id, "right") '
        "SELECT DISTINCT one.account_id, profile.needs_right "
        "FROM account_role AS one "
        "JOIN account_role AS other ON other.account_id = one.account_id AND other.role = 'admin' "
        "JOIN signing_profile AS profile ON profile.needs_right IS NOT NULL "
        "WHERE one.role = 'officer'"
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
