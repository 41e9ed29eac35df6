"""An office with a signed file, and the command that judges it."""

from pathlib import Path

import pytest

from fixtures.pki.office import Office, open_office
from fixtures.signed import plain_pdf, visible
from signing.pades.sign.certify import certify
from signing.pades.sign.values import SignRequest
from tests.desk.cli.judging import Judge


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
