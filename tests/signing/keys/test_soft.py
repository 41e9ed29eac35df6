"""Soft keys: opened only as they should be, and never shown."""

import logging
import pickle
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from fixtures.pki.office import AGENCY, OFFICER, Office
from signing.authority import certificates
from signing.authority.layout import Identity, write_private
from signing.errors import CertificateUnfit, KeyUnavailable
from signing.keys.soft import SoftSigner, load_soft
from signing.keys.store import KeyStore

CANARY = b"canary-pass-phrase-4711"


@pytest.fixture
def p12(office: Office, tmp_path: Path) -> Path:
    issuer = certificates.root("Issuer", office.clock.now())
    leaf = _leaf(issuer, office)
    bundle = pkcs12.serialize_key_and_certificates(
        None, leaf.key, leaf.certificate, [issuer.certificate], BestAvailableEncryption(CANARY)
    )
    write_private(tmp_path / "a.p12", bundle)
    return tmp_path / "a.p12"


def _leaf(issuer: Identity, office: Office) -> Identity:
    subject = certificates.subject_of(OFFICER, identifier="x", agency=AGENCY)
    return certificates.signing(subject, issuer, office.clock.now(), certificates.LEAF_LIFE)


def test_its_signature_verifies_with_its_certificate(p12: Path) -> None:
    signer = load_soft(p12, CANARY)
    public = x509.load_der_x509_certificate(signer.certificate).public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(signer.sign(b"a paper", "sha256"), b"a paper", ec.ECDSA(hashes.SHA256()))
    assert signer.mechanism == "ecdsa"
    assert len(signer.chain) == 1


def test_an_rsa_key_signs_with_pss(office: Office) -> None:
    key = rsa.generate_private_key(65537, 3072)
    root = certificates.root("Issuer", office.clock.now())
    builder = x509.CertificateBuilder().subject_name(certificates.subject_of("RSA"))
    certificate = (
        builder.issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(office.clock.now())
        .not_valid_after(root.certificate.not_valid_after_utc)
        .sign(root.key, hashes.SHA256())
    )
    signer = SoftSigner(key, certificate, ())
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    key.public_key().verify(signer.sign(b"a paper", "sha256"), b"a paper", pss, hashes.SHA256())
    assert signer.mechanism == "rsassa_pss"


def test_a_file_that_others_may_read_is_refused(p12: Path) -> None:
    p12.chmod(0o640)
    with pytest.raises(KeyUnavailable, match="0640"):
        load_soft(p12, CANARY)


@pytest.mark.parametrize("damage", [b"", b"not a key file"])
def test_a_damaged_file_is_an_unavailable_key(p12: Path, damage: bytes) -> None:
    p12.write_bytes(damage)
    with pytest.raises(KeyUnavailable):
        load_soft(p12, CANARY)


def test_a_file_without_a_key_is_unfit(office: Office, tmp_path: Path) -> None:
    root = x509.load_pem_x509_certificate((office.pki / "root.pem").read_bytes())
    content = pkcs12.serialize_key_and_certificates(None, None, None, [root], BestAvailableEncryption(CANARY))
    write_private(tmp_path / "empty.p12", content)
    with pytest.raises(CertificateUnfit):
        load_soft(tmp_path / "empty.p12", CANARY)


def test_pass_phrase_and_key_never_reach_repr_log_or_errors(
    p12: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    signer = load_soft(p12, CANARY)
    key, _, _ = pkcs12.load_key_and_certificates(p12.read_bytes(), CANARY)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    secret = key.private_numbers().private_value
    with pytest.raises(KeyUnavailable) as caught:
        load_soft(p12, CANARY[:-1])
    shown = repr(signer) + str(signer) + repr(caught.value) + repr(caught.value.__cause__) + caplog.text
    for canary in (CANARY.decode(), CANARY[:-1].decode(), str(secret), f"{secret:x}"):
        assert canary not in shown
    with pytest.raises(TypeError):
        pickle.dumps(signer)


def test_an_account_has_its_own_key_and_no_other(own_office: Office) -> None:
    keys = KeyStore(own_office.home)
    signer = keys.signer_for("gam")
    assert signer is not None
    assert signer.certificate == own_office.officer.certificate
    assert keys.signer_for("somebody") is None
    assert keys.seal_for("gam") is None


@pytest.mark.parametrize("name", ["../pki/root", "a/b", "", ".", "..", "x" * 200, "a\0b"])
def test_an_account_s_name_does_not_leave_the_folder(own_office: Office, name: str) -> None:
    keys = KeyStore(own_office.home)
    assert keys.signer_for(name) is None
    with pytest.raises(KeyUnavailable):
        keys.make_officer_key(name, OFFICER, AGENCY, own_office.clock)


def test_making_a_key_again_keeps_the_first(own_office: Office) -> None:
    keys = KeyStore(own_office.home)
    before = keys.make_officer_key("gam", OFFICER, AGENCY, own_office.clock).read_bytes()
    assert keys.make_officer_key("gam", OFFICER, AGENCY, own_office.clock).read_bytes() == before
    signer = keys.signer_for("gam")
    assert signer is keys.signer_for("gam")
