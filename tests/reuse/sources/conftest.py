"""A running store of others, and the client that asks it."""

from collections.abc import Iterator

import pytest
from cryptography import x509

from fixtures.national_store import CLIENT, SECRET, NationalStore, national_store
from reuse.sources.national import Account
from reuse.sources.national import NationalStore as Client
from tests.factories import CLOCK
from tests.reuse.sources.asked import CODE, OWNER


@pytest.fixture
def store() -> Iterator[NationalStore]:
    """A store in which the owner has one paper."""
    with national_store() as running:
        running.put(OWNER, CODE, "/kho/1", b"%PDF-1.4 mot")
        yield running


@pytest.fixture
def account(store: NationalStore) -> Account:
    """How it is reached and believed."""
    certificate = x509.load_pem_x509_certificate(store.certificate)
    return Account(store.url, store.url, CLIENT, SECRET, certificate, "sorted", 10_000)


@pytest.fixture
def client(account: Account) -> Client:
    """The client of it."""
    return Client(account, CLOCK)
