"""The embedded authority: whole without a server, of no value and saying so."""

import datetime as dt
import stat
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from archive.clock import FixedClock
from fixtures.pki.office import Office
from signing.authority import crl, trust
from signing.authority.create import create_authority
from signing.authority.crl import EmbeddedRevocation
from signing.authority.timestamp import EmbeddedTimestamp
from signing.errors import AuthorityMissing, RevocationUnavailable
from signing.keys.store import KeyStore
from signing.trust.trust_list import read_trust


def _load(encoded: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(encoded)


def test_every_certificate_says_that_it_has_no_legal_value(office: Office) -> None:
    files = [x509.load_pem_x509_certificate(file.read_bytes()) for file in office.pki.glob("*.pem")]
    leaves = [_load(office.officer.certificate), _load(office.seal.certificate)]
    assert len(files) == 3
    for certificate in [*files, *leaves]:
        subject = certificate.subject.rfc4514_string()
        assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ / NO LEGAL VALUE" in subject
        assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)


def test_private_files_are_readable_by_their_owner_only(office: Office) -> None:
    private = [*office.pki.glob("*.key"), *office.pki.glob("*.secret"), *office.home.rglob("*.p12")]
    assert len(private) == 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in private} == {0o600}


def test_openssl_verifies_certificates_lists_and_tokens(office: Office, tmp_path: Path) -> None:
    at = str(int(office.clock.now().timestamp()))
    officer = tmp_path / "officer.pem"
    officer.write_bytes(_load(office.officer.certificate).public_bytes(crl.Encoding.PEM))
    lists = tmp_path / "lists.pem"
    chain = (office.officer.certificate, *office.officer.chain)
    pem = [
        x509.load_der_x509_crl(one).public_bytes(crl.Encoding.PEM)
        for one in office.revocation.data_for(chain, office.clock.now()).crls
    ]
    lists.write_bytes(b"".join(pem))
    root, issuing = office.pki / "root.pem", office.pki / "issuing.pem"
    _openssl(
        "verify", "-CAfile", str(root), "-untrusted", str(issuing), "-CRLfile", str(lists),
        "-crl_check_all", "-attime", at, str(officer),
    )  # fmt: skip
    imprint = sha256(b"a paper").digest()
    token = tmp_path / "token.der"
    token.write_bytes(office.tsa.timestamp(imprint, "sha256"))
    _openssl(
        "ts", "-verify", "-digest", imprint.hex(), "-token_in", "-in", str(token),
        "-CAfile", str(root), "-attime", at,
    )  # fmt: skip


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_revoked_certificate_is_on_the_next_list(own_office: Office) -> None:
    chain = (own_office.officer.certificate, *own_office.officer.chain)
    serial = _load(chain[0]).serial_number
    assert not _is_listed(own_office, chain, serial)
    crl.revoke(own_office.pki, chain[0], own_office.clock)
    assert _is_listed(own_office, chain, serial)


def _is_listed(office: Office, chain: tuple[bytes, ...], serial: int) -> bool:
    lists = [
        x509.load_der_x509_crl(one) for one in office.revocation.data_for(chain, office.clock.now()).crls
    ]
    assert len(lists) == 2
    return any(one.get_revoked_certificate_by_serial_number(serial) for one in lists)


def test_a_long_vietnamese_name_is_cut_to_whole_letters(own_office: Office) -> None:
    agency = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Đồng Tháp Mười"
    keys = KeyStore(own_office.home)
    keys.make_seal_key("H99.99", agency, own_office.clock)
    seal = keys.seal_for("H99.99")
    assert seal is not None
    (name,) = x509.load_der_x509_certificate(seal.certificate).subject.get_attributes_for_oid(
        x509.NameOID.COMMON_NAME
    )
    assert agency.startswith(str(name.value))
    assert 60 < len(str(name.value).encode()) <= 64


def test_a_list_for_a_stranger_is_not_made_up(office: Office, own_office: Office) -> None:
    stranger = x509.load_pem_x509_certificate((own_office.pki / "timestamp.pem").read_bytes())
    other = EmbeddedRevocation(office.pki)
    # its issuer has the same name as ours, and another key
    with pytest.raises(RevocationUnavailable):
        other.data_for((stranger.public_bytes(crl.Encoding.DER),), office.clock.now())


def test_export_hands_out_anchor_and_lists_but_no_key(office: Office, tmp_path: Path) -> None:
    rows = trust.export(office.pki, tmp_path / "out", office.clock)
    assert [(path.suffix, kind) for path, kind, _ in rows] == [
        (".pem", "anchor"), (".crl", "crl"), (".crl", "crl"),
    ]  # fmt: skip
    assert {path for path, _, _ in rows} == set((tmp_path / "out").iterdir())
    assert b"PRIVATE" not in b"".join(path.read_bytes() for path, _, _ in rows)
    assert tuple(one.certificate for one in read_trust(tmp_path / "out").anchors) == office.anchors


def test_a_missing_key_is_named_without_its_content(tmp_path: Path) -> None:
    clock = FixedClock(dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    create_authority(tmp_path / "pki", clock)
    (tmp_path / "pki" / "timestamp.key").write_text("canary-4711", encoding="ascii")
    with pytest.raises(AuthorityMissing) as caught:
        EmbeddedTimestamp(tmp_path / "pki", clock).timestamp(b"\0" * 32, "sha256")
    assert "timestamp.key" in str(caught.value)
    assert "canary" not in repr(caught.value) + repr(caught.value.__cause__)


def test_an_unknown_issuer_has_no_list(office: Office) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A")])
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Somebody else")])
    now = office.clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, crl.hashes.SHA256())
    )
    with pytest.raises(RevocationUnavailable):
        office.revocation.data_for((certificate.public_bytes(crl.Encoding.DER),), now)
