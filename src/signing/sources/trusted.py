"""Lets pass only tokens of a timestamp authority that judging will accept: trusted, and not revoked.

Must not be left out: a document timestamp cannot be taken off a paper again, and one of a stranger spoils it.
"""

import datetime as dt
from collections.abc import Callable

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from archive.clock import Clock
from signing.errors import CertificateRevoked, TimestampUnavailable
from signing.keys.check import check_revocation
from signing.ports import RevocationSource, TimestampAuthority
from signing.sources.certificates import anchored
from signing.sources.token import signer_of

SURE_FOR = dt.timedelta(minutes=10)
"""A signature takes several tokens; their one certificate is looked at once."""


class TrustedTimestamp:
    """Asks an authority, and looks at the certificate that its token is signed with."""

    def __init__(
        self,
        authority: TimestampAuthority,
        *,
        name: str,
        anchors: Callable[[], tuple[bytes, ...]],
        revocation: RevocationSource,
        clock: Clock,
    ) -> None:
        self._authority = authority
        self._name = name
        self._anchors = anchors
        self._revocation = revocation
        self._clock = clock
        self._sure: tuple[bytes, dt.datetime] | None = None

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the DER TimeStampToken over `imprint`.

        Raises:
            TimestampUnavailable: the authority gives none, or is not to be trusted.
        """
        token = self._authority.timestamp(imprint, digest)
        fault = self._fault(cms.ContentInfo.load(token)["content"])
        if fault:
            raise TimestampUnavailable(why=f"{self._name}: {fault}")
        return token

    def _fault(self, content: cms.SignedData) -> str:
        signer, now = signer_of(content), self._clock.now()
        if signer is None:
            return "its certificate is not in the token"
        leaf = signer.dump()
        if self._sure is not None and self._sure[0] == leaf and now < self._sure[1]:
            return ""
        path = self._path(x509.load_der_x509_certificate(leaf), content)
        if not path:
            return "its certificate ends at no trusted anchor"
        try:
            # Silence about it stops no stamp: evidence is asked for again when it is put together.
            check_revocation(path, self._revocation, now)
        except CertificateRevoked:
            return "its certificate or its issuer's was revoked"
        self._sure = (leaf, now + SURE_FOR)
        return ""

    def _path(self, leaf: x509.Certificate, content: cms.SignedData) -> tuple[x509.Certificate, ...]:
        """Return leaf, issuers, anchor; nothing where no trusted anchor is above."""
        carried = (one.chosen for one in content["certificates"])
        others = [
            x509.load_der_x509_certificate(one.dump())
            for one in carried
            if isinstance(one, asn1_x509.Certificate)
        ]
        return anchored(leaf, others, [x509.load_der_x509_certificate(one) for one in self._anchors()])
