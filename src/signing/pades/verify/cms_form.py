"""Rule: the CMS has the form of a PDF signature: one signer, signed attributes, a bound certificate.

Must not check digests or trust. Source: EN 319 122-1; EN 319 142-1 section 6.3.
"""

from collections.abc import Iterator

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr

from signing.pades.verify.bound import is_bound, names_another
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Signature

_FORMS = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")

_NOT_IN_A_PDF = frozenset({"1.2.840.113549.1.9.6", *(f"1.2.840.113549.1.9.16.2.{n}" for n in (27, 48))})
"""A countersignature and the archive time stamps of CAdES: in a PDF, document time stamps do that work."""


def check_form(signature: Signature) -> Iterator[Finding]:
    """Yield what keeps the CMS from being a signature of a person or agency."""
    form = entry(signature.found.sig_object, "/SubFilter")
    if form not in _FORMS:
        yield cannot_judge(Line.INTEGRITY, f"a signature of form {form}")
    if signature.found.sig_object_type != "/Sig":
        yield cannot_judge(Line.INTEGRITY, "a dictionary of another type")
    if len(signature.found.signed_data["signer_infos"]) != 1:
        yield cannot_judge(Line.INTEGRITY, "not one signer")
        return
    beside = signature.found.signer_info["unsigned_attrs"]
    if isinstance(beside, cms.CMSAttributes) and any(one["type"].dotted in _NOT_IN_A_PDF for one in beside):
        yield cannot_judge(Line.INTEGRITY, "an unsigned proof of a kind that nobody checks")
    attributes = signature.found.signer_info["signed_attrs"]
    if not isinstance(attributes, cms.CMSAttributes) or not len(attributes):
        yield doubtful(Line.INTEGRITY, Reason.SIG_CONSTRAINTS_FAILURE, "there are no signed attributes")
        return
    names = [attribute["type"].native for attribute in attributes]
    if len(set(names)) < len(names):
        yield doubtful(Line.INTEGRITY, Reason.SIG_CONSTRAINTS_FAILURE, "a signed attribute stands twice")
    # programs that take one of several values take different ones (RFC 5652 section 11, RFC 5035, RFC 2634)
    if any(len(attribute["values"]) != 1 for attribute in attributes):
        yield doubtful(Line.INTEGRITY, Reason.SIG_CONSTRAINTS_FAILURE, "a signed attribute of several values")
    named = get_signing_cert_attr(attributes) is not None
    if not named and (form == _FORMS[0] or not is_bound(signature)):
        yield doubtful(Line.INTEGRITY, Reason.SIG_CONSTRAINTS_FAILURE, "the certificate is not bound")
    if names_another(signature.found.signer_info, signature.found.signer_cert):
        yield doubtful(Line.INTEGRITY, Reason.NO_SIGNING_CERTIFICATE_FOUND, "it names another certificate")
