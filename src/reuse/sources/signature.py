"""Whether the store stands by its answer: one signature over the result, by the certificate that is set.

What exactly the national store signs, and how, is open (DOMAIN). Assumed here: base64 of a signature over
SHA-256 (ECDSA, or RSA with PKCS#1 v1.5 or PSS) of the result in UTF-8: as JSON with its names sorted and no
blanks (`sorted`), or the very characters that were sent (`sent`); SOHOA_NATIONAL_STORE_FORM says which.
It binds neither question nor time, so an old answer about somebody else would pass: whose a paper is, only
the paper itself can say.

Must not decide what is done with an answer.
"""

import base64
import binascii
import datetime as dt
import json

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from reuse.sources.contract import Envelope

LEAST_RSA_BITS = 2048
SORTED = "sorted"


def doubt(answer: Envelope, certificate: x509.Certificate | None, form: str, at: dt.datetime) -> str:
    """Return why an answer cannot be verified, empty where the store stands by it.

    Args:
        answer: as it was taken apart.
        certificate: of the answering service; None where none is set.
        form: what is signed, `sorted` or `sent`.
        at: now.
    """
    if certificate is None:
        return "chưa cấu hình chứng thư của kho"
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        return "chứng thư của kho không còn hiệu lực"
    if not answer.signature:
        return "trả lời không có chữ ký"
    try:
        value = base64.b64decode(answer.signature, validate=True)
    except (binascii.Error, ValueError):
        return "chữ ký không đọc được"
    return "" if _holds(certificate.public_key(), value, signed_bytes(answer, form)) else "chữ ký sai"


def signed_bytes(answer: Envelope, form: str) -> bytes:
    """Return what the signature is over."""
    if form != SORTED:
        return answer.sent.encode("utf-8")
    text = json.dumps(answer.result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _holds(key: PublicKeyTypes, value: bytes, data: bytes) -> bool:
    digest = hashes.SHA256()
    if isinstance(key, ec.EllipticCurvePublicKey):
        try:
            key.verify(value, data, ec.ECDSA(digest))
        except InvalidSignature:
            return False
        return True
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_RSA_BITS:
        return False
    for how in (padding.PKCS1v15(), padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)):
        try:
            key.verify(value, data, how, digest)
        except InvalidSignature:
            continue
        return True
    return False
