"""Until when a signature's mechanism and key prove anything, by a suite.

Must not check a signature.
"""

import datetime as dt

from asn1crypto import algos, cms, keys

from signing.pades.suite import FOREVER, NEVER, Suite

_EDWARDS = ("ed25519", "ed448")
_RSA = ("rsassa_pkcs1v15", "rsassa_pss")
LEAST_EXPONENT = 65_537
"""With a smaller one, values that nobody signed pass careless programs (ETSI TS 119 312; FIPS 186-5)."""


def signature_ends(
    algorithm: algos.SignedDigestAlgorithm, key: keys.PublicKeyInfo | None, suite: Suite
) -> dt.datetime:
    """Return the first end among mechanism, digests and key; NEVER where one of them does not count."""
    name = algorithm.signature_algo
    if name not in (*_RSA, *_EDWARDS, "ecdsa"):
        return NEVER
    own = FOREVER if key is None else _key_ends(name, key, suite)
    digests = [] if name in _EDWARDS else _digests(algorithm)
    return min(own, *(suite.digest_ends(digest) for digest in digests), FOREVER)


def token_ends(token: cms.SignedData, key: keys.PublicKeyInfo, suite: Suite) -> dt.datetime:
    """Return when a time stamp token of the authority's `key` stops to prove its time."""
    signer = token["signer_infos"][0]
    return min(signature_ends(signer["signature_algorithm"], key, suite), content_ends(token, suite))


def content_ends(signed_data: cms.SignedData, suite: Suite) -> dt.datetime:
    """Return the first end among the digests of the signed content and of what it timestamps."""
    names = [info["digest_algorithm"]["algorithm"].native for info in signed_data["signer_infos"]]
    content = signed_data["encap_content_info"]
    if content["content_type"].native == "tst_info":
        names.append(content["content"].parsed["message_imprint"]["hash_algorithm"]["algorithm"].native)
    return min((suite.digest_ends(name) for name in names), default=NEVER)


def _digests(algorithm: algos.SignedDigestAlgorithm) -> list[str]:
    try:
        found = [str(algorithm.hash_algo)]
    except ValueError:  # named apart, in the signer's digest algorithm
        found = []
    if algorithm.signature_algo == "rsassa_pss":
        mask = algorithm["parameters"]["mask_gen_algorithm"]["parameters"]["algorithm"].native
        found.append(str(mask))
    return found


def _key_ends(mechanism: str, key: keys.PublicKeyInfo, suite: Suite) -> dt.datetime:
    if key.algorithm in ("rsa", "rsassa_pss"):
        if key["public_key"].parsed["public_exponent"].native < LEAST_EXPONENT:
            return NEVER
        return suite.rsa_ends(mechanism, int(key.bit_size))
    if key.algorithm == "ec" and mechanism == "ecdsa":
        kind, curve = key.curve
        return suite.curve_ends(str(curve)) if kind == "named" else NEVER
    return suite.curve_ends(mechanism) if key.algorithm == mechanism and mechanism in _EDWARDS else NEVER
