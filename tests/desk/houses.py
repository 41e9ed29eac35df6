"""Houses for tests that use a part of one."""

from types import SimpleNamespace
from typing import Any

from archive.database.engine import Database
from archive.settings import Settings
from desk.house import House
from tests.factories import CLOCK


def bare_house(database: Database, **parts: Any) -> House:
    """Return a house with a real database; any other part that is not given fails where it is used."""
    nothing: Any = SimpleNamespace()
    names = ("store", "reader", "describer", "signing", "engine", "spool", "open_reader")
    return House(Settings(), CLOCK, database, **{name: parts.get(name, nothing) for name in names})
