"""The real servers of the tests, started when the first test of a run asks for them.

With several pytest workers each starts its own: they cost a second or three, and nothing is shared.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from playwright.sync_api import Browser

    from archive.database.engine import Database
    from tests.servers.postgres import Postgres
    from tests.servers.s3 import S3Server


_HERE = Path(__file__).parent
_LONGEST = ("journeys", "desk", "digitize")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders of the longest tests: begun last, one worker runs them while others rest."""
    folders = {name: at for at, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: folders.get(item.path.relative_to(_HERE).parts[0], len(folders)))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    import os

    for name in [name for name in os.environ if name.startswith("SOHOA_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def costly_hasher() -> "Iterator[PasswordHasher]":
    """The hasher of the product; the tests make a thousand accounts with one that costs next to nothing."""
    from argon2 import PasswordHasher

    from archive.accounts import passwords

    real = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session")
def postgres_server() -> "Iterator[Postgres]":
    """A running PostgreSQL."""
    from tests.servers.postgres import postgres

    with postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: "Postgres") -> Iterator[str]:
    """The address of an empty database of this test alone."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def s3_server() -> "Iterator[S3Server]":
    """A running S3 server: SeaweedFS, or the MinIO that TEST_MINIO names."""
    import os

    from tests.servers.minio import PROGRAM, minio
    from tests.servers.weed import weed

    with minio() if os.environ.get(PROGRAM) else weed() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A running browser; not for the whole run, since its event loop counts as running until it ends."""
    from tests.servers.chromium import chromium

    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> "Path":
    from tests.databases import sqlite_template
    from tests.factories import CLOCK

    return sqlite_template(tmp_path_factory.mktemp("template"), CLOCK)


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: "Postgres") -> Iterator[str]:
    from tests.databases import postgres_template
    from tests.factories import CLOCK

    with postgres_template(postgres_server, CLOCK) as name:
        yield name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: "Path") -> Iterator[str]:
    """The address of a database of this test alone, with tables and the shipped catalogue; each engine."""
    from tests.databases import sqlite_copy

    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue("_sqlite_template"), tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("_postgres_template")) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> "Iterator[Database]":
    """That database, open."""
    from archive.database.engine import Database

    opened = Database(database_url)
    yield opened
    opened.close()
