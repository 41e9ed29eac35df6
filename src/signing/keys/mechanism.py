"""Which signature mechanism fits a public key, and whether a signature is that key's; for every kind of key.

Must not offer PKCS#1 v1.5: Circular 15/2025/TT-BKHCN and current judges ask for PSS or ECDSA.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

ECDSA, PSS = "ecdsa", "rsassa_pss"
LEAST_RSA_BITS = 3072
CARD_RSA_BITS = 2048
"""The law's floor (Circular 15/2025/TT-BKHCN), for cards and devices that know no more."""
LEAST_CURVE_BITS = 256
HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


def mechanism_of(key: PublicKeyTypes) -> str | None:
    """Return `ecdsa` or `rsassa_pss`, None for a kind of key that we do not sign with."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return ECDSA
    return PSS if isinstance(key, rsa.RSAPublicKey) else None


def weakness_of(key: PublicKeyTypes, rsa_bits: int = LEAST_RSA_BITS) -> str | None:
    """Return why `key` is too weak to sign with, None where it is strong enough."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        weak = key.key_size < LEAST_CURVE_BITS
        return f"ECDSA {key.key_size} bit < {LEAST_CURVE_BITS}" if weak else None
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size} bit < {rsa_bits}" if key.key_size < rsa_bits else None
    return "neither RSA nor ECDSA"


def is_signature_of(key: PublicKeyTypes, signature: bytes, data: bytes, digest: str) -> bool:
    """Return whether `signature` is what `key` makes of `data` hashed with `digest`.

    ECDSA comes as DER (RFC 3279 section 2.2.3), RSA as PSS with a salt as long as the hash (RFC 8017).
    """
    algorithm = HASHES[digest]()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
            key.verify(signature, data, pss, algorithm)
        else:
            return False
    except InvalidSignature:
        return False
    return True
