"""Fetches the revocation lists that a certificate names, until one of them speaks of it.

Must not believe a list: listed.py proves it; and must not be asked about strangers' certificates
(revocation.py sees to that). Source: RFC 5280 section 4.2.1.13.
"""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.sources.cache import Cache
from signing.sources.certificates import lists_of
from signing.sources.circuit import Circuits
from signing.sources.faults import Unreachable, WrongAnswer
from signing.sources.fetch import Fetcher, Limits, shown
from signing.sources.listed import Listed, age_fault, read_list

PATIENCE = Limits(seconds=20.0, size=20_000_000)
"""Lists of big authorities have some megabytes, and each goes into the signed files: more is a mistake."""


class RevocationLists:
    """Fetches what certificates name; keeps lists while they hold."""

    def __init__(self, *, fetcher: Fetcher, circuits: Circuits, cache: Cache) -> None:
        self._fetcher = fetcher
        self._circuits = circuits
        self._cache = cache

    def listed(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> Listed:
        """Return a current list's word on a certificate.

        Args:
            certificate: that is looked for; its chain is known to be trusted.
            issuer: whose key signed it.
            at: aware time that counts as now.

        Raises:
            Unreachable: no address gave such a list; it says why for each.
        """
        reasons: list[str] = []
        for url in lists_of(certificate):
            kept = self._kept(url, certificate, issuer, at)
            if kept is not None:
                return kept
            try:
                found = self._circuits.through(url, lambda: self._fetched(url, certificate, issuer, at))  # noqa: B023 - called at once
            except Unreachable as error:
                reasons.append(f"{shown(url)}: {error.why}")
                continue
            self._cache.keep_list(url, issuer.public_bytes(Encoding.DER), found.encoded, at)
            return found
        raise Unreachable("; ".join(reasons) or "the certificate names no revocation list")

    def _kept(
        self, url: str, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime
    ) -> Listed | None:
        content = self._cache.list_at(url, issuer.public_bytes(Encoding.DER), at)
        if content is None:
            return None
        try:
            found = read_list(content, certificate, issuer)
        except WrongAnswer:
            return None
        return found if at <= found.until and not age_fault(found, at) else None

    def _fetched(
        self, url: str, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime
    ) -> Listed:
        found = read_list(self._fetcher.get(url, PATIENCE), certificate, issuer)
        fault = age_fault(found, at)
        if fault:
            raise WrongAnswer(fault)
        return found
