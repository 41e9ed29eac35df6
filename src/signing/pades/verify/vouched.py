"""Rule: a certificate's own issuer, or whom it lets answer, said that the certificate held at a time.

The library that builds chains takes the word of more people: of any certificate that the issuer ever issued
and that may sign lists, of a list whose signature it saw on another one, of a holder over himself.
Must not take a word that revokes for none; revocation.py hears every genuine one.
Source: RFC 5280 sections 5.2 and 6.3.3; RFC 6960 sections 3.2, 4.2.2.2 and 4.4; EN 319 102-1 section 5.2.5.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from asn1crypto import crl, ocsp, x509

from signing.pades.strength import signature_ends
from signing.pades.verify.material import Material, issued
from signing.pades.verify.policy import Policy
from signing.pades.verify.revocation import is_signed, revoked, singles

_ELSEWHERE = (
    "only_contains_user_certs",
    "only_contains_ca_certs",
    "only_contains_attribute_certs",
    "indirect_crl",
)
_KNOWN = frozenset(
    {
        "issuing_distribution_point",
        "crl_number",
        "authority_key_identifier",
        "issuer_alt_name",
        "freshest_crl",
        "authority_information_access",
    }
)
"""Extensions of lists that may be critical; of a delta list nobody can say what it adds to."""
_SIGNING = frozenset({"digital_signature", "non_repudiation"})
_OPEN_END = dt.timedelta(minutes=30)
"""An answer without nextUpdate is good for the moment: the responder always knows more."""


def vouched(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> bool:
    """Whether a list or an answer that counts was still current at `moment`, whatever it says."""
    if any(_is_current(one, moment, policy) for one in _lists(certificate, issuer, moment, material, policy)):
        return True
    return any(
        _holds(one["this_update"].native, one["next_update"].native, moment, policy)
        for one in _answers(certificate, issuer, moment, material, policy)
    )


def heard_in_time(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> bool:
    """Whether some answer is old enough to speak of the certificate: lists drop what has expired."""
    limit = certificate.not_valid_after
    for candidate in _lists(certificate, issuer, moment, material, policy):
        until = candidate["tbs_cert_list"]["next_update"].native
        if issued(candidate) <= limit and until is not None and until >= moment:
            return True
    found = _answers(certificate, issuer, moment, material, policy)
    return any(single["this_update"].native <= limit for single in found)


def _lists(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> Iterator[crl.CertificateList]:
    """Yield the lists in the issuer's name and by its key that speak of such a certificate."""
    usage = issuer.key_usage_value
    if usage is not None and "crl_sign" not in usage.native:
        return
    for candidate in material.crls:
        own = candidate.issuer == issuer.subject and _speaks_of(candidate, certificate)
        strong = _is_strong(candidate["signature_algorithm"], issuer, moment, policy)
        if own and strong and is_signed(candidate, "tbs_cert_list", candidate["signature_algorithm"], issuer):
            yield candidate


def _speaks_of(candidate: crl.CertificateList, certificate: x509.Certificate) -> bool:
    """Whether a list covers certificates of this kind and place, for all reasons (RFC 5280 section 5.2.5)."""
    scope = candidate.issuing_distribution_point_value
    if candidate.delta_crl_indicator_value is not None or candidate.critical_extensions - _KNOWN:
        return False
    if scope is None:
        return True
    wrong = set(_ELSEWHERE) - {"only_contains_ca_certs" if certificate.ca else "only_contains_user_certs"}
    if scope["only_some_reasons"].native is not None or any(scope[name].native for name in wrong):
        return False
    return _is_its_place(scope["distribution_point"], candidate.issuer, certificate)


def _is_its_place(
    place: Any,  # noqa: ANN401 - asn1crypto is untyped
    issuer: x509.Name,
    certificate: x509.Certificate,
) -> bool:
    """Whether a list that is one of several is that which the certificate names (RFC 5280, 6.3.3 b 2 i)."""
    if place.native is None:
        return True
    if place.name != "full_name":
        return False
    named = certificate.crl_distribution_points_value
    if named is None:
        return any(one.name == "directory_name" and one.chosen == issuer for one in place.chosen)
    its = [
        name.dump()
        for point in named
        if point["distribution_point"].native is not None and point["distribution_point"].name == "full_name"
        for name in point["distribution_point"].chosen
    ]
    return any(one.dump() in its for one in place.chosen)


def _answers(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> Iterator[Any]:
    """Yield what answers say of the certificate that the issuer gave, or who may answer for it."""
    for answer in material.ocsps:
        found = [one for one in singles(answer, certificate, issuer) if one["cert_status"].name != "unknown"]
        if found and _counts(answer, found, issuer, moment, material, policy):
            yield from found


def _counts(
    answer: ocsp.OCSPResponse,
    found: list[Any],
    issuer: x509.Certificate,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> bool:
    basic = answer.basic_ocsp_response
    told = basic["tbs_response_data"]
    if any(
        _is_strange(one) for one in (told["response_extensions"], *(s["single_extensions"] for s in found))
    ):
        return False
    produced = told["produced_at"].native
    for by in (issuer, *(basic["certs"] or ())):
        algorithm = basic["signature_algorithm"]
        strong = _is_strong(algorithm, by, moment, policy)
        if not strong or not is_signed(basic, "tbs_response_data", algorithm, by):
            continue
        if by.dump() == issuer.dump() or _may_answer(by, issuer, produced, moment, material, policy):
            return True
    return False


def _is_strange(extensions: Any) -> bool:  # noqa: ANN401 - asn1crypto is untyped
    """Whether something must not be ignored that nobody here understands (RFC 6960 section 4.4)."""
    listed = extensions if extensions.native else ()
    return any(one["critical"].native and one["extn_id"].native != "nonce" for one in listed)


def _may_answer(
    responder: x509.Certificate,
    issuer: x509.Certificate,
    produced: dt.datetime,
    moment: dt.datetime,
    material: Material,
    policy: Policy,
) -> bool:
    """Whether the issuer let somebody answer, and still did when the answer was made (RFC 6960, 4.2.2.2)."""
    purposes, usage = responder.extended_key_usage_value, responder.key_usage_value
    if purposes is None or "ocsp_signing" not in purposes.native:
        return False
    if usage is not None and not _SIGNING & set(usage.native):
        return False
    start, end = responder.not_valid_before - policy.tolerance, responder.not_valid_after + policy.tolerance
    if responder.issuer != issuer.subject or not start <= produced <= end:
        return False
    algorithm = responder["signature_algorithm"]
    if not _is_strong(algorithm, issuer, moment, policy) or not is_signed(
        responder, "tbs_certificate", algorithm, issuer, "signature_value"
    ):
        return False
    gone = revoked(responder, issuer, material)
    if gone is not None and gone[0] <= produced:
        return False
    # Who is not exempted must be found on a list; a second responder is not asked about the first.
    if responder.ocsp_no_check_value is not None:
        return True
    lists = _lists(responder, issuer, moment, material, policy)
    return any(_is_current(one, moment, policy) for one in lists)


def _is_strong(
    algorithm: Any,  # noqa: ANN401 - asn1crypto is untyped
    by: x509.Certificate,
    moment: dt.datetime,
    policy: Policy,
) -> bool:
    return moment < signature_ends(algorithm, by.public_key, policy.suite)


def _is_current(candidate: crl.CertificateList, moment: dt.datetime, policy: Policy) -> bool:
    return _holds(issued(candidate), candidate["tbs_cert_list"]["next_update"].native, moment, policy)


def _holds(since: dt.datetime, until: dt.datetime | None, moment: dt.datetime, policy: Policy) -> bool:
    """Whether what was known at `since` still counts at `moment`; younger than that it always does."""
    if policy.freshness is not None:
        return moment <= since + policy.freshness + 2 * policy.tolerance
    return moment - policy.tolerance <= (until or since + _OPEN_END)
