"""What a revocation list says of one certificate, if its issuer signed it and it is whole for such ones.

Must not fetch. Source: RFC 5280 sections 5.2 and 6.3.3.
"""

import dataclasses as dc
import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from signing.sources.certificates import extension_of, is_authority, places_of
from signing.sources.clocks import SKEW
from signing.sources.faults import WrongAnswer
from signing.sources.signatures import LEAST_RSA_BITS, STRONG

_UNDERSTOOD = (x509.IssuingDistributionPoint, x509.AuthorityKeyIdentifier, x509.CRLNumber)


@dc.dataclass(frozen=True, slots=True)
class Listed:
    """A genuine list and its word on one certificate.

    Attributes:
        encoded: DER, as it came.
        revoked_at: since when the certificate is revoked, None where the list does not name it.
        on_hold: revoked for the time being only; the one reason that may be taken back.
        since: thisUpdate.
        until: nextUpdate.
    """

    encoded: bytes = dc.field(repr=False)
    revoked_at: dt.datetime | None
    on_hold: bool
    since: dt.datetime
    until: dt.datetime


def read_list(encoded: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> Listed:
    """Read a list and prove that it is the issuer's and speaks of certificates of this kind.

    Whether it is current is another question: `age_fault`.

    Args:
        encoded: DER CertificateList.
        certificate: that is looked for.
        issuer: whose key signed the certificate.

    Raises:
        WrongAnswer: it is not such a list.
    """
    try:
        found = x509.load_der_x509_crl(encoded)
        fault = _origin_fault(found, issuer) or _scope_fault(found, certificate)
        if fault:
            raise WrongAnswer(fault)
        until = found.next_update_utc
        if until is None:
            raise WrongAnswer("its list does not say until when it holds")
        entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
        return Listed(
            encoded=encoded,
            revoked_at=None if entry is None else entry.revocation_date_utc,
            on_hold=entry is not None and _is_on_hold(entry),
            since=found.last_update_utc,
            until=until,
        )
    except WrongAnswer:
        raise
    except Exception as error:  # hostile bytes raise anything
        raise WrongAnswer("its list cannot be read") from error


def age_fault(listed: Listed, at: dt.datetime) -> str:
    """Return why a list does not hold at `at`, empty where it does; clocks may differ by `SKEW`."""
    if listed.since > at + SKEW:
        return "its list is from the future"
    if listed.until < at - SKEW:
        return f"its list ended {listed.until.isoformat()}"
    return ""


def _origin_fault(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> str:
    if found.issuer != issuer.subject:
        return "its list is another authority's"
    usage = extension_of(issuer, x509.KeyUsage)
    if usage is not None and not usage.crl_sign:
        return "its list's signer may not sign lists"
    digest, public = found.signature_hash_algorithm, issuer.public_key()
    if digest is None or digest.name not in STRONG:
        return "its list is signed over a weak or unknown hash"
    if isinstance(public, rsa.RSAPublicKey) and public.key_size < LEAST_RSA_BITS:
        return "its list is signed by a weak key"
    if not isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return "its list is signed by an unknown kind of key"
    return "" if found.is_signature_valid(public) else "the signature of its list is not valid"


def _scope_fault(found: x509.CertificateRevocationList, certificate: x509.Certificate) -> str:
    """Say why a list is not a whole one for certificates like this one."""
    for one in found.extensions:
        if isinstance(one.value, x509.DeltaCRLIndicator):
            return "its list holds changes only"
        if one.critical and not isinstance(one.value, _UNDERSTOOD):
            return f"its list has a critical extension {one.oid.dotted_string}"
        if isinstance(one.value, x509.IssuingDistributionPoint):
            fault = _part_fault(one.value, certificate)
            if fault:
                return fault
    return ""


def _part_fault(part: x509.IssuingDistributionPoint, certificate: x509.Certificate) -> str:
    if part.only_some_reasons is not None:
        return "its list is for some reasons only"
    if part.indirect_crl:
        return "its list is for several authorities"
    elsewhere = part.only_contains_user_certs if is_authority(certificate) else part.only_contains_ca_certs
    if elsewhere or part.only_contains_attribute_certs:
        return "its list is for certificates of another kind"
    if part.relative_name is not None:
        return "its list names its place in a way that is not understood"
    if part.full_name is not None and not set(part.full_name) & set(places_of(certificate)):
        return "its list is another part than the certificate names"
    return ""


def _is_on_hold(entry: x509.RevokedCertificate) -> bool:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return False
    return reason is x509.ReasonFlags.certificate_hold
