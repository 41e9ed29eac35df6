"""Rule: a CMS is by its certificate, and that certificate was trusted and not revoked at a given time.

Nothing is fetched. Must not choose the time; times.py does. Source: RFC 5280; EN 319 102-1, 5.2.6 and 5.3.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from asn1crypto import cms, x509
from pyhanko.sign.validation.generic_cms import cms_basic_validation, validate_tst_signed_data
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from signing.pades.anchors import Purpose
from signing.pades.verify.algorithms import StrongOnly
from signing.pades.verify.bound import names_one
from signing.pades.verify.certificate_form import is_well_formed
from signing.pades.verify.findings import Finding, Line, Reason, doubtful, failed
from signing.pades.verify.issuers import Issuers
from signing.pades.verify.material import Material
from signing.pades.verify.policy import Policy
from signing.pades.verify.purposes import issues_for, signs_documents, stamps_alone
from signing.pades.verify.revocation import revoked
from signing.pades.verify.roots import anchor_of
from signing.pades.verify.token_form import check_token_form
from signing.pades.verify.vouched import Asked, heard_in_time, vouched

_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_UNCHECKED = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)

Status = Callable[..., dict[str, Any]]
T = TypeVar("T")


@dc.dataclass(frozen=True, slots=True, eq=False)
class Trusted:
    """What the check of one CMS gave.

    Attributes:
        findings: empty where all is well.
        certificate: of the signer.
        path: from anchor to signer, None where none was found.
    """

    findings: tuple[Finding, ...]
    certificate: x509.Certificate
    path: ValidationPath | None


def check_signer(
    signed_data: cms.SignedData, digest: bytes, moment: dt.datetime, material: Material, policy: Policy
) -> Trusted:
    """Check a signature's CMS over `digest`, its signer's chain taken at `moment`."""

    def status(*, revocation: bool) -> dict[str, Any]:
        roots = _anchors(Purpose.SIGNING, moment, moment, policy)
        context = _context(roots, moment, moment, material, policy, revocation=revocation)
        return _finished(
            cms_basic_validation(
                signed_data, raw_digest=digest, validation_context=context, key_usage_settings=_SIGNING
            )
        )

    trusted = _trusted(status, Purpose.SIGNING, moment, material, policy)
    if signs_documents(trusted.certificate):
        return trusted
    finding = doubtful(Line.CERTIFICATE, Reason.CHAIN_CONSTRAINTS_FAILURE, "a certificate of another trade")
    return dc.replace(trusted, findings=(*trusted.findings, finding))


def check_token(
    signed_data: cms.SignedData,
    imprint: Callable[[str], bytes],
    control: dt.datetime,
    material: Material,
    policy: Policy,
) -> tuple[Trusted, dt.datetime]:
    """Check a time stamp token.

    Args:
        signed_data: of the token.
        imprint: gives the digest that it must hold, by name of the digest.
        control: a time at which the token is proved to have existed, or now; until then its certificate
            must have been valid and its key safe.
        material: certificates and revocation data.
        policy: of the judgement.

    Returns:
        The check, and the time that the token states.
    """
    moment: dt.datetime = signed_data["encap_content_info"]["content"].parsed["gen_time"].native

    def status(*, revocation: bool) -> dict[str, Any]:
        # what it is made with must be strong until something younger proves it
        roots = _anchors(Purpose.TIMESTAMP, moment, control, policy)
        context = _context(roots, moment, control, material, policy, revocation=revocation)
        return _finished(validate_tst_signed_data(signed_data, context, imprint))

    trusted = _trusted(status, Purpose.TIMESTAMP, moment, material, policy)
    if not trusted.findings and not stamps_alone(trusted.certificate):
        wrong = doubtful(Line.CERTIFICATE, Reason.CHAIN_CONSTRAINTS_FAILURE, "a stamp of another trade")
        return dc.replace(trusted, findings=(wrong,)), moment
    if not names_one(signed_data["signer_infos"][0], trusted.certificate):
        reason = Reason.NO_SIGNING_CERTIFICATE_FOUND
        other = doubtful(Line.CERTIFICATE, reason, "the stamp does not name its certificate")
        return dc.replace(trusted, findings=(*trusted.findings, other)), moment
    if trusted.findings or trusted.path is None:
        return trusted, moment
    amiss = tuple(check_token_form(signed_data, trusted.certificate, policy.tolerance))
    if amiss:
        return dc.replace(trusted, findings=amiss), moment
    return dc.replace(trusted, findings=tuple(_still_good(trusted.path, control, material))), moment


def _context(
    anchors: Sequence[CertTrustAnchor],
    moment: dt.datetime,
    strong_at: dt.datetime,
    material: Material,
    policy: Policy,
    *,
    revocation: bool,
) -> ValidationContext:
    """Trust at `moment` what is strong at `strong_at`; revocation data may be younger, never stale."""
    checking = RevocationCheckingPolicy.from_legacy("require") if revocation else _UNCHECKED
    return ValidationContext(
        trust_roots=list(anchors),
        certificate_registry=Issuers(material.certificates),
        moment=moment,
        crls=list(material.crls),
        ocsps=list(material.ocsps),
        allow_fetching=False,
        revinfo_policy=_freshness(checking, policy),
        time_tolerance=policy.tolerance,
        algorithm_usage_policy=StrongOnly(policy.suite, strong_at),
    )


def _anchors(
    purpose: Purpose, moment: dt.datetime, proved_at: dt.datetime, policy: Policy
) -> list[CertTrustAnchor]:
    """Return what chains of a purpose may end at, each within the limits of its own certificate."""
    found = (anchor_of(one, purpose, policy.tolerance) for one in policy.roots(purpose, moment, proved_at))
    return [one for one in found if one is not None]


def _freshness(checking: RevocationCheckingPolicy, policy: Policy) -> CertRevTrustPolicy:
    if policy.freshness is None:
        return CertRevTrustPolicy(checking, retroactive_revinfo=True)
    return CertRevTrustPolicy(
        checking, policy.freshness, FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION, retroactive_revinfo=True
    )


def _trusted(
    check: Status, purpose: Purpose, moment: dt.datetime, material: Material, policy: Policy
) -> Trusted:
    status = check(revocation=True)
    findings = []
    path: ValidationPath | None = status["validation_path"]
    if not status["intact"]:
        findings.append(failed(Line.INTEGRITY, Reason.HASH_FAILURE, "the digest is not that of the file"))
    if not status["valid"]:
        findings.append(failed(Line.INTEGRITY, Reason.SIG_CRYPTO_FAILURE, "the key did not sign this"))
    if not status["valid"] or status["trust_problem_indic"] is not None:
        reason = _reason(status, check)
        if status["valid"] and status["signing_cert"].not_valid_before > moment + policy.tolerance:
            reason = Reason.NOT_YET_VALID
        findings.append(doubtful(Line.CERTIFICATE, reason, "the chain does not hold"))
    elif path is None or path.pkix_len == 0:
        # An anchor that signs itself has no revocation data: nobody could take it back.
        reason = Reason.NO_CERTIFICATE_CHAIN_FOUND
        findings.append(doubtful(Line.CERTIFICATE, reason, "no chain to an anchor"))
    else:
        findings.extend(_not_taken_back(path, moment, material, policy))
        if not all(is_well_formed(certificate) for certificate, _, _ in _links(path)):
            reason = Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE
            findings.append(doubtful(Line.CERTIFICATE, reason, "a certificate that contradicts itself"))
        if not all(issues_for(issuer, purpose) for _, issuer, _ in _links(path)):
            reason = Reason.CHAIN_CONSTRAINTS_FAILURE
            findings.append(
                doubtful(Line.CERTIFICATE, reason, "an issuer that may not issue such certificates")
            )
    return Trusted(tuple(findings), status["signing_cert"], path)


def _reason(status: dict[str, Any], check: Status) -> Reason:
    """Name what is wrong with a chain; a chain that holds but for revocation data may hold later."""
    problem = status["trust_problem_indic"]
    if problem is None:
        return Reason.NO_CERTIFICATE_CHAIN_FOUND
    name = problem.standard_name
    if name == Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE:
        other = check(revocation=False)["trust_problem_indic"]
        name = Reason.TRY_LATER if other is None else other.standard_name
    return Reason(name) if name in Reason.__members__ else Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE


def _not_taken_back(
    path: ValidationPath, moment: dt.datetime, material: Material, policy: Policy
) -> Iterable[Finding]:
    """One list or answer that takes the certificate back outweighs any other that it is good."""
    for place, (certificate, issuer, above) in enumerate(_links(path)):
        gone = revoked(certificate, issuer, material)
        if gone and gone[0].since <= moment:
            reason = Reason.REVOKED_NO_POE if place == 0 else Reason.REVOKED_CA_NO_POE
            yield doubtful(Line.CERTIFICATE, reason, f"revoked at {gone[0].since.isoformat()}")
        asked = Asked(certificate, issuer, above, moment, material, policy)
        if certificate.not_valid_after < moment:
            yield doubtful(Line.CERTIFICATE, Reason.OUT_OF_BOUNDS_NO_POE, "expired")
        elif not vouched(asked):
            yield doubtful(Line.CERTIFICATE, Reason.TRY_LATER, "nobody who may has spoken for it")
        elif certificate.not_valid_after < policy.at and not heard_in_time(asked):
            yield doubtful(Line.CERTIFICATE, Reason.TRY_LATER, "nothing was heard while it was valid")


def _still_good(path: ValidationPath, control: dt.datetime, material: Material) -> Iterable[Finding]:
    """Until `control` the stamping certificate must have been valid and its key not compromised."""
    for certificate, issuer, _ in _links(path):
        if certificate.not_valid_after < control:
            yield doubtful(Line.CERTIFICATE, Reason.OUT_OF_BOUNDS_NO_POE, "the stamp's certificate expired")
        if any(word.binding and word.since <= control for word in revoked(certificate, issuer, material)):
            yield doubtful(Line.CERTIFICATE, Reason.REVOKED_NO_POE, "the time stamp's key was compromised")


def _links(path: ValidationPath) -> list[tuple[x509.Certificate, x509.Certificate, x509.Certificate | None]]:
    """Return each certificate but the anchor with its issuer and whose issuer's is, leaf first."""
    chain = [None, *path.iter_certs(include_root=True)]
    return [(chain[place], chain[place - 1], chain[place - 2]) for place in range(len(chain) - 1, 1, -1)]


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """Run a validation to its end without an event loop: where nothing is fetched, nothing waits."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("the validation waits for something outside")
