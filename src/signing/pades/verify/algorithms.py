"""Which digests, curves and key lengths are strong enough, as pyHanko's policy object and as a rule.

Must not check a signature. Source: ETSI TS 119 312; Circular 15/2025.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from asn1crypto import algos, cms, keys
from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, AlgorithmUsagePolicy

from signing.pades.verify.findings import Finding, Line, Reason, doubtful
from signing.pades.verify.policy import Policy

_EDWARDS = ("ed25519", "ed448")


class StrongOnly(AlgorithmUsagePolicy):
    """Allows what the policy names; everything else is refused at any time."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def digest_algorithm_allowed(
        self, algo: algos.DigestAlgorithm, moment: dt.datetime | None
    ) -> AlgorithmUsageConstraint:
        """Say whether a digest is strong."""
        name = algo["algorithm"].native
        return _answer(name in self._policy.digests, f"digest {name}")

    def signature_algorithm_allowed(
        self,
        algo: algos.SignedDigestAlgorithm,
        moment: dt.datetime | None,
        public_key: keys.PublicKeyInfo | None,
    ) -> AlgorithmUsageConstraint:
        """Say whether a mechanism is strong with this key."""
        name = algo["algorithm"].native
        if name in _EDWARDS:
            return _answer(allowed=True, what=name)
        if public_key is not None and not _strong_key(public_key, self._policy):
            return _answer(allowed=False, what=f"key of {public_key.bit_size} bits")
        try:
            digest = algo.hash_algo
        except ValueError:
            return _answer(name in ("rsassa_pkcs1v15", "ecdsa"), f"mechanism {name}")
        if name == "rsassa_pss":
            mask = algo["parameters"]["mask_gen_algorithm"]["parameters"]["algorithm"].native
            if mask not in self._policy.digests:
                return _answer(allowed=False, what=f"mask digest {mask}")
        return _answer(digest in self._policy.digests, f"digest {digest}")


def check_algorithms(signed_data: cms.SignedData, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for a weak digest that pyHanko does not look at: that of the signed content itself."""
    names = [info["digest_algorithm"]["algorithm"].native for info in signed_data["signer_infos"]]
    content: Any = signed_data["encap_content_info"]
    if content["content_type"].native == "tst_info":
        names.append(content["content"].parsed["message_imprint"]["hash_algorithm"]["algorithm"].native)
    weak = [name for name in names if name not in policy.digests]
    if weak:
        yield doubtful(Line.INTEGRITY, Reason.CRYPTO_CONSTRAINTS_FAILURE, f"digest {weak[0]}")


def _strong_key(public_key: keys.PublicKeyInfo, policy: Policy) -> bool:
    if public_key.algorithm in ("rsa", "rsassa_pss"):
        return bool(public_key.bit_size >= policy.rsa_bits)
    if public_key.algorithm == "ec":
        kind, curve = public_key.curve
        return kind == "named" and str(curve).lower() in policy.curves
    return public_key.algorithm in _EDWARDS


def _answer(allowed: bool, what: str) -> AlgorithmUsageConstraint:
    why = None if allowed else f"{what} is too weak"
    return AlgorithmUsageConstraint(allowed=allowed, failure_reason=why)
