"""Hands the catalogue's document types to the describer, which knows no catalogue.

Must not add knowledge of its own.
"""

import datetime as dt

from sqlalchemy.orm import Session

from archive.accounts.machine import MACHINE
from archive.catalogue import models
from archive.catalogue import repository as catalogue
from archive.catalogue.load import SHIPPED, load
from archive.clock import SystemClock
from archive.database.base import Base
from archive.database.engine import Database
from digitize.ports import TypeRule

_CATALOGUE = {
    table.name
    for mapper in Base.registry.mappers
    if mapper.class_.__module__ == models.__name__
    for table in mapper.tables
}


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


def rules_without_archive(day: dt.date) -> list[TypeRule]:
    """Return the types of the shipped catalogue, for reading where there is no archive."""
    database = Database("sqlite://")
    tables = [table for name, table in Base.metadata.tables.items() if name in _CATALOGUE]
    Base.metadata.create_all(database.engine, tables=tables)
    try:
        with database.transaction() as session:
            load(session, SHIPPED, by=MACHINE.account, clock=SystemClock())
            return type_rules(session, day)
    finally:
        database.close()
