"""An end that was taken back stays beside the one that may follow it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    held = _set_aside() if op.get_bind().dialect.name == "sqlite" else []
    with op.batch_alter_table("paper_ending") as table:
        table.drop_constraint(op.f("uq_paper_ending_paper_id_how"), type_="unique")
        table.add_column(sa.Column("reinstated_by", sa.String(64), nullable=True))
        table.add_column(sa.Column("reinstated_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("reinstated_because", sa.Text(), nullable=True))
    if held:
        _put_back(held)
    op.create_index(op.f("ix_paper_ending_paper_id"), "paper_ending", ["paper_id"])
    op.create_index(
        "uq_paper_ending_standing",
        "paper_ending",
        ["paper_id", "how"],
        unique=True,
        sqlite_where=sa.text("reinstated_at IS NULL"),
        postgresql_where=sa.text("reinstated_at IS NULL"),
    )


def _set_aside() -> list[str]:
    """SQLite drops a constraint only with its table, and a table only while no row points into it."""
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = 'dossier_notice' AND sql IS NOT NULL"
    held = list(op.get_bind().scalars(sa.text(f"{made} ORDER BY type DESC")))
    op.execute("CREATE TABLE dossier_notice_held AS SELECT * FROM dossier_notice")
    op.drop_table("dossier_notice")
    return held


def _put_back(held: list[str]) -> None:
    for statement in held:
        op.execute(statement)
    op.execute("INSERT INTO dossier_notice SELECT * FROM dossier_notice_held")
    op.drop_table("dossier_notice_held")


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
