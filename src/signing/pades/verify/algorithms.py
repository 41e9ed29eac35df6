"""Rule: digests, curves and keys were strong enough at the time that counts, and pyHanko's policy for it.

Must not check a signature. Source: EN 319 102-1 section 5.2.8 (cryptographic verification, POE).
"""

import datetime as dt
from collections.abc import Iterator

from asn1crypto import algos, cms, keys
from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, AlgorithmUsagePolicy

from signing.pades.strength import content_ends, signature_ends
from signing.pades.suite import Suite
from signing.pades.verify.findings import Finding, Line, Reason, doubtful


class StrongOnly(AlgorithmUsagePolicy):
    """Allows what the suite holds for strong at one time.

    Not at the moment that the library passes in: that is the time which a signature claims of itself,
    and an algorithm that is broken today signs with any date.
    """

    def __init__(self, suite: Suite, at: dt.datetime) -> None:
        self._suite = suite
        self._at = at

    def digest_algorithm_allowed(
        self, algo: algos.DigestAlgorithm, moment: dt.datetime | None
    ) -> AlgorithmUsageConstraint:
        """Say whether a digest is strong."""
        name = algo["algorithm"].native
        return self._answer(self._suite.digest_ends(name), f"digest {name}")

    def signature_algorithm_allowed(
        self,
        algo: algos.SignedDigestAlgorithm,
        moment: dt.datetime | None,
        public_key: keys.PublicKeyInfo | None,
    ) -> AlgorithmUsageConstraint:
        """Say whether a mechanism is strong with this key."""
        name = algo["algorithm"].native
        return self._answer(signature_ends(algo, public_key, self._suite), f"mechanism {name}")

    def _answer(self, ends: dt.datetime, what: str) -> AlgorithmUsageConstraint:
        allowed = self._at < ends
        why = None if allowed else f"{what} is too weak"
        return AlgorithmUsageConstraint(allowed=allowed, failure_reason=why)


def check_algorithms(signed_data: cms.SignedData, suite: Suite, at: dt.datetime) -> Iterator[Finding]:
    """Yield a finding for a weak digest that pyHanko does not look at: that of the signed content itself."""
    if at >= content_ends(signed_data, suite):
        yield doubtful(Line.INTEGRITY, Reason.CRYPTO_CONSTRAINTS_FAILURE, "a weak digest")
