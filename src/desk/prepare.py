"""Prepares an archive on first use: database, keys, catalogue, first account; under a lock, all or nothing.

Must not change an archive that is there, except to bring its tables up to date.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.accounts.machine import MACHINE
from archive.catalogue import load as catalogue
from archive.catalogue import repository as agencies
from archive.clock import Clock
from archive.database.engine import Database
from archive.database.migrate import is_current, upgrade
from archive.database.version import HEAD
from archive.settings import Settings
from desk.engine import dbos
from desk.readiness import READY, is_ready, made_for
from signing.authority.make import make_authority, make_key

FIRST_ACCOUNT = "admin"
FIRST_AGENCY = "H99.32.01"
PASSWORD_FILE = "first-password.txt"  # noqa: S105 - the name of a file


def prepare(settings: Settings, clock: Clock) -> bool:
    """Make the archive of `settings` ready; return whether it was made now.

    A kill at any moment leaves nothing half-made: the home folder is built beside its place and
    renamed; on PostgreSQL tables and first rows come in one transaction each and are looked for.

    Raises:
        DatabaseUnavailable: the database does not answer.
    """
    if is_ready(settings):
        return False
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    with _lock(settings.home):
        if made_for(settings.home) is None:
            _make(settings, clock)
            return True
        if not is_ready(settings):
            _renew(settings)
    return False


def _renew(settings: Settings) -> None:
    """Bring an archive that an older release made up to date."""
    database = Database(settings.database)
    try:
        bring_up_to_date(database)
    finally:
        database.close()
    fresh = settings.home / (READY + ".new")
    fresh.write_text(HEAD + "\n", encoding="ascii")
    fresh.replace(settings.home / READY)


def _make(settings: Settings, clock: Clock) -> None:
    building = settings.home.with_name(settings.home.name + ".making")
    building.mkdir(mode=0o700, exist_ok=True)
    _empty(building)
    password = _left_password(building) or _left_password(settings.home)
    _build(settings, building, clock, password or secrets.token_urlsafe(12))
    (building / READY).write_text(HEAD + "\n", encoding="ascii")
    _sync(building)
    if settings.home.exists():
        # A folder that the administrator made: everything of ours moves in, the mark last.
        for entry in sorted(building.iterdir(), key=lambda path: path.name == READY):
            target = settings.home / entry.name
            if target.is_dir():  # half-moved by a killed process: without the mark it was never used
                shutil.rmtree(target)
            entry.rename(target)
        building.rmdir()
        _sync(settings.home)
    else:
        building.rename(settings.home)
    _sync(settings.home.parent)


def _empty(building: Path) -> None:
    """Remove what a killed process was building, but for the password."""
    for entry in building.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != PASSWORD_FILE:
            entry.unlink()


def _left_password(folder: Path) -> str:
    """Return the first password that a killed process wrote down: on a server it may be in force."""
    try:
        lines = (folder / PASSWORD_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ""
    return lines[1] if len(lines) > 1 else ""


def _build(settings: Settings, building: Path, clock: Clock, password: str) -> None:
    make_authority(building, clock)
    inside = settings.database.startswith("sqlite") and not settings.database_url
    url = f"sqlite:///{building / 'archive.db'}" if inside else settings.database
    database = Database(url)
    try:
        bring_up_to_date(database)
        _first_rows(database, settings, building, clock, password)
        with database.reading() as session:
            first = accounts.first_administrator(session)
            if first is not None:
                agency = agencies.agency(session, first.agency)
                make_key(
                    building,
                    first.name,
                    first.full_name,
                    first.agency,
                    clock,
                    agency_name=agency.name if agency else "",
                )
    finally:
        database.close()


def bring_up_to_date(database: Database) -> None:
    """Run the migrations that are missing, of the archive and of the workflow engine."""
    upgrade(database.engine)
    dbos.migrate(database.url)


def is_up_to_date(database: Database) -> bool:
    """Return whether no migration of the archive is missing."""
    return is_current(database.engine)


def _first_rows(database: Database, settings: Settings, building: Path, clock: Clock, password: str) -> None:
    """Load the shipped catalogue and make the first account, unless they are there."""
    with database.transaction() as session:
        if accounts.first_administrator(session) is not None:
            return
        catalogue.load(session, catalogue.SHIPPED, by=MACHINE.account, clock=clock)
        accounts.add(
            session,
            name=FIRST_ACCOUNT,
            full_name="Cán bộ quản trị",
            agency=FIRST_AGENCY,
            roles=frozenset(AccountRight),
            password=password,
            settings=settings,
            clock=clock,
            profile_rights=agencies.profile_rights(session),
        )
        # Before the rows are committed: a kill in between must not leave a password that nobody knows.
        _write_password(building, password)


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    handle = os.open(home.with_name(home.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_password(folder: Path, password: str) -> None:
    handle = os.open(folder / PASSWORD_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(f"{FIRST_ACCOUNT}\n{password}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
