"""Hands the catalogue's document types to the describer, which knows no catalogue.

Must not add knowledge of its own.
"""

import datetime as dt

from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from digitize.ports import TypeRule


def type_rules(session: Session, day: dt.date) -> list[TypeRule]:
    """Return the document types in force on `day` as rules."""
    return [
        TypeRule(
            slug=row.slug,
            name=row.name,
            titles=tuple(row.titles),
            symbols=tuple(row.symbols),
            words=tuple(row.words),
            fields=tuple(row.fields),
            reuse_class=str(row.reuse_class),
            keep_picture=row.keep_picture,
        )
        for row in catalogue.types_on(session, day)
    ]
