"""Entries in the database: reads them all, and writes one over its older self.

Must not decide what may be written (load.py) nor what holds on a day (repository.py).
"""

import dataclasses as dc
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue.cells import Cell
from archive.catalogue.models import (
    AgencyRow,
    AgencySuccessorRow,
    ComponentAcceptsRow,
    ComponentRow,
    DocumentTypeRow,
    ProcedureResultRow,
    ProcedureRow,
    SigningProfileRow,
)
from archive.catalogue.sheets import AGENCIES, COMPONENTS, PROCEDURES, PROFILES, TYPES, Entry, Sheet
from archive.database.base import Base

Key = tuple[str | dt.date, ...]

_DAY = dt.timedelta(days=1)
_FEW = 200  # beyond it the whole list is read: databases limit the values of one query


@dc.dataclass(frozen=True, slots=True)
class _List:
    """A cell of several keys that is a table of its own.

    Attributes:
        column: name of the cell's column.
        row: model of the table; `member` is its column of the listed key.
        owner: columns that say whose list it is, and `of` gives their values for an entry.
    """

    column: str
    row: type[Base]
    member: str
    owner: tuple[str, ...]
    of: Callable[[Entry], Key | None]


@dc.dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    row: type[Base]
    lists: tuple[_List, ...] = ()


def _since(entry: Entry) -> Key | None:
    return (entry.key[0], entry.valid_to + _DAY) if entry.valid_to else None


def _dated_key(entry: Entry) -> Key:
    return (*entry.key, entry.valid_from)


_TABLES = (
    _Table(
        AGENCIES,
        AgencyRow,
        (_List("successors", AgencySuccessorRow, "successor", ("agency", "since"), _since),),
    ),
    _Table(TYPES, DocumentTypeRow),
    _Table(
        PROCEDURES,
        ProcedureRow,
        (_List("results", ProcedureResultRow, "type", ("procedure", "valid_from"), _dated_key),),
    ),
    _Table(
        COMPONENTS,
        ComponentRow,
        (
            _List(
                "accepts", ComponentAcceptsRow, "type", ("procedure", "component", "valid_from"), _dated_key
            ),
        ),
    ),
    _Table(PROFILES, SigningProfileRow),
)
_BY_SHEET = {table.sheet.name: table for table in _TABLES}


def read_entries(session: Session, sheet: Sheet, *where: sa.ColumnElement[bool]) -> list[Entry]:
    """Return the entries of `sheet` in the order of their keys and first days.

    Args:
        session: open session.
        sheet: which table.
        where: conditions on the table's columns.
    """
    table = _BY_SHEET[sheet.name]
    order = [*(getattr(table.row, name) for name in sheet.key), table.row.__table__.c.valid_from]
    entries = [
        _entry(table, row) for row in session.scalars(sa.select(table.row).where(*where).order_by(*order))
    ]
    for spec in table.lists:
        entries = _with_list(session, spec, entries)
    return entries


def _entry(table: _Table, row: Base) -> Entry:
    listed = {spec.column for spec in table.lists}
    values: dict[str, Cell] = {}
    for column in table.sheet.columns:
        cell = () if column.name in listed else getattr(row, column.name)
        values[column.name] = tuple(cell) if isinstance(cell, list) else cell
    return Entry(table.sheet.name, tuple(str(values[name]) for name in table.sheet.key), values)


def _with_list(session: Session, spec: _List, entries: Sequence[Entry]) -> list[Entry]:
    found: dict[Key, list[str]] = defaultdict(list)
    query = sa.select(spec.row)
    keys = {entry.key[0] for entry in entries}
    if len(keys) <= _FEW:
        query = query.where(getattr(spec.row, spec.owner[0]).in_(keys))
    for row in session.scalars(query):
        found[tuple(getattr(row, name) for name in spec.owner)].append(getattr(row, spec.member))
    return [
        dc.replace(
            entry,
            values={**entry.values, spec.column: tuple(sorted(found.get(spec.of(entry) or (), ())))},
        )
        for entry in entries
    ]


def write_entry(session: Session, entry: Entry, before: Entry | None) -> None:
    """Write `entry` over `before`, the same row as it was, None for a new one."""
    table = _BY_SHEET[entry.sheet]
    listed = {spec.column for spec in table.lists}
    values = {
        name: list(cell) if isinstance(cell, tuple) else cell
        for name, cell in entry.values.items()
        if name not in listed
    }
    session.merge(table.row(**values))
    for spec in table.lists:
        _write_list(session, spec, entry, before)
    session.flush()


def _write_list(session: Session, spec: _List, entry: Entry, before: Entry | None) -> None:
    for old in (spec.of(entry), spec.of(before) if before else None):
        if old is None:
            continue
        same = (getattr(spec.row, name) == value for name, value in zip(spec.owner, old, strict=True))
        session.execute(sa.delete(spec.row).where(*same))
    owner = spec.of(entry)
    if owner is not None:
        whose = dict(zip(spec.owner, owner, strict=True))
        members = entry.listed(spec.column)
        session.add_all(spec.row(**whose, **{spec.member: member}) for member in members)
