"""What a judgement is made by: anchors, revocation data, a time and the algorithms that count.

Must not read files nor the clock: the caller gives everything.
"""

import dataclasses as dc
import datetime as dt

from signing.pades.suite import Suite, current_suite


@dc.dataclass(frozen=True, slots=True)
class Policy:
    """The conditions of one judgement; equal conditions give an equal verdict.

    Attributes:
        at: aware time that is taken for now.
        anchors: DER certificates that are trusted by themselves.
        crls: DER revocation lists beside those in the file.
        ocsps: DER OCSP responses beside those in the file.
        certificates: DER certificates of issuers beside those in the file.
        expected_signers: names (common name or serial number of the subject) that must have signed.
        suite: algorithms that count, and until when.
        tolerance: how far the clocks of authorities may differ.
    """

    at: dt.datetime
    anchors: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    expected_signers: tuple[str, ...] = ()
    suite: Suite = dc.field(default_factory=current_suite)
    tolerance: dt.timedelta = dt.timedelta(minutes=5)

    def __post_init__(self) -> None:
        """Refuse a time without zone: the same file must not change its verdict with the machine's zone."""
        if self.at.tzinfo is None:
            raise ValueError("the time of a judgement needs a zone")
