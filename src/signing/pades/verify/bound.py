"""Rule: every attribute by which a signature names its signer's certificate names that one.

The library looks at the newer form alone, so a program that knows the older would see another signer.
Must not ask whether the certificate is trusted. Source: RFC 2634 section 5.4; RFC 5035 sections 3 and 5.
"""

from asn1crypto import cms, tsp, x509
from pyhanko.sign.general import check_ess_certid

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
