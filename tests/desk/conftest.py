"""Desks on a server: each a copy of one that is made once a run, as those on one PC are."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.desk.web.support import Office
    from tests.servers.postgres import Postgres

    OpenOffice = Callable[[Path], AbstractContextManager[Office]]


@pytest.fixture(scope="session")
def office_on_postgres(
    postgres_server: "Postgres", tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[OpenOffice]":
    """Opens a desk in an empty folder, on a database of its own."""
    from tests.desk.web.support import furnish, office

    with postgres_server.database() as first:
        furnished = furnish(tmp_path_factory.mktemp("furnished"), database_url=first)

        @contextmanager
        def opened(home: Path) -> "Iterator[Office]":
            with (
                postgres_server.database(first.rpartition("/")[2]) as url,
                office(home, furnished, database_url=url) as desk,
            ):
                yield desk

        yield opened
