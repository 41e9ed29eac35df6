"""What genuine revocation data says of one certificate, beyond the single answer that a chain is built on.

Must not choose between answers; a list or answer counts only where the certificate's own issuer signed it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from asn1crypto import crl, ocsp, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from signing.pades.verify.material import Material, issued

_ELSEWHERE = (
    "only_contains_user_certs",
    "only_contains_ca_certs",
    "only_contains_attribute_certs",
    "indirect_crl",
)


def taken_back(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> tuple[dt.datetime, str | None] | None:
    """Return when and why any genuine list or answer says that the certificate is revoked, the earliest."""
    found = [*_listed(certificate, issuer, material), *_answered(certificate, issuer, material)]
    return min(found, key=lambda revoked: revoked[0]) if found else None


def _listed(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> Iterator[tuple[dt.datetime, str | None]]:
    for candidate in material.crls:
        if candidate.issuer != issuer.subject:
            continue
        revoked = candidate["tbs_cert_list"]["revoked_certificates"]
        for entry in revoked if isinstance(revoked, crl.RevokedCertificates) else ():
            same = entry["user_certificate"].native == certificate.serial_number
            if same and _is_genuine_list(candidate, issuer):
                reason = entry.crl_reason_value
                yield entry["revocation_date"].native, reason and reason.native


def _answered(
    certificate: x509.Certificate, issuer: x509.Certificate, material: Material
) -> Iterator[tuple[dt.datetime, str | None]]:
    for answer in material.ocsps:
        for single in _singles(answer, certificate):
            status = single["cert_status"]
            if status.name == "revoked" and _is_genuine_answer(answer, issuer):
                yield status.chosen["revocation_time"].native, status.chosen["revocation_reason"].native


def heard_in_time(
    certificate: x509.Certificate, issuer: x509.Certificate, moment: dt.datetime, material: Material
) -> bool:
    """Whether some answer is old enough to speak of the certificate: lists drop what has expired."""
    limit = certificate.not_valid_after
    for candidate in material.crls:
        until = candidate["tbs_cert_list"]["next_update"].native
        timely = issued(candidate) <= limit and until is not None and until >= moment
        own = candidate.issuer == issuer.subject and _speaks_of(candidate, certificate)
        if timely and own and _is_genuine_list(candidate, issuer):
            return True
    return any(
        single["this_update"].native <= limit and _is_genuine_answer(answer, issuer)
        for answer in material.ocsps
        for single in _singles(answer, certificate)
    )


def _speaks_of(candidate: crl.CertificateList, certificate: x509.Certificate) -> bool:
    """Whether a list covers certificates of this kind, for all reasons (RFC 5280 section 5.2.5)."""
    scope = candidate.issuing_distribution_point_value
    if candidate.delta_crl_indicator_value is not None:
        return False
    if scope is None:
        return True
    wrong = set(_ELSEWHERE) - {"only_contains_ca_certs" if certificate.ca else "only_contains_user_certs"}
    return scope["only_some_reasons"].native is None and not any(scope[name].native for name in wrong)


def _singles(answer: ocsp.OCSPResponse, certificate: x509.Certificate) -> Iterator[Any]:
    if answer["response_status"].native != "successful":
        return
    for single in answer.basic_ocsp_response["tbs_response_data"]["responses"]:
        if single["cert_id"]["serial_number"].native == certificate.serial_number:
            yield single


def _is_genuine_list(candidate: crl.CertificateList, issuer: x509.Certificate) -> bool:
    return _is_signed(candidate, "tbs_cert_list", candidate["signature_algorithm"], issuer)


def _is_genuine_answer(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Whether the issuer signed an answer, or somebody whom it certified for that (RFC 6960, 4.2.2.2)."""
    basic = answer.basic_ocsp_response
    carried = [one for one in basic["certs"] or () if _is_responder(one, issuer)]
    return any(
        _is_signed(basic, "tbs_response_data", basic["signature_algorithm"], by) for by in (issuer, *carried)
    )


def _is_responder(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    purposes = certificate.extended_key_usage_value
    if purposes is None or "ocsp_signing" not in purposes.native or certificate.issuer != issuer.subject:
        return False
    return _is_signed(
        certificate, "tbs_certificate", certificate["signature_algorithm"], issuer, "signature_value"
    )


def _is_signed(
    signed: Any,  # noqa: ANN401 - asn1crypto is untyped
    part: str,
    algorithm: Any,  # noqa: ANN401 - asn1crypto is untyped
    by: x509.Certificate,
    value: str = "signature",
) -> bool:
    """Whether the key of `by` signed the named part of a list, an answer or a certificate."""
    try:
        DefaultSignatureValidator().validate_signature(
            signature=signed[value].native,
            signed_data=signed[part].dump(),
            public_key_info=by.public_key,
            signature_algorithm=algorithm,
        )
    except (InvalidSignature, ValueError, TypeError, NotImplementedError):
        return False
    return True
