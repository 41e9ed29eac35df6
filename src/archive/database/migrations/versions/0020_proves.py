"""What papers of a type prove is said by the catalogue; until now the code knew five types by name."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_KNOWN = {
    "giay-khai-sinh": "birth",
    "trich-luc-khai-sinh": "birth",
    "giay-chung-nhan-ket-hon": "marriage",
    "trich-luc-khai-tu": "death",
    "giay-uy-quyen": "authority",
}


def upgrade() -> None:
    op.add_column("document_type", sa.Column("proves", sa.String(12), nullable=True))
    types = sa.table("document_type", sa.column("slug", sa.String), sa.column("proves", sa.String))
    for slug, proves in _KNOWN.items():
        op.execute(types.update().where(types.c.slug == slug).values(proves=proves))


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
