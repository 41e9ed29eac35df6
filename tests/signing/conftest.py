"""One office with its keys, and one province's authorities over HTTP, for all tests of the room."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.clock import FixedClock
from fixtures import signed
from fixtures.pki.office import MADE_AT, Office, open_office

if TYPE_CHECKING:
    from tests.servers.certomancer import Authorities


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


@pytest.fixture(scope="session")
def running_authorities(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Authorities]":
    """A province's authorities, served on loopback."""
    from tests.servers.certomancer import authorities

    with authorities(tmp_path_factory.mktemp("province") / "keys", FixedClock(MADE_AT)) as server:
        yield server


@pytest.fixture
def server(running_authorities: "Authorities") -> "Authorities":
    """They, as at first: without faults, at the office's time, and asked nothing yet."""
    running_authorities.faults.clear()
    running_authorities.asked.clear()
    running_authorities.clock.at = MADE_AT
    return running_authorities
