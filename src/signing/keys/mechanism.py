"""Which signature mechanism fits a public key; the same answer for soft keys and tokens.

Must not offer PKCS#1 v1.5: Circular 15/2025/TT-BKHCN and current judges ask for PSS or ECDSA.
"""

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

ECDSA, PSS = "ecdsa", "rsassa_pss"
LEAST_RSA_BITS = 3072
LEAST_CURVE_BITS = 256


def mechanism_of(key: PublicKeyTypes) -> str | None:
    """Return `ecdsa` or `rsassa_pss`, None for a kind of key that we do not sign with."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return ECDSA
    return PSS if isinstance(key, rsa.RSAPublicKey) else None


def weakness_of(key: PublicKeyTypes) -> str | None:
    """Return why `key` is too weak to sign with, None where it is strong enough."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        weak = key.key_size < LEAST_CURVE_BITS
        return f"ECDSA {key.key_size} bit < {LEAST_CURVE_BITS}" if weak else None
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size} bit < {LEAST_RSA_BITS}" if key.key_size < LEAST_RSA_BITS else None
    return "neither RSA nor ECDSA"
