"""The two ways the product is run: one PC without any server, and a province's servers."""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.cli import Cli

if TYPE_CHECKING:
    from tests.servers.postgres import Postgres
    from tests.servers.s3 import S3Server

_SERVERS = (pytest.mark.postgres, pytest.mark.s3)
BOTH = ["embedded", pytest.param("province", marks=_SERVERS)]
ENGINES = ["embedded", pytest.param("province", marks=[*_SERVERS, pytest.mark.long])]
"""The straight way is gone on both at each change, the others on servers when there is time."""


@contextlib.contextmanager
def province(home: Path, database: "Postgres", store: "S3Server") -> Iterator[Cli]:
    """Give an archive on a database and a bucket of its own."""
    with database.database() as url:
        bucket = f"so-hoa-{uuid.uuid4().hex[:12]}"
        yield Cli(home, {"SOHOA_DATABASE_URL": url, "SOHOA_STORE_URL": f"s3://{bucket}", **store.environ})


@contextlib.contextmanager
def archive_on(engine: str, home: Path, request: pytest.FixtureRequest) -> Iterator[Cli]:
    """Give an archive that nobody has used yet, on that engine."""
    if engine == "embedded":
        yield Cli(home)
        return
    servers = [request.getfixturevalue(name) for name in ("postgres_server", "s3_server")]
    with province(home, *servers) as cli:
        yield cli


def _shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    with archive_on(request.param, tmp_path_factory.mktemp("archive") / "home", request) as cli:
        yield cli


@pytest.fixture(scope="module", params=ENGINES)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """An archive that the tests of a module share, on each engine."""
    yield from _shared(request, tmp_path_factory)


@pytest.fixture(scope="module", params=BOTH)
def each_archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The same, on both engines at each change."""
    yield from _shared(request, tmp_path_factory)


@pytest.fixture
def embedded(tmp_path: Path) -> Cli:
    """An archive of this test alone on one PC."""
    return Cli(tmp_path / "home")
