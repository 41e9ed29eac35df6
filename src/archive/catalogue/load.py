"""Loads catalogue files into the database: all of them or nothing, and twice the same as once.

Must not commit: the caller's transaction does. Must not delete: a row that files no longer name is
only reported, since a catalogue that once held is evidence.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from archive.catalogue.check import check
from archive.catalogue.difference import Difference, differences
from archive.catalogue.findings import refuse
from archive.catalogue.memory import forget
from archive.catalogue.merge import merge
from archive.catalogue.models import CatalogueLoadRow
from archive.catalogue.parse import catalogue_files, parse
from archive.catalogue.sheets import SHEETS, Entry
from archive.catalogue.stored import read_entries, write_entry
from archive.clock import Clock, today
from archive.values.ids import Sha256, new_id

SHIPPED = Path(__file__).parent / "data"
"""The catalogue that comes with the product: an invented province, real procedures and types."""


@dc.dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, in rows.

    Attributes:
        added: new rows.
        changed: rows with another content than before.
        ended: rows that held without end and now have a last day.
        unchanged: rows that stood there already.
        left: keys (`types can-cuoc`) that hold today in the database, of sheets that were given, but
            that no given file names; they are left as they are, to be ended by a `valid_to`.
    """

    added: int
    changed: int
    ended: int
    unchanged: int
    left: tuple[str, ...] = ()


def load(session: Session, path: Path, *, by: str, clock: Clock) -> LoadReport:
    """Load a file or folder in the caller's transaction.

    Args:
        session: open session; nothing is committed.
        path: a CSV file, or a folder of them.
        by: account that loads.
        clock: for the record of the load, and for what holds today.

    Returns:
        What was done.

    Raises:
        CatalogueError: something is wrong; the fact `findings` holds all of it, and nothing was written.
    """
    plan = _plan(session, path)
    for entry in plan.changes:
        write_entry(session, entry, plan.before.get(entry.identity))
    _record(session, path, plan.changes, by=by, at=clock.now())
    return _report(plan, today(clock))


def compare(session: Session, path: Path, *, clock: Clock) -> tuple[LoadReport, tuple[Difference, ...]]:
    """Return what loading a file or folder would do, in rows and cell by cell; write nothing.

    Raises:
        CatalogueError: as `load`.
    """
    plan = _plan(session, path)
    told = (one for entry in plan.changes for one in differences(plan.before.get(entry.identity), entry))
    return _report(plan, today(clock)), tuple(told)


@dc.dataclass(frozen=True, slots=True)
class _Plan:
    before: dict[tuple[str, tuple[str, ...], dt.date], Entry]
    given: tuple[Entry, ...]
    changes: list[Entry]


def _plan(session: Session, path: Path) -> _Plan:
    parsed = parse(path)
    stored = [entry for sheet in SHEETS for entry in read_entries(session, sheet)]
    merged = merge(stored, parsed.entries)
    findings = tuple(sorted((*parsed.findings, *check(merged, doubtful=parsed.doubtful))))
    if findings:
        raise refuse(findings)
    before = {entry.identity: entry for entry in stored}
    changes = [entry for entry in merged if _differs(entry, before.get(entry.identity))]
    return _Plan(before, tuple(parsed.entries), changes)


def _differs(entry: Entry, old: Entry | None) -> bool:
    return old is None or dict(old.values) != dict(entry.values)


def _record(session: Session, path: Path, changes: list[Entry], *, by: str, at: dt.datetime) -> None:
    for file in catalogue_files(path):
        rows = sum(entry.file == file.name for entry in changes)
        if rows:
            session.add(
                CatalogueLoadRow(
                    id=new_id(),
                    loaded_at=at,
                    loaded_by=by,
                    file=file.name,
                    sha256=Sha256.of_file(file),
                    rows=rows,
                )
            )
    session.flush()
    forget(session)


def _report(plan: _Plan, day: dt.date) -> LoadReport:
    before, given, changes = plan.before, plan.given, plan.changes
    added = sum(entry.identity not in before for entry in changes)
    ended = sum(
        entry.valid_to is not None and entry.identity in before and before[entry.identity].valid_to is None
        for entry in changes
    )
    unchanged = len(given) - sum(bool(entry.line) for entry in changes)
    return LoadReport(
        added,
        len(changes) - added - ended,
        ended,
        unchanged,
        _left(before.values(), given, day),
    )


def _left(stored: Iterable[Entry], given: tuple[Entry, ...], day: dt.date) -> tuple[str, ...]:
    sheets = {entry.sheet for entry in given}
    named = {(entry.sheet, entry.key) for entry in given}
    return tuple(
        f"{entry.sheet} {' '.join(entry.key)}"
        for entry in stored
        if entry.sheet in sheets
        and (entry.sheet, entry.key) not in named
        and (entry.valid_to is None or entry.valid_to >= day)
    )
