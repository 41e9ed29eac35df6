"""What an OCSP answer says of one certificate, if its own issuer stands behind it.

Must not fetch. Source: RFC 6960 sections 3.2 and 4.2.2, RFC 9654 (nonce).
"""

import dataclasses as dc
import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, SignatureAlgorithmOID

from signing.sources.certificates import extension_of, is_strongly_issued, is_valid
from signing.sources.clocks import SKEW
from signing.sources.faults import WrongAnswer
from signing.sources.signatures import signature_fault

Status = ocsp.OCSPCertStatus

OLDEST_OPEN = dt.timedelta(minutes=30)
"""An answer that does not say until when it holds is good for the moment only; judging takes it so long."""


@dc.dataclass(frozen=True, slots=True)
class Answer:
    """A genuine answer about one certificate.

    Attributes:
        encoded: DER, as it came.
        status: good, revoked or unknown.
        revoked_at: since when, None unless revoked.
        on_hold: revoked for the time being only; the one reason that may be taken back.
        since: thisUpdate: when this was known to be so.
        until: nextUpdate, None where the responder always knows more.
        nonce: of the question that it was made for, empty for one made beforehand.
        responder: certificate of whom the issuer lets answer; None where it answered itself.
    """

    encoded: bytes = dc.field(repr=False)
    status: Status
    revoked_at: dt.datetime | None
    on_hold: bool
    since: dt.datetime
    until: dt.datetime | None
    nonce: bytes = dc.field(repr=False)
    responder: x509.Certificate | None

    @property
    def unchecked(self) -> x509.Certificate | None:
        """The responder's certificate where one must ask if it was revoked (RFC 6960, 4.2.2.2.1)."""
        if self.responder is None or extension_of(self.responder, x509.OCSPNoCheck) is not None:
            return None
        return self.responder


def read_answer(encoded: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> Answer:
    """Read an answer and prove that the issuer, or whom it lets answer, gave it for this certificate.

    Whether it is current is another question: `age_fault`.

    Args:
        encoded: DER OCSPResponse.
        certificate: that was asked about.
        issuer: whose key signed the certificate.

    Raises:
        WrongAnswer: it is not such an answer.
    """
    try:
        found = ocsp.load_der_ocsp_response(encoded)
        if found.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise WrongAnswer(f"it says {found.response_status.name.lower()}")
        if not _is_about(found, certificate, issuer):
            raise WrongAnswer("its answer is about another certificate")
        _require_known_extensions(found)
        return Answer(
            encoded=encoded,
            status=found.certificate_status,
            revoked_at=found.revocation_time_utc,
            on_hold=found.revocation_reason is x509.ReasonFlags.certificate_hold,
            since=found.this_update_utc,
            until=found.next_update_utc,
            nonce=_nonce(found),
            responder=_proved_responder(found, issuer),
        )
    except WrongAnswer:
        raise
    except Exception as error:  # a hostile answer raises anything
        raise WrongAnswer("its answer cannot be read") from error


def has_refused(encoded: bytes) -> bool:
    """Return whether a responder refused the question itself, so that another form of it may be understood.

    Raises:
        WrongAnswer: it is no OCSP answer.
    """
    try:
        status = ocsp.load_der_ocsp_response(encoded).response_status
    except ValueError as error:
        raise WrongAnswer("its answer cannot be read") from error
    return status in (ocsp.OCSPResponseStatus.UNAUTHORIZED, ocsp.OCSPResponseStatus.MALFORMED_REQUEST)


def age_fault(answer: Answer, at: dt.datetime) -> str:
    """Return why an answer does not hold at `at`, empty where it does; clocks may differ by `SKEW`."""
    if answer.since > at + SKEW:
        return "its answer is from the future"
    until = answer.until or answer.since + OLDEST_OPEN
    if until < at - SKEW:
        return f"its answer ended {until.isoformat()}"
    if answer.responder is not None and not is_valid(answer.responder, at):
        return "the responder's certificate is not valid now"
    return ""


def certificate_id(
    certificate: x509.Certificate, issuer: x509.Certificate, digest: hashes.SHA1 | hashes.SHA256
) -> ocsp.OCSPRequest:
    """Return a request that holds nothing but the CertID of `certificate`."""
    return ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, digest).build()


def _is_about(found: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if not isinstance(found.hash_algorithm, hashes.SHA1 | hashes.SHA256):
        return False
    ours = certificate_id(certificate, issuer, found.hash_algorithm)
    return (found.issuer_name_hash, found.issuer_key_hash, found.serial_number) == (
        ours.issuer_name_hash,
        ours.issuer_key_hash,
        ours.serial_number,
    )


def _require_known_extensions(found: ocsp.OCSPResponse) -> None:
    """Refuse what must not be ignored and is not understood (RFC 6960 section 4.4)."""
    strange = [
        one.oid.dotted_string
        for one in (*found.extensions, *found.single_extensions)
        if one.critical and not isinstance(one.value, x509.OCSPNonce)
    ]
    if strange:
        raise WrongAnswer(f"its answer has a critical extension {strange[0]}")


def _nonce(found: ocsp.OCSPResponse) -> bytes:
    for one in found.extensions:
        if isinstance(one.value, x509.OCSPNonce):
            return one.value.nonce
    return b""


def _proved_responder(found: ocsp.OCSPResponse, issuer: x509.Certificate) -> x509.Certificate | None:
    """Return who signed for the issuer, None where it signed itself."""
    for candidate in (issuer, *found.certificates):
        if not _is_named(found, candidate) or _fault_of(found, candidate):
            continue
        if candidate == issuer:
            return None
        if not _may_answer(candidate, issuer, found.produced_at_utc):
            raise WrongAnswer("its answer is signed by somebody whom the issuer did not let answer")
        return candidate
    raise WrongAnswer("its answer is not signed by whom it names")


def _is_named(found: ocsp.OCSPResponse, candidate: x509.Certificate) -> bool:
    """Whether the answer names `candidate` as its responder, by name or by key."""
    if found.responder_name is not None:
        return found.responder_name == candidate.subject
    key = x509.SubjectKeyIdentifier.from_public_key(candidate.public_key())
    return found.responder_key_hash == key.digest


def _fault_of(found: ocsp.OCSPResponse, by: x509.Certificate) -> str:
    """Return what is wrong with the signature of `by` on an answer, empty where nothing is."""
    algorithm = found.signature_hash_algorithm
    return signature_fault(
        by.public_key(),
        found.signature,
        found.tbs_response_bytes,
        algorithm.name if algorithm else "",
        pss=found.signature_algorithm_oid == SignatureAlgorithmOID.RSASSA_PSS,
    )


def _may_answer(responder: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> bool:
    """Whether the issuer itself certified the responder for that, at the time (RFC 6960, 4.2.2.2)."""
    purposes = extension_of(responder, x509.ExtendedKeyUsage)
    usage = extension_of(responder, x509.KeyUsage)
    if purposes is None or ExtendedKeyUsageOID.OCSP_SIGNING not in purposes:
        return False
    if usage is not None and not usage.digital_signature:
        return False
    return is_strongly_issued(responder, issuer) and is_valid(responder, at)
