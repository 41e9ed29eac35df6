"""The row of every object that the archive answers for.

Must not hold bytes: they lie in the object store under the same key.
"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from archive.database.base import Base


class StoredObject(Base):
    """An object; rows that need it point here, so that none can lose it.

    `state` is `staged` while bytes that cannot be made again (signed revisions, reports) are on
    their way to the store, else `kept`.
    """

    __tablename__ = "stored_object"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    media_type: Mapped[str] = mapped_column(sa.String(100))
    what: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(10), default="kept")
    stored_at: Mapped[dt.datetime]
    retain_until: Mapped[dt.datetime | None]
