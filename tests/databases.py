"""Databases for tests: each engine migrated once a run, then copied for every test.

Must not be imported before a test asks for it: the migrations take half a second to load.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.catalogue.load import SHIPPED, load
from archive.clock import Clock
from archive.database.engine import Database
from archive.database.migrate import upgrade

if TYPE_CHECKING:
    from tests.servers.postgres import Postgres


def fill(url: str, clock: Clock) -> None:
    """Make all tables, and load the shipped catalogue."""
    database = Database(url)
    try:
        upgrade(database.engine)
        with database.transaction() as session:
            load(session, SHIPPED, by="sohoa", clock=clock)
    finally:
        database.close()


@contextlib.contextmanager
def postgres_template(server: "Postgres", clock: Clock) -> Iterator[str]:
    """Fill a database to copy others from; yield its name."""
    with server.database() as url:
        fill(url, clock)
        yield url.rpartition("/")[2]


def sqlite_template(folder: Path, clock: Clock) -> Path:
    """Fill a database file to copy others from."""
    file = folder / "template.db"
    fill(f"sqlite:///{file}", clock)
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """Copy the template into `folder`; return its address."""
    file = folder / "archive.db"
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"
