"""Whom an archive trusts: its embedded authority, and the list that SOHOA_TRUST names.

Must not trust anybody else's word of themselves: what a file carries is never an anchor.
"""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import Clock
from signing.authority import trust
from signing.authority.crl import EmbeddedRevocation
from signing.pades.anchors import Anchor, Purpose, roots
from signing.pades.verify.policy import Policy
from signing.trust.judging import Judging, certificates_in, lists_in
from signing.trust.trust_list import TrustList, read_trust


class Trusted:
    """Anchors, issuers and lists of an archive, as they are now; all of them DER."""

    def __init__(self, folder: str, pki: Path, embedded: EmbeddedRevocation, clock: Clock) -> None:
        self._folder = folder
        self._pki = pki
        self._embedded = embedded
        self._clock = clock

    def listed(self) -> TrustList:
        """Return whom the archive trusts beside its own authority.

        Raises:
            TrustListWrong: the list in SOHOA_TRUST cannot be used.
        """
        return read_trust(Path(self._folder)) if self._folder else TrustList()

    def anchors(self, *purposes: Purpose) -> tuple[bytes, ...]:
        """Return the anchors that count now for one of these purposes, or for any."""
        now, anchors = self._clock.now(), self.listed().anchors
        found = (one for purpose in purposes or Purpose for one in roots(anchors, purpose, now, now))
        return (*self._own_anchors(), *dict.fromkeys(found))

    def issuers(self) -> tuple[bytes, ...]:
        """Return the certificates of the embedded authority that complete a chain."""
        return trust.known_issuers(self._pki) if self._pki.is_dir() else ()

    def given_or_own(self, how: Judging) -> tuple[bytes, ...]:
        """Return the anchors that a judgement is made by.

        Raises:
            BadValue: an anchor that was given cannot be read.
        """
        return certificates_in(how.anchors) or self.anchors()

    def policy(self, how: Judging) -> Policy:
        """Return by what a file is judged.

        Raises:
            BadValue: an anchor or a list that was given cannot be read.
        """
        own = not how.anchors
        listed = self.listed()
        return Policy(
            at=how.at or self._clock.now(),
            anchors=certificates_in(how.anchors),
            # The embedded authority stands under the archive's own list.
            listed=(*map(Anchor, self._own_anchors()), *listed.anchors) if own else (),
            schemes=how.schemes,
            freshness=listed.freshness,
            crls=(*lists_in(how.crls), *how.beside.crls, *(self._own_lists() if own else ())),
            ocsps=how.beside.ocsps,
            certificates=(*how.beside.certificates, *(self.issuers() if own else ())),
            expected_signers=how.expected,
        )

    def export(self, to: Path) -> list[tuple[Path, str, str]]:
        """Write anchors (`*.pem`) and current lists (`*.crl`); return (path, kind, subject) of each."""
        return trust.export(self._pki, to, self._clock)

    def files(self) -> list[tuple[str, bytes]]:
        """Return (name, bytes) of anchors and current lists, for a bundle of evidence."""
        lists = [(f"list-{n}.crl", data) for n, data in enumerate(self._own_lists(), start=1)]
        anchors = [
            (f"anchor-{n}.pem", x509.load_der_x509_certificate(data).public_bytes(Encoding.PEM))
            for n, data in enumerate(self.anchors(), start=1)
        ]
        return [*anchors, *lists]

    def _own_anchors(self) -> tuple[bytes, ...]:
        return trust.anchors(self._pki) if self._pki.is_dir() else ()

    def _own_lists(self) -> tuple[bytes, ...]:
        if not self._pki.is_dir():
            return ()
        return self._embedded.data_for(self.issuers(), self._clock.now()).crls
