"""Checks a certificate before its key is used: signing with an expired or revoked one succeeds silently.

Must not fetch anything: lists and answers come from the RevocationSource that is handed in.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import vietnam_iso
from signing.errors import CertificateExpired, CertificateRevoked, CertificateUnfit, RevocationUnavailable
from signing.keys.mechanism import LEAST_RSA_BITS, weakness_of
from signing.keys.names import common_name, ordered_chain
from signing.pades.strength import signature_ends
from signing.pades.suite import current_suite
from signing.ports import RevocationData, RevocationSource
from signing.sources import answers, listed
from signing.sources.faults import WrongAnswer


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
    rsa_bits: int = LEAST_RSA_BITS,
) -> bool:
    """Refuse to sign with a certificate that would not be accepted.

    Args:
        signer: the key about to be used.
        anchors: DER certificates that are trusted.
        revocation: where current lists and OCSP answers come from.
        at: aware time of signing.
        rsa_bits: least length of an RSA key that signs.

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
    _check_key(leaf, rsa_bits)
    _check_leaf_usage(leaf)
    for below, issuer in pairwise(path):
        _check_issuer(issuer)
        _check_issued(below, issuer, at)
    return check_revocation(path, revocation, at)


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


def _check_key(leaf: x509.Certificate, rsa_bits: int) -> None:
    if why := weakness_of(leaf.public_key(), rsa_bits):
        raise CertificateUnfit(who=common_name(leaf), why=why)


def _check_issued(below: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> None:
    """Refuse what a judge would refuse: a certificate issued by an algorithm or key that counts no more."""
    certificate, key = (asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in (below, issuer))
    if signature_ends(certificate["signature_algorithm"], key.public_key, current_suite()) <= at:
        raise CertificateUnfit(who=common_name(below), why="issued by an algorithm or key that is too weak")


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


def check_revocation(path: Sequence[x509.Certificate], revocation: RevocationSource, at: dt.datetime) -> bool:
    """Refuse a chain of which a certificate was revoked.

    Args:
        path: leaf, issuers, anchor.
        revocation: where current lists and OCSP answers come from.
        at: aware time that counts as now.

    Returns:
        Whether something current speaks of each certificate but the anchor.

    Raises:
        CertificateRevoked: one of them was.
    """
    encoded = tuple(one.public_bytes(Encoding.DER) for one in path)
    try:
        data = revocation.data_for(encoded, at)
    except RevocationUnavailable:
        return False
    return all([_is_covered(below, issuer, data, at) for below, issuer in pairwise(path)])


def _is_covered(
    certificate: x509.Certificate, issuer: x509.Certificate, data: RevocationData, at: dt.datetime
) -> bool:
    """Return whether something genuine and current speaks of a certificate.

    Raises:
        CertificateRevoked: something genuine says so, however old it is and whatever else says.
    """
    covered = False
    for revoked_at, holds in (
        *_lists(certificate, issuer, data, at),
        *_answers(certificate, issuer, data, at),
    ):
        if revoked_at is not None:
            raise CertificateRevoked(who=common_name(certificate), at=vietnam_iso(revoked_at))
        covered = covered or holds
    return covered


def _lists(
    certificate: x509.Certificate, issuer: x509.Certificate, data: RevocationData, at: dt.datetime
) -> Iterator[tuple[dt.datetime | None, bool]]:
    """Yield since when each genuine list names a certificate, and whether the list is current."""
    for encoded in data.crls:
        try:
            found = listed.read_list(encoded, certificate, issuer)
        except WrongAnswer:
            continue
        yield found.revoked_at, not listed.age_fault(found, at)


def _answers(
    certificate: x509.Certificate, issuer: x509.Certificate, data: RevocationData, at: dt.datetime
) -> Iterator[tuple[dt.datetime | None, bool]]:
    """Yield since when each genuine OCSP answer calls a certificate revoked, and whether it is good now."""
    for encoded in data.ocsps:
        try:
            found = answers.read_answer(encoded, certificate, issuer)
        except WrongAnswer:
            continue
        responder = found.unchecked
        known = responder is None or (None, True) in _lists(responder, issuer, data, at)
        good = found.status is answers.Status.GOOD
        yield found.revoked_at, good and known and not answers.age_fault(found, at)
