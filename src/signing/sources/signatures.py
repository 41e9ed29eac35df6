"""Checks one signature by a public key: of a token, a list, an OCSP answer.

Must not decide whose key it has to be.
"""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

STRONG: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
"""Hashes that signatures of others may rest on; judging a file takes no weaker ones either (TS 119 312)."""
LEAST_RSA_BITS = 2048
"""The law's floor, as authorities still use it for their own services."""


def signature_fault(public: PublicKeyTypes, signature: bytes, data: bytes, digest: str, *, pss: bool) -> str:
    """Return what is wrong with a signature over `data`, empty where nothing is.

    Args:
        public: key of whoever is said to have signed.
        signature: the value.
        data: what was signed.
        digest: name of the hash, as `STRONG` has it.
        pss: an RSA signature with PSS instead of PKCS#1 v1.5.
    """
    algorithm = STRONG.get(digest)
    if algorithm is None:
        return "a weak or unknown hash"
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, data, ec.ECDSA(algorithm()))
        elif isinstance(public, rsa.RSAPublicKey) and public.key_size >= LEAST_RSA_BITS:
            public.verify(signature, data, _padding(algorithm(), pss=pss), algorithm())
        else:
            return "a weak or unknown kind of key"
    except (InvalidSignature, UnsupportedAlgorithm):
        return "its signature is not valid"
    return ""


def _padding(algorithm: hashes.HashAlgorithm, *, pss: bool) -> padding.AsymmetricPadding:
    return padding.PSS(padding.MGF1(algorithm), padding.PSS.AUTO) if pss else padding.PKCS1v15()
