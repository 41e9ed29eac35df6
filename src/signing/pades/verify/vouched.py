"""Rule: a certificate's own issuer, or whom it lets answer, said that the certificate held at a time.

The library that builds chains takes the word of more people: of any certificate that the issuer ever issued
and that may sign lists, of a list whose signature it saw on another one, of a holder over himself.
Must not take a word that revokes for none; revocation.py hears every genuine one.
Source: RFC 5280 sections 5.2 and 6.3.3; RFC 6960 sections 3.2, 4.2.2.2 and 4.4; EN 319 102-1 section 5.2.5.
"""

import dataclasses as dc
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
_KNOWN_OF_ENTRIES = frozenset({"crl_reason", "invalidity_date", "hold_instruction_code"})
_TRUE = b"\x01\x01\xff"
"""DER of the word `critical`."""
_SIGNING = frozenset({"digital_signature", "non_repudiation"})
_OPEN_END = dt.timedelta(minutes=30)
"""An answer without nextUpdate is good for the moment: the responder always knows more."""


@dc.dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked of the evidence.

    Attributes:
        certificate: that may have been taken back.
        issuer: whose key signed it.
        above: whose key signed the issuer's; None where the issuer is the anchor.
        moment: at which it must have held.
        material: all lists and answers.
        policy: of the judgement.
    """

    certificate: x509.Certificate
    issuer: x509.Certificate
    above: x509.Certificate | None
    moment: dt.datetime
    material: Material
    policy: Policy


def vouched(asked: Asked) -> bool:
    """Whether a list or an answer that counts was still current at the moment, whatever it says."""
    if any(_is_current(one, asked) for one in _lists(asked)):
        return True
    return any(_holds(one["this_update"].native, one["next_update"].native, asked) for one in _answers(asked))


def heard_in_time(asked: Asked) -> bool:
    """Whether what was current at the moment was said before the certificate expired: lists drop it then.

    A word of long before the moment shows nothing: the certificate may have been taken back since, and a
    list of after its end does not name it any more (RFC 5280 section 3.3).
    """
    limit = asked.certificate.not_valid_after
    if any(issued(one) <= limit and _is_current(one, asked) for one in _lists(asked)):
        return True
    return any(
        one["this_update"].native <= limit
        and _holds(one["this_update"].native, one["next_update"].native, asked)
        for one in _answers(asked)
    )


def _lists(asked: Asked) -> Iterator[crl.CertificateList]:
    """Yield the lists in the issuer's name and by its key that speak of such a certificate."""
    issuer, usage = asked.issuer, asked.issuer.key_usage_value
    if usage is not None and "crl_sign" not in usage.native:
        return
    for candidate in asked.material.crls:
        own = candidate.issuer == issuer.subject and _speaks_of(candidate, asked.certificate)
        algorithm = candidate["signature_algorithm"]
        strong = _is_strong(algorithm, issuer, asked)
        genuine = own and strong and is_signed(candidate, "tbs_cert_list", algorithm, issuer)
        if genuine and _is_older_than_loss(candidate, issuer, asked.above, asked):
            yield candidate


def _speaks_of(candidate: crl.CertificateList, certificate: x509.Certificate) -> bool:
    """Whether a list covers certificates of this kind and place, for all reasons (RFC 5280 section 5.2.5)."""
    scope = candidate.issuing_distribution_point_value
    if candidate.delta_crl_indicator_value is not None or candidate.critical_extensions - _KNOWN:
        return False
    if _has_strange_entries(candidate) or _is_of_some_reasons(certificate):
        return False
    if scope is None:
        return True
    wrong = set(_ELSEWHERE) - {"only_contains_ca_certs" if certificate.ca else "only_contains_user_certs"}
    if scope["only_some_reasons"].native is not None or any(scope[name].native for name in wrong):
        return False
    return _is_its_place(scope["distribution_point"], candidate.issuer, certificate)


def _is_of_some_reasons(certificate: x509.Certificate) -> bool:
    """Whether a certificate names lists of some reasons alone: one must speak of all (section 4.2.1.13)."""
    named = certificate.crl_distribution_points_value or ()
    return bool(named) and all(point["reasons"].native is not None for point in named)


def _has_strange_entries(candidate: crl.CertificateList) -> bool:
    """Whether an entry says something that nobody may overlook and nobody here understands (section 5.3)."""
    entries = candidate["tbs_cert_list"]["revoked_certificates"]
    # lists have 100,000 entries, and hardly ever one of these
    if not isinstance(entries, crl.RevokedCertificates) or _TRUE not in entries.dump():
        return False
    return any(entry.critical_extensions - _KNOWN_OF_ENTRIES for entry in entries)


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


def _answers(asked: Asked) -> Iterator[Any]:
    """Yield what answers say of the certificate that the issuer gave, or who may answer for it."""
    for answer in asked.material.ocsps:
        told = singles(answer, asked.certificate, asked.issuer)
        found = [one for one in told if one["cert_status"].name != "unknown"]
        if found and _counts(answer, found, asked):
            yield from found


def _counts(answer: ocsp.OCSPResponse, found: list[Any], asked: Asked) -> bool:
    basic = answer.basic_ocsp_response
    told = basic["tbs_response_data"]
    produced = told["produced_at"].native
    if any(
        _is_strange(one) for one in (told["response_extensions"], *(s["single_extensions"] for s in found))
    ) or any(single["this_update"].native > produced + asked.policy.tolerance for single in found):
        return False
    algorithm = basic["signature_algorithm"]
    for by in (asked.issuer, *(basic["certs"] or ())):
        strong = _is_strong(algorithm, by, asked)
        if not strong or not is_signed(basic, "tbs_response_data", algorithm, by):
            continue
        if by.dump() == asked.issuer.dump():
            if _is_older_than_loss(answer, by, asked.above, asked):
                return True
        elif _may_answer(by, produced, asked) and _is_older_than_loss(answer, by, asked.issuer, asked):
            return True
    return False


def _is_older_than_loss(
    evidence: Any,  # noqa: ANN401 - asn1crypto is untyped
    by: x509.Certificate,
    above: x509.Certificate | None,
    asked: Asked,
) -> bool:
    """Whether a list or an answer is proved to have existed while the key that signed it was its holder's.

    Whoever finds a lost key dates what he likes. An end of the key is a loss once the certificate asked about
    has ended as well: until then current lists still tell who was taken back (EN 319 102-1, 5.6.2.2).
    """
    policy, material = asked.policy, asked.material
    words = revoked(by, above, material) if above is not None else ()
    ends = (by.not_valid_after, asked.certificate.not_valid_after)
    until = min([max(ends) + policy.tolerance, *(word.since for word in words if word.binding)])
    return bool(policy.at <= until or material.seen.get(evidence.dump(), policy.at) <= until)


def _is_strange(extensions: Any) -> bool:  # noqa: ANN401 - asn1crypto is untyped
    """Whether something must not be ignored that nobody here understands (RFC 6960 section 4.4)."""
    listed = extensions if extensions.native else ()
    return any(one["critical"].native and one["extn_id"].native != "nonce" for one in listed)


def _may_answer(responder: x509.Certificate, produced: dt.datetime, asked: Asked) -> bool:
    """Whether the issuer let somebody answer, and still did when the answer was made (RFC 6960, 4.2.2.2)."""
    purposes, usage = responder.extended_key_usage_value, responder.key_usage_value
    if purposes is None or "ocsp_signing" not in purposes.native:
        return False
    if usage is not None and not _SIGNING & set(usage.native):
        return False
    tolerance = asked.policy.tolerance
    valid = responder.not_valid_before - tolerance <= produced <= responder.not_valid_after + tolerance
    if not valid or not _is_issued_by(responder, asked):
        return False
    gone = revoked(responder, asked.issuer, asked.material)
    if gone and gone[0].since <= produced:
        return False
    # Who is not exempted must be found on a list; a second responder is not asked about the first.
    if responder.ocsp_no_check_value is not None:
        return True
    about = dc.replace(asked, certificate=responder)
    return any(_is_current(one, about) for one in _lists(about))


def _is_issued_by(responder: x509.Certificate, asked: Asked) -> bool:
    algorithm = responder["signature_algorithm"]
    strong = _is_strong(algorithm, asked.issuer, asked) and responder.issuer == asked.issuer.subject
    return strong and is_signed(responder, "tbs_certificate", algorithm, asked.issuer, "signature_value")


def _is_strong(
    algorithm: Any,  # noqa: ANN401 - asn1crypto is untyped
    by: x509.Certificate,
    asked: Asked,
) -> bool:
    return asked.moment < signature_ends(algorithm, by.public_key, asked.policy.suite)


def _is_current(candidate: crl.CertificateList, asked: Asked) -> bool:
    return _holds(issued(candidate), candidate["tbs_cert_list"]["next_update"].native, asked)


def _holds(since: dt.datetime, until: dt.datetime | None, asked: Asked) -> bool:
    """Whether what was known at `since` still counts at the moment; younger than that it always does."""
    moment, policy = asked.moment, asked.policy
    if policy.freshness is not None:
        return moment <= since + policy.freshness + 2 * policy.tolerance
    return moment - policy.tolerance <= (until or since + _OPEN_END)
