"""Before a key is used, an OCSP answer counts as much as a list, if it proves itself."""

import datetime as dt

import pytest
from asn1crypto import ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import CertificateRevoked
from signing.keys.check import check_certificate
from tests.fakes.ocsp import GOOD, UNKNOWN, asking, responder, revoked, said
from tests.fakes.signing import GivenRevocation
from tests.servers.certomancer import Authorities

LABEL = "officer-answered"
SINCE = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def _check(server: Authorities, *answers: bytes, label: str = LABEL, lists: tuple[bytes, ...] = ()) -> bool:
    return check_certificate(
        server.province.signer(label),
        anchors=server.province.anchors,
        revocation=GivenRevocation(*lists, _root_list(server), answers=answers),
        at=server.clock.now(),
    )


def _list(server: Authorities, issuer: str, *revoked_labels: str, part: bool = False) -> bytes:
    now, province = server.clock.now(), server.province
    builder = x509.CertificateRevocationListBuilder().issuer_name(province.certificate(issuer).subject)
    builder = builder.last_update(now - HOUR).next_update(now + HOUR)
    if part:
        builder = builder.add_extension(
            x509.IssuingDistributionPoint(
                full_name=[x509.UniformResourceIdentifier(server.url("crls/issuing/latest.crl"))],
                relative_name=None,
                only_contains_user_certs=False,
                only_contains_ca_certs=False,
                only_some_reasons=None,
                indirect_crl=False,
                only_contains_attribute_certs=False,
            ),
            critical=True,
        )
    for label in revoked_labels:
        entry = x509.RevokedCertificateBuilder().serial_number(province.certificate(label).serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(SINCE).build())
    return builder.sign(province.key(issuer), hashes.SHA256()).public_bytes(Encoding.DER)


def _root_list(server: Authorities) -> bytes:
    return _list(server, "root")


def _said(
    server: Authorities,
    status: ocsp.CertStatus = GOOD,
    *,
    age: dt.timedelta = dt.timedelta(),
    about: str = LABEL,
    key: str = "responder",
    certificate: str = "issuing-ocsp",
    lasts: dt.timedelta | None = dt.timedelta(minutes=10),
) -> bytes:
    made = responder(
        server.province,
        server.clock.now() - age,
        status=status,
        key=key,
        certificate=certificate,
        lasts=lasts,
    )
    return said(made, asking(server.province, about))


def test_a_current_good_answer_covers_a_certificate(server: Authorities) -> None:
    assert _check(server, _said(server))
    assert not _check(server)


def test_an_answer_that_says_revoked_forbids_to_sign_and_tells_since_when(server: Authorities) -> None:
    with pytest.raises(CertificateRevoked, match="2026-03-01T07:00:00"):
        _check(server, _said(server, revoked(SINCE)))


def test_a_good_answer_beside_it_changes_nothing(server: Authorities) -> None:
    bad, good = _said(server, revoked(SINCE)), _said(server)
    for answers in ((good, bad), (bad, good)):
        with pytest.raises(CertificateRevoked):
            _check(server, *answers)


def test_a_revocation_has_no_end(server: Authorities) -> None:
    with pytest.raises(CertificateRevoked):
        _check(server, _said(server, revoked(SINCE), age=24 * HOUR))


def test_a_list_that_names_the_certificate_outweighs_a_good_answer(server: Authorities) -> None:
    with pytest.raises(CertificateRevoked):
        _check(server, _said(server), lists=(_list(server, "issuing", LABEL),))


def test_what_does_not_prove_itself_neither_covers_nor_revokes(server: Authorities) -> None:
    nothing = [
        _said(server, key="stamps"),
        _said(server, revoked(SINCE), key="stamps"),
        _said(server, about="officer-both"),
        _said(server, revoked(SINCE), about="officer-both"),
        _said(server, UNKNOWN),
        _said(server, age=HOUR),
        _said(server, age=HOUR, lasts=None),
        _said(server, age=-HOUR),
        b"",
        b"<html>",
    ]
    assert not _check(server, *nothing)
    assert _check(server, *nothing, _said(server))


def test_a_responder_s_own_certificate_must_be_covered_too(server: Authorities) -> None:
    answer = _said(server, certificate="careful-ocsp")
    # Lists of the place that the responder's certificate names and the officer's does not.
    good, bad = (_list(server, "issuing", *labels, part=True) for labels in ((), ("careful-ocsp",)))
    assert not _check(server, lists=(good,))
    assert not _check(server, answer)
    assert _check(server, answer, lists=(good,))
    assert not _check(server, answer, lists=(bad,))
