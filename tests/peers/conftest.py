"""What we sign ourselves, made once for all peers."""

from pathlib import Path

import pytest

from tests.peers.copies import archive_copy
from tests.peers.corpus import Case, Corpus


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie."""
    return tmp_path_factory.mktemp("peers")


@pytest.fixture(scope="session")
def corpus(folder: Path) -> Corpus:
    """An office and what it makes."""
    return Corpus(folder)


@pytest.fixture(scope="session")
def copy(folder: Path) -> bytes:
    """The copy that is signed."""
    return archive_copy(folder)


@pytest.fixture(scope="session")
def own_cases(corpus: Corpus, copy: bytes) -> list[Case]:
    """Every file that we sign ourselves, with our verdict."""
    return list(corpus.own(copy))
