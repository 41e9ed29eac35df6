"""What a judgement is made by: anchors, revocation data, a time and the algorithms that count.

Must not read files nor the clock: the caller gives everything.
"""

import dataclasses as dc
import datetime as dt

from signing.pades.anchors import Anchor, Purpose, Scheme, roots
from signing.pades.suite import Suite, current_suite


@dc.dataclass(frozen=True, slots=True)
class Policy:
    """The conditions of one judgement; equal conditions give an equal verdict.

    Attributes:
        at: aware time that is taken for now.
        anchors: DER certificates that are trusted for everything at any time.
        listed: anchors of a trust list, each trusted for its purposes and time.
        schemes: of these lists, those that signers must come from.
        crls: DER revocation lists beside those in the file.
        ocsps: DER OCSP responses beside those in the file.
        certificates: DER certificates of issuers beside those in the file.
        expected_signers: who must have signed: words are a common name, one word is a number (serial number
            or UID of the subject), 64 hexadecimal digits are the SHA-256 of a certificate.
        suite: algorithms that count, and until when.
        freshness: oldest revocation data that counts; None: as long as its authority says.
        tolerance: how far the clocks of authorities may differ.
    """

    at: dt.datetime
    anchors: tuple[bytes, ...] = ()
    listed: tuple[Anchor, ...] = ()
    schemes: frozenset[Scheme] = frozenset(Scheme)
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    expected_signers: tuple[str, ...] = ()
    suite: Suite = dc.field(default_factory=current_suite)
    freshness: dt.timedelta | None = None
    tolerance: dt.timedelta = dt.timedelta(minutes=5)

    def __post_init__(self) -> None:
        """Refuse a time without zone: the same file must not change its verdict with the machine's zone."""
        if self.at.tzinfo is None:
            raise ValueError("the time of a judgement needs a zone")

    def roots(self, purpose: Purpose, moment: dt.datetime, proved_at: dt.datetime) -> list[bytes]:
        """Return the DER certificates that chains may end at.

        Args:
            purpose: of what was made.
            moment: at which it was made.
            proved_at: time at which it is proved to have been there; what is only proved after an anchor
                was withdrawn may have been made then.
        """
        return [*self.anchors, *roots(self._listed(purpose), purpose, moment, proved_at)]

    def scheme_of(self, certificate: bytes, moment: dt.datetime) -> Scheme | None:
        """Return under which list an anchor of signers stands; None where it was given for this judgement."""
        counting = (
            one.scheme
            for one in self._listed(Purpose.SIGNING)
            if one.certificate == certificate and one.counts(Purpose.SIGNING, moment, moment)
        )
        return None if certificate in self.anchors else next(counting, None)

    def _listed(self, purpose: Purpose) -> list[Anchor]:
        return [one for one in self.listed if purpose is not Purpose.SIGNING or one.scheme in self.schemes]
