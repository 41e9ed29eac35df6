"""An office with a signed file, an archive, and the command that judges them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.pki.office import Office, open_office
from fixtures.signed import plain_pdf, visible
from signing.pades.sign.certify import certify
from signing.pades.sign.values import SignRequest
from tests.desk.cli.judging import Judge
from tests.desk.web.support import Office as Desk
from tests.desk.web.support import office as open_desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose clock stands."""
    return open_office(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture(scope="module")
def signed(office: Office) -> bytes:
    """A file that its officer signed, with the words on its first page."""
    return certify(
        plain_pdf(), SignRequest(visible=visible(office)), office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    ).data  # fmt: skip


@pytest.fixture
def judge(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Judge:
    """`sohoa verify` with an archive that is not there."""
    return Judge(capsys, monkeypatch).at(tmp_path / "nobody")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An archive with two kept papers, and one that waits for its officer."""
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        client = opened.program("officer")
        opened.kept(client, colour=41)
        opened.kept(client, colour=42)
        opened.handed(client, colour=43)
        yield opened
