"""Hands the builder of paths the issuers that really signed a certificate, and no more than any chain needs.

Whoever signs may put certificates beside his own that lead from one to another in countless ways, and each
would be walked. Must not trust any: trust.py checks the path that is found. Source: RFC 5280 section 6.1.
"""

from collections.abc import Iterable, Iterator

from asn1crypto import x509
from pyhanko_certvalidator.authority import TrustAnchor
from pyhanko_certvalidator.registry import CertificateRegistry, TrustManager

from signing.pades.verify.revocation import is_signed

MAX_ISSUERS = 100
"""Candidates looked at for one chain; chains of today have four certificates, and few of them twins."""


class Issuers(CertificateRegistry):
    """Certificates of one judgement, walked within a limit; what lies beyond is no issuer."""

    def __init__(self, certificates: Iterable[x509.Certificate]) -> None:
        super().__init__()
        self.register_multiple(certificates)
        self._left = MAX_ISSUERS
        self._signed: dict[tuple[bytes, bytes], bool] = {}

    def find_potential_issuers(
        self, cert: x509.Certificate, trust_manager: TrustManager
    ) -> Iterator[TrustAnchor | x509.Certificate]:
        """Yield the anchors and issuers that may have signed a certificate."""
        for issuer in super().find_potential_issuers(cert, trust_manager):
            if isinstance(issuer, TrustAnchor):
                yield issuer
                continue
            if not self._left:
                return
            self._left -= 1
            if self._has_signed(issuer, cert):
                yield issuer

    def _has_signed(self, issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
        pair = (issuer.dump(), certificate.dump())
        if pair not in self._signed:
            algorithm = certificate["signature_algorithm"]
            self._signed[pair] = is_signed(
                certificate, "tbs_certificate", algorithm, issuer, "signature_value"
            )
        return self._signed[pair]
