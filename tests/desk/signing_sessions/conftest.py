"""The workshop of the pipeline's tests, with officers whose keys are on machines of their own."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from tests.desk.pipeline.conftest import workshop as workshop
from tests.desk.pipeline.workshop import Workshop, open_workshop
from tests.desk.signing_sessions.machine import Machine, take_keys_away
from tests.desk.web.support import office


@pytest.fixture(scope="module")
def shared_workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A workshop on SQLite; test_on_postgres.py has the other."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        yield open_workshop(opened)


@pytest.fixture
def machine(workshop: Workshop) -> Iterator[Machine]:
    """The officer's own machine: the server has none of the keys while it lasts."""
    with take_keys_away(workshop) as found:
        yield found


@pytest.fixture
def everything(workshop: Workshop) -> Callable[[], str]:
    """Give every row of every table as text."""

    def rows() -> str:
        with workshop.house.database.reading() as session:
            tables = sa.inspect(session.get_bind()).get_table_names()
            return "\n".join(
                str(session.execute(sa.text(f'SELECT * FROM "{table}"')).all()) for table in tables
            )

    return rows
