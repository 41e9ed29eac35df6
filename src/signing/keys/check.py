"""Checks a certificate before its key is used: signing with an expired or revoked one succeeds silently.

Must not fetch anything: lists come from the RevocationSource that is handed in.
"""

import datetime as dt
from itertools import pairwise
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import vietnam_iso
from signing.errors import CertificateExpired, CertificateRevoked, CertificateUnfit, RevocationUnavailable
from signing.keys.mechanism import weakness_of
from signing.keys.names import common_name, ordered_chain
from signing.ports import RevocationSource

_WEAK_HASHES = (hashes.MD5, hashes.SHA1)


class Certified(Protocol):
    """A key, at hand or elsewhere, of which the certificates are known."""

    @property
    def certificate(self) -> bytes:
        """The holder's certificate, DER."""
        ...

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates, DER, nearest first."""
        ...


def check_certificate(
    signer: Certified,
    *,
    anchors: tuple[bytes, ...],
    revocation: RevocationSource,
    at: dt.datetime,
) -> bool:
    """Refuse to sign with a certificate that would not be accepted.

    Args:
        signer: the key about to be used.
        anchors: DER certificates that are trusted.
        revocation: where current lists come from.
        at: aware time of signing.

    Returns:
        Whether revocation could be looked up: a dead source does not stop a receipt.

    Raises:
        CertificateExpired, CertificateRevoked, CertificateUnfit: it would not be accepted.

    Source: RFC 5280 section 6.1, Law on E-Transactions 2023 article 23.
    """
    leaf = x509.load_der_x509_certificate(signer.certificate)
    path = _path(leaf, signer.chain, anchors)
    for certificate in path:
        _check_time(certificate, at)
        _check_strength(certificate)
    _check_leaf_usage(leaf)
    for issuer in path[1:]:
        _check_issuer(issuer)
    return _check_revocation(path, revocation, at)


def _path(
    leaf: x509.Certificate, chain: tuple[bytes, ...], anchors: tuple[bytes, ...]
) -> list[x509.Certificate]:
    """Return leaf, issuers, anchor."""
    trusted = tuple(x509.load_der_x509_certificate(one) for one in anchors)
    others = tuple(x509.load_der_x509_certificate(one) for one in chain)
    path = [leaf, *ordered_chain(leaf, others + trusted)]
    if not any(certificate in trusted for certificate in path[1:]):
        raise CertificateUnfit(who=common_name(leaf), why="its chain does not end at a trusted anchor")
    end = next(i for i, certificate in enumerate(path) if i and certificate in trusted)
    return path[: end + 1]


def _check_time(certificate: x509.Certificate, at: dt.datetime) -> None:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not start <= at <= end:
        raise CertificateExpired(who=common_name(certificate), start=vietnam_iso(start), end=vietnam_iso(end))


def _check_strength(certificate: x509.Certificate) -> None:
    public = certificate.public_key()
    why = weakness_of(public) if isinstance(public, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)) else "?"
    if why is None and isinstance(certificate.signature_hash_algorithm, _WEAK_HASHES):
        why = f"issued with {certificate.signature_hash_algorithm.name}"
    if why is not None:
        raise CertificateUnfit(who=common_name(certificate), why=why)


def _check_leaf_usage(leaf: x509.Certificate) -> None:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise CertificateUnfit(who=common_name(leaf), why="it has no key usage") from None
    if not (usage.content_commitment or usage.digital_signature):
        raise CertificateUnfit(who=common_name(leaf), why="its key usage is not signing")
    if usage.key_cert_sign:
        raise CertificateUnfit(who=common_name(leaf), why="it belongs to an authority")


def _check_issuer(issuer: x509.Certificate) -> None:
    try:
        ca = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        ca = False
    if not ca:
        raise CertificateUnfit(who=common_name(issuer), why="it may not issue certificates")


def _check_revocation(path: list[x509.Certificate], revocation: RevocationSource, at: dt.datetime) -> bool:
    encoded = tuple(one.public_bytes(Encoding.DER) for one in path)
    try:
        lists = [x509.load_der_x509_crl(one) for one in revocation.data_for(encoded, at).crls]
    except RevocationUnavailable:
        return False
    return all([_is_covered(below, issuer, lists, at) for below, issuer in pairwise(path)])


def _is_covered(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    lists: list[x509.CertificateRevocationList],
    at: dt.datetime,
) -> bool:
    """Return whether a current list of `issuer` is among `lists`; a listed certificate raises."""
    covered = False
    for one in lists:
        if one.issuer != issuer.subject or not _is_signed_by(one, issuer):
            continue
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            raise CertificateRevoked(who=common_name(certificate), at=vietnam_iso(entry.revocation_date_utc))
        end = one.next_update_utc
        covered = covered or (end is not None and at <= end)
    return covered


def _is_signed_by(one: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    public = issuer.public_key()
    return isinstance(public, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)) and one.is_signature_valid(
        public
    )
