"""Rule: what was signed says by which certificate, and every attribute that names one names that one.

The library looks at the newer form alone, so a program that knows the older would see another signer.
Must not ask whether the certificate is trusted. Source: RFC 2634 section 5.4; RFC 5035 sections 3 and 5.
"""

from asn1crypto import cms, ocsp, tsp, x509
from pyhanko.sign.general import check_ess_certid

from signing.pades.verify.material import carried
from signing.pades.verify.opened import Signature

_FORMS = {"signing_certificate": tsp.SigningCertificate, "signing_certificate_v2": tsp.SigningCertificateV2}


def names_another(signer: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """Whether some signed attribute names another certificate, or more than one value stands in it."""
    attributes = signer["signed_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        form = _FORMS.get(attribute["type"].native)
        if form is None:
            continue
        if len(attribute["values"]) != 1:
            return True
        named = form.load(attribute["values"][0].dump())["certs"]
        if not len(named) or not check_ess_certid(certificate, named[0]):
            return True
    return False


def names_one(signer: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """Whether a signed attribute names the certificate, and none names another.

    Stamps must name it (RFC 3161 section 2.4.1): else any certificate of the same key would do.
    """
    attributes = signer["signed_attrs"]
    kinds = {one["type"].native for one in attributes} if isinstance(attributes, cms.CMSAttributes) else set()
    return not kinds.isdisjoint(_FORMS) and not names_another(signer, certificate)


def is_bound(signature: Signature) -> bool:
    """Whether the signed attributes say which certificate signed: by its name, or by an answer about it.

    Who holds one key in two certificates could else take the other's name afterwards: neither the
    certificates of a CMS nor what it says of its signer are signed (RFC 5035 section 1).
    """
    certificate = signature.found.signer_cert
    if names_one(signature.found.signer_info, certificate):
        return True
    answers = (one for one in carried(signature).ocsps if one["response_status"].native == "successful")
    return any(
        _is_about(certificate, single["cert_id"])
        for answer in answers
        for single in answer.basic_ocsp_response["tbs_response_data"]["responses"]
    )


def _is_about(certificate: x509.Certificate, asked: ocsp.CertId) -> bool:
    digest = asked["hash_algorithm"]["algorithm"].native
    if digest not in ("sha1", "sha256") or asked["serial_number"].native != certificate.serial_number:
        return False
    return bool(asked["issuer_name_hash"].native == getattr(certificate.issuer, digest))
