"""Checks that a timestamp token is what was asked for and signed by whom it names.

Must not decide whether that authority is trusted: judging a file does.
"""

import hashlib

from asn1crypto import cms, x509
from cryptography import x509 as pyca_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


def token_fault(token: cms.ContentInfo, imprint: bytes, digest: str) -> str | None:
    """Return what is wrong with `token` as an answer for `imprint`, None where nothing is.

    Raises:
        ValueError, KeyError, TypeError: it has not the form of a token.
    """
    content = token["content"]
    info = content["encap_content_info"]["content"].parsed
    asked = info["message_imprint"]
    if asked["hash_algorithm"]["algorithm"].native != digest or asked["hashed_message"].native != imprint:
        return "it timestamped something else"
    if len(content["signer_infos"]) != 1:
        return "not one signer"
    signer = content["signer_infos"][0]
    certificate = _signer_certificate(content, signer)
    if certificate is None:
        return "its certificate is not in the token"
    return _signature_fault(content, signer, certificate)


def _signer_certificate(content: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate | None:
    sid = signer["sid"].chosen
    for choice in content["certificates"]:
        one = choice.chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            same = sid["issuer"].dump() == one.issuer.dump()
            if same and sid["serial_number"].native == one.serial_number:
                return one
        elif sid.native == one.key_identifier:
            return one
    return None


def _signature_fault(
    content: cms.SignedData, signer: cms.SignerInfo, certificate: x509.Certificate
) -> str | None:
    algorithm = _HASHES.get(signer["digest_algorithm"]["algorithm"].native)
    if algorithm is None:
        return "a weak or unknown hash"
    signed = signer["signed_attrs"]
    digests = [one["values"][0].native for one in signed if one["type"].native == "message_digest"]
    body = content["encap_content_info"]["content"].contents
    if digests != [hashlib.new(algorithm.name, body).digest()]:
        return "its content was changed"
    public = pyca_x509.load_der_x509_certificate(certificate.dump()).public_key()
    data, signature = signed.untag().dump(), signer["signature"].native
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, data, ec.ECDSA(algorithm()))
        elif isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, data, _rsa_padding(signer, algorithm), algorithm())
        else:
            return "an unknown kind of key"
    except InvalidSignature:
        return "its signature is not valid"
    return None


def _rsa_padding(
    signer: cms.SignerInfo, algorithm: type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]
) -> padding.AsymmetricPadding:
    if signer["signature_algorithm"].signature_algo == "rsassa_pss":
        return padding.PSS(padding.MGF1(algorithm()), padding.PSS.AUTO)
    return padding.PKCS1v15()
