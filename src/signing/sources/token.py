"""Checks that a timestamp token is what was asked for, now, and signed by a timestamp authority's key.

Must not decide whether that authority is trusted: judging a file does.
"""

import datetime as dt
import hashlib

from asn1crypto import cms, x509
from cryptography import x509 as pyca_x509

from signing.sources.clocks import SKEW
from signing.sources.signatures import STRONG, signature_fault

_V1, _V2 = "signing_certificate", "signing_certificate_v2"


def token_fault(token: cms.ContentInfo, imprint: bytes, digest: str, now: dt.datetime) -> str:
    """Return what is wrong with `token` as an answer for `imprint`, empty where nothing is.

    Args:
        token: as it came.
        imprint: hash that was sent.
        digest: its algorithm.
        now: aware time of the answer.

    Raises:
        Exception: it has not the form of a token; of any kind, since its sender chose it.

    Source: RFC 3161 sections 2.2 to 2.4.
    """
    content = token["content"]
    if content["encap_content_info"]["content_type"].native != "tst_info":
        return "it is no timestamp"
    info = content["encap_content_info"]["content"].parsed
    asked = info["message_imprint"]
    if asked["hash_algorithm"]["algorithm"].native != digest or asked["hashed_message"].native != imprint:
        return "it timestamped something else"
    if abs(info["gen_time"].native - now) > SKEW:
        return f"its clock says {info['gen_time'].native.isoformat()}, ours {now.isoformat()}"
    if len(content["signer_infos"]) != 1:
        return "not one signer"
    signer = content["signer_infos"][0]
    certificate = signer_of(content)
    if certificate is None:
        return "its certificate is not in the token"
    return _certificate_fault(certificate, now) or _signature_fault(content, signer, certificate)


def signer_of(content: cms.SignedData) -> x509.Certificate | None:
    """Return the certificate of a token's one signer, None where the token does not carry it."""
    sid = content["signer_infos"][0]["sid"].chosen
    for choice in content["certificates"]:
        one = choice.chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            same = sid["issuer"].dump() == one.issuer.dump()
            if same and sid["serial_number"].native == one.serial_number:
                return one
        elif sid.native == one.key_identifier:
            return one
    return None


def _certificate_fault(certificate: x509.Certificate, now: dt.datetime) -> str:
    """Say whether it may stamp now: one purpose, named as critical (RFC 3161 section 2.3)."""
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        return "its certificate is not valid now"
    critical = {extension["extn_id"].native for extension in certificate["tbs_certificate"]["extensions"]
                if extension["critical"].native}  # fmt: skip
    purposes = certificate.extended_key_usage_value
    if purposes is None or purposes.native != ["time_stamping"] or "extended_key_usage" not in critical:
        return "its certificate is not one for timestamps alone"
    return ""


def _signature_fault(content: cms.SignedData, signer: cms.SignerInfo, certificate: x509.Certificate) -> str:
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in STRONG:
        return "a weak or unknown hash"
    attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    body = content["encap_content_info"]["content"].contents
    if [one.native for one in attributes["message_digest"]] != [hashlib.new(digest, body).digest()]:
        return "its content was changed"
    if [one.native for one in attributes["content_type"]] != ["tst_info"]:
        return "it was signed as something else"
    if not _is_bound(attributes, certificate):
        return "its signature names another certificate"
    public = pyca_x509.load_der_x509_certificate(certificate.dump()).public_key()
    pss = signer["signature_algorithm"].signature_algo == "rsassa_pss"
    return signature_fault(
        public, signer["signature"].native, signer["signed_attrs"].untag().dump(), digest, pss=pss
    )


def _is_bound(attributes: dict[str, cms.SetOf], certificate: x509.Certificate) -> bool:
    """Whether the signed attributes name the certificate (RFC 3161 section 2.4.2, RFC 5816)."""
    encoded = certificate.dump()
    for kind, default in ((_V2, "sha256"), (_V1, "sha1")):
        if kind in attributes:
            named = attributes[kind][0]["certs"][0]
            digest = named["hash_algorithm"]["algorithm"].native if kind == _V2 else default
            return bool(named["cert_hash"].native == hashlib.new(digest, encoded).digest())
    return False
