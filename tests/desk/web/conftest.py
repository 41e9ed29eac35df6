"""One desk for the tests of a module: preparing an archive costs a second or two."""

from collections.abc import Iterator

import pytest

from tests.desk.web.support import Office, office


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk with an account of each role at two agencies."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        yield opened
