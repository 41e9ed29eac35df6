"""A certificate that would not be accepted later is refused before its key is used."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from archive.errors import SohoaError
from fixtures.forgeries import people
from fixtures.pki.office import Office
from signing.authority import certificates, crl
from signing.authority.layout import ISSUING, read_identity
from signing.errors import CertificateExpired, CertificateRevoked, CertificateUnfit
from signing.keys.check import check_certificate
from signing.keys.mechanism import CARD_RSA_BITS, LEAST_RSA_BITS
from signing.keys.soft import SoftSigner
from tests.fakes.signing import DeadRevocation, GivenRevocation


def _check(
    office: Office,
    signer: SoftSigner | None = None,
    at: dt.datetime | None = None,
    rsa_bits: int = LEAST_RSA_BITS,
) -> bool:
    return check_certificate(
        signer or office.officer,
        anchors=office.anchors,
        revocation=office.revocation,
        at=at or office.clock.now(),
        rsa_bits=rsa_bits,
    )


def test_a_good_certificate_may_sign(office: Office) -> None:
    assert _check(office)
    assert _check(office, office.seal)


@pytest.mark.parametrize("days", [-2, 365 * 4])
def test_outside_its_validity_it_may_not_sign(office: Office, days: int) -> None:
    with pytest.raises(CertificateExpired):
        _check(office, at=office.clock.now() + dt.timedelta(days=days))


def test_revoked_it_may_not_sign(own_office: Office) -> None:
    crl.revoke(own_office.pki, own_office.officer.certificate, own_office.clock)
    with pytest.raises(CertificateRevoked):
        _check(own_office)


def test_with_a_revoked_issuer_it_may_not_sign(own_office: Office) -> None:
    crl.revoke(own_office.pki, own_office.officer.chain[0], own_office.clock)
    with pytest.raises(CertificateRevoked):
        _check(own_office)


def test_of_a_stranger_s_authority_it_may_not_sign(office: Office, own_office: Office) -> None:
    with pytest.raises(CertificateUnfit):
        _check(office, own_office.officer)


def test_a_dead_source_is_told_and_does_not_stop_a_receipt(office: Office) -> None:
    assert not check_certificate(
        office.officer, anchors=office.anchors, revocation=DeadRevocation(), at=office.clock.now()
    )


def test_a_list_that_ran_out_or_of_another_issuer_covers_nothing(office: Office, own_office: Office) -> None:
    chain = (office.officer.certificate, *office.officer.chain)
    old = office.revocation.data_for(chain, office.clock.now() - dt.timedelta(days=30)).crls
    forged = own_office.revocation.data_for(
        (own_office.officer.certificate, *own_office.officer.chain), own_office.clock.now()
    ).crls
    for lists in (old, forged, ()):
        source = GivenRevocation(*lists)
        assert not check_certificate(
            office.officer, anchors=office.anchors, revocation=source, at=office.clock.now()
        )


def _issued(
    office: Office,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    usage: dict[str, bool] | None,
) -> SoftSigner:
    issuer = read_identity(office.pki, ISSUING)
    now = office.clock.now()
    builder = (
        x509.CertificateBuilder()
        .subject_name(certificates.subject_of("Somebody"))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=9))
    )
    if usage is not None:
        every = dict.fromkeys(
            (
                "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
            ),
            False,
        )  # fmt: skip
        builder = builder.add_extension(x509.KeyUsage(**(every | usage)), critical=True)
    return SoftSigner(key, builder.sign(issuer.key, hashes.SHA256()), (issuer.certificate,))


@pytest.mark.parametrize(
    "usage", [None, {"key_agreement": True}, {"digital_signature": True, "key_cert_sign": True}]
)
def test_without_the_right_key_usage_it_may_not_sign(office: Office, usage: dict[str, bool] | None) -> None:
    signer = _issued(office, ec.generate_private_key(ec.SECP256R1()), usage)
    with pytest.raises(CertificateUnfit):
        _check(office, signer)


def test_a_weak_key_may_not_sign(office: Office) -> None:
    usage = {"content_commitment": True}
    for key in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP192R1())):
        with pytest.raises(CertificateUnfit):
            _check(office, _issued(office, key, usage))
    assert _check(office, _issued(office, ec.generate_private_key(ec.SECP384R1()), usage))


def test_a_card_that_knows_no_more_signs_with_2048_bits(office: Office) -> None:
    usage = {"content_commitment": True}
    card = _issued(office, rsa.generate_private_key(65537, 2048), usage)
    assert _check(office, card, rsa_bits=CARD_RSA_BITS)
    with pytest.raises(CertificateUnfit):
        _check(office, _issued(office, rsa.generate_private_key(65537, 1024), usage), rsa_bits=CARD_RSA_BITS)


def test_issuers_with_rsa_2048_count_until_their_algorithm_ends(office: Office) -> None:
    root_key, key = (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1()))
    begins = office.clock.now()
    root = people.issue(None, root_key, begins, subject=people.name("Gốc"), ca=True, days=(-1, 3650))
    leaf = people.issue((root.subject, root_key), key, begins, days=(-1, 3650))
    signer = SoftSigner(key, leaf, (root,))
    anchors = (root.public_bytes(Encoding.DER),)
    late = dt.datetime(2029, 1, 2, tzinfo=dt.UTC)
    check_certificate(signer, anchors=anchors, revocation=DeadRevocation(), at=begins)
    with pytest.raises(CertificateUnfit):
        check_certificate(signer, anchors=anchors, revocation=DeadRevocation(), at=late)


def test_the_refusal_names_the_holder_in_two_languages(own_office: Office) -> None:
    crl.revoke(own_office.pki, own_office.officer.certificate, own_office.clock)
    with pytest.raises(SohoaError) as caught:
        _check(own_office)
    assert "Nguyễn Thị Hồng Gấm" in caught.value.text_vi
    assert "Nguyễn Thị Hồng Gấm" in caught.value.text_en
