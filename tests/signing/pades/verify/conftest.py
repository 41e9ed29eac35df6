"""The signed files of one office, made once for all tests of the judge."""

import logging
from collections.abc import Iterator

import pytest

from fixtures import signed
from fixtures.pki.office import Office


@pytest.fixture(scope="session")
def files(office: Office) -> dict[str, bytes]:
    """Signed files by name, as fixtures/signed.py makes them."""
    return signed.files(office)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep the libraries from writing a page about each forgery: it takes a third of the time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
