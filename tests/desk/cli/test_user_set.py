"""An administrator registers whose certificate an account signs with."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from archive.accounts import repository as accounts
from archive.errors import BadValue, Forbidden, NotFound
from desk.cli.admin import user_set
from signing.errors import CertificateUnreadable
from signing.keys.store import KeyStore
from tests.desk.web.support import Office, office


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A prepared archive."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        return opened


@pytest.fixture(autouse=True)
def _here(archive: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(archive.house.settings.home))
    monkeypatch.setenv("SOHOA_USER", "administrator")


def _row(archive: Office) -> tuple[str, str]:
    with archive.house.database.reading() as session:
        row = accounts.by_name(session, "officer")
        assert row is not None
        return row.personal_id, row.certificate_sha256


def test_what_is_given_is_written_and_what_is_not_stays(archive: Office, tmp_path: Path) -> None:
    signer = KeyStore(archive.house.settings.home).signer_for("officer")
    assert signer is not None
    certificate = x509.load_der_x509_certificate(signer.certificate)
    thumbprint = certificate.fingerprint(hashes.SHA256()).hex()
    for name, encoding in (("a.pem", Encoding.PEM), ("a.der", Encoding.DER)):
        (tmp_path / name).write_bytes(certificate.public_bytes(encoding))
        assert user_set("officer", None, tmp_path / name, as_json=True) == 0
        assert _row(archive) == ("", thumbprint)
    assert user_set("officer", "079084000017", None, as_json=True) == 0
    assert _row(archive) == ("079084000017", thumbprint)
    assert user_set("officer", "", None, as_json=True) == 0
    assert _row(archive) == ("", thumbprint)


def test_what_is_no_number_no_certificate_or_no_account_is_refused(archive: Office, tmp_path: Path) -> None:
    before = _row(archive)
    (tmp_path / "x.pem").write_bytes(b"-----BEGIN CERTIFICATE-----")
    with pytest.raises(CertificateUnreadable):
        user_set("officer", None, tmp_path / "x.pem", as_json=True)
    with pytest.raises(BadValue):
        user_set("officer", "079 084", None, as_json=True)
    with pytest.raises(NotFound):
        user_set("nobody", "079084000017", None, as_json=True)
    assert _row(archive) == before


def test_nobody_but_an_administrator_registers(archive: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_USER", "officer")
    with pytest.raises(Forbidden):
        user_set("officer", "079084000017", None, as_json=True)


def _rights(archive: Office) -> frozenset[str]:
    with archive.house.database.reading() as session:
        return accounts.acting(session, "officer", channel="test").profile_rights


def test_rights_of_profiles_are_given_exactly_and_only_those_that_there_are(archive: Office) -> None:
    assert user_set("officer", None, None, ["sao-van-ban", "so-hoa-ket-qua"], as_json=True) == 0
    assert _rights(archive) == {"sao-van-ban", "so-hoa-ket-qua"}
    assert user_set("officer", None, None, as_json=True) == 0
    assert _rights(archive) == {"sao-van-ban", "so-hoa-ket-qua"}
    with pytest.raises(BadValue):
        user_set("officer", None, None, ["sao-van-bản"], as_json=True)
    assert user_set("officer", None, None, ["so-hoa-ket-qua"], as_json=True) == 0
    assert _rights(archive) == {"so-hoa-ket-qua"}
    assert user_set("officer", None, None, [""], as_json=True) == 0
    assert _rights(archive) == frozenset()
