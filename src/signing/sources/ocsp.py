"""Asks the OCSP responders that a certificate names, until one of them knows it.

Must not believe an answer: answers.py proves it; and must not be asked about strangers' certificates
(revocation.py sees to that). Source: RFC 6960, RFC 5019, RFC 9654.
"""

import datetime as dt
import secrets

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from signing.sources.answers import Answer, Status, age_fault, has_refused, read_answer
from signing.sources.cache import Cache
from signing.sources.certificates import responders_of
from signing.sources.circuit import Circuits
from signing.sources.faults import Unreachable, WrongAnswer
from signing.sources.fetch import Fetcher, Limits, shown

PATIENCE = Limits(seconds=10.0, size=100_000)
"""An officer waits at the counter; an answer with its responder's certificate has 2,000 bytes."""
NONCE_BYTES = 32
"""RFC 9654 section 2.1."""
OLDEST_BEFOREHAND = dt.timedelta(days=10)
"""An answer without our nonce was made for everybody (RFC 5019) and could be played again until it ends;
responders make them for a few days, and no one keeps a revocation back for longer."""
_IDENTIFIED_BY = (hashes.SHA1(), hashes.SHA256())  # noqa: S303 - names an issuer, proves nothing
"""RFC 5019 knows SHA-1 only and most responders are made by it; a few know only what is stronger."""


class OcspResponders:
    """Asks what certificates name; keeps answers while they hold."""

    def __init__(self, *, fetcher: Fetcher, circuits: Circuits, cache: Cache) -> None:
        self._fetcher = fetcher
        self._circuits = circuits
        self._cache = cache

    def answer(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> Answer:
        """Return a current answer, good or revoked.

        Args:
            certificate: that is asked about; its chain is known to be trusted.
            issuer: whose key signed it.
            at: aware time that counts as now.

        Raises:
            Unreachable: no responder gave one; it says why for each.
        """
        encoded = certificate.public_bytes(Encoding.DER)
        kept = self._kept(encoded, certificate, issuer, at)
        if kept is not None:
            return kept
        reasons: list[str] = []
        for url in responders_of(certificate):
            try:
                answer = self._first_hand(url, certificate, issuer, at)
            except Unreachable as error:
                reasons.append(f"{shown(url)}: {error.why}")
                continue
            if answer.until is not None:
                self._cache.keep_answer(encoded, answer.encoded, at)
            return answer
        raise Unreachable("; ".join(reasons) or "the certificate names no OCSP responder")

    def _kept(
        self, encoded: bytes, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime
    ) -> Answer | None:
        content = self._cache.answer(encoded, at)
        if content is None:
            return None
        try:
            answer = read_answer(content, certificate, issuer)
        except WrongAnswer:
            return None
        holds = answer.until is not None and at <= answer.until and not age_fault(answer, at)
        return answer if holds and answer.status is not Status.UNKNOWN else None

    def _first_hand(
        self, url: str, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime
    ) -> Answer:
        answer = self._circuits.through(url, lambda: self._asked(url, certificate, issuer, at))
        if answer.status is Status.UNKNOWN:  # it works, so its circuit stays closed
            raise WrongAnswer("it does not know the certificate")
        return answer

    def _asked(
        self, url: str, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime
    ) -> Answer:
        nonce = secrets.token_bytes(NONCE_BYTES)
        content = b""
        for digest in _IDENTIFIED_BY:
            builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, digest)
            asked = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
            content = self._fetcher.post(
                url,
                asked.public_bytes(Encoding.DER),
                sends="application/ocsp-request",
                takes="application/ocsp-response",
                limits=PATIENCE,
            )
            if not has_refused(content):
                break
        answer = read_answer(content, certificate, issuer)
        fault = age_fault(answer, at) or _replay_fault(answer, nonce, at)
        if fault:
            raise WrongAnswer(fault)
        return answer


def _replay_fault(answer: Answer, nonce: bytes, at: dt.datetime) -> str:
    """Say why an answer could be an old one, played again."""
    if answer.nonce and answer.nonce != nonce:
        return "another nonce"
    if not answer.nonce and answer.until is None:
        return "its answer says neither for whom nor until when it holds"
    if not answer.nonce and at - answer.since > OLDEST_BEFOREHAND:
        return "its answer was made too long ago"
    return ""
