"""Makes OCSP answers that a responder of the province would not give: other words, times, signers.

Must not be asked over HTTP; tests/fakes/faults.py puts such answers in the server's place.
"""

import datetime as dt

from asn1crypto import keys, ocsp, x509
from certomancer.registry import CertLabel, KeyLabel
from certomancer.services import RevocationInfoInterface, SimpleOCSPResponder, choose_signed_digest
from cryptography import x509 as pyca_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fixtures.pki.province import Province

DAY = dt.timedelta(days=1)
GOOD = ocsp.CertStatus("good")
UNKNOWN = ocsp.CertStatus("unknown")


def revoked(at: dt.datetime, reason: str | None = "key_compromise") -> ocsp.CertStatus:
    """Return the word on a certificate that was revoked at a time."""
    return ocsp.CertStatus("revoked", {"revocation_time": at, "revocation_reason": reason})


class _Says(RevocationInfoInterface):
    """Says the same of every certificate of an issuer."""

    def __init__(self, issuer: x509.Certificate, status: ocsp.CertStatus) -> None:
        self._issuer = issuer
        self._status = status

    def get_issuer_cert(self) -> x509.Certificate:
        return self._issuer

    def check_revocation_status(
        self, cid: ocsp.CertId, at_time: dt.datetime
    ) -> tuple[ocsp.CertStatus, list[ocsp.SingleResponseExtension]]:
        return self._status, []


def responder(
    province: Province,
    at: dt.datetime,
    *,
    status: ocsp.CertStatus = GOOD,
    certificate: str | bytes = "issuing-ocsp",
    key: str | bytes = "responder",
    issuer: str = "issuing",
    lasts: dt.timedelta | None = dt.timedelta(minutes=10),
) -> SimpleOCSPResponder:
    """Return a responder that says `status` at a time; certificate and key are labels, or a stranger's."""
    own = province.architecture
    shown = (
        own.get_cert(CertLabel(certificate))
        if isinstance(certificate, str)
        else x509.Certificate.load(certificate)
    )
    private = (
        own.key_set.get_private_key(KeyLabel(key)) if isinstance(key, str) else keys.PrivateKeyInfo.load(key)
    )
    return SimpleOCSPResponder(
        responder_cert=shown,
        responder_key=private,
        signature_algo=choose_signed_digest("sha256", shown.public_key),
        at_time=at,
        revinfo_interface=_Says(own.get_cert(CertLabel(issuer)), status),
        validity=lasts,
    )


def asking(province: Province, label: str, issuer: str = "issuing") -> ocsp.OCSPRequest:
    """Return the request about a certificate of the province."""
    builder = pyca_x509.ocsp.OCSPRequestBuilder()
    built = builder.add_certificate(
        province.certificate(label), province.certificate(issuer), hashes.SHA256()
    ).build()
    return ocsp.OCSPRequest.load(built.public_bytes(serialization.Encoding.DER))


def said(by: SimpleOCSPResponder, asked: ocsp.OCSPRequest) -> bytes:
    """Return the DER of an answer."""
    return bytes(by.build_ocsp_response(asked).dump())


def private_der(key: CertificateIssuerPrivateKeyTypes) -> bytes:
    """Return a key as PKCS#8."""
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def certified(
    name: str,
    key: CertificateIssuerPrivateKeyTypes,
    *,
    issuer: pyca_x509.Name,
    by: ec.EllipticCurvePrivateKey,
    start: dt.datetime,
    end: dt.datetime,
    answers: bool = True,
) -> bytes:
    """Return the DER of a certificate for a responder, by whatever issuer; without `answers` for none."""
    subject = pyca_x509.Name([pyca_x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        pyca_x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())  # type: ignore[arg-type] # of the same kind as the key
        .serial_number(pyca_x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(pyca_x509.OCSPNoCheck(), critical=False)
    )
    if answers:
        purposes = pyca_x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
        builder = builder.add_extension(purposes, critical=False)
    return builder.sign(by, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
