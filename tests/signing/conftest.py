"""One office with its keys for all tests of the room."""

from pathlib import Path

import pytest

from fixtures import signed
from fixtures.pki.office import Office, open_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose clock stands; tests must not revoke its certificates."""
    return open_office(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture(scope="session")
def files(office: Office) -> dict[str, bytes]:
    """Signed files of that office by name, as fixtures/signed.py makes them."""
    return signed.files(office)


@pytest.fixture
def own_office(tmp_path: Path) -> Office:
    """An office of this test alone."""
    return open_office(tmp_path / "home")
