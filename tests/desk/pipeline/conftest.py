"""One workshop for the tests of a module, on each database: preparing an archive costs a second or two."""

from collections.abc import Iterator

import pytest

from tests.desk.pipeline.workshop import Workshop, open_workshop
from tests.desk.web.support import office


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On a server, try what asks nothing of it that its neighbours do not when there is time."""
    for item in items:
        if item.get_closest_marker("any_engine") and "postgresql" in item.name:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shared_workshop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """A workshop on SQLite or PostgreSQL."""
    on_server = request.param == "postgresql"
    opened = request.getfixturevalue("office_on_postgres") if on_server else office
    with opened(tmp_path_factory.mktemp("desk")) as desk:
        yield open_workshop(desk)


@pytest.fixture
def workshop(shared_workshop: Workshop) -> Workshop:
    """That workshop with nothing broken, nothing ordered and nothing counted."""
    shared_workshop.mended()
    shared_workshop.run()
    shared_workshop.room.signed.clear()
    return shared_workshop
