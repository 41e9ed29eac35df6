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
from pyhanko_certvalidator.authority import CertTrustAnchor, TrustQualifiers
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from signing.pades.anchors import Purpose
from signing.pades.verify.algorithms import StrongOnly
from signing.pades.verify.bound import names_another
from signing.pades.verify.findings import Finding, Line, Reason, doubtful, failed
from signing.pades.verify.material import Material, loaded
from signing.pades.verify.policy import Policy
from signing.pades.verify.revocation import revoked
from signing.pades.verify.vouched import Asked, heard_in_time, vouched

_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_OTHER_TRADES = frozenset({"time_stamping", "ocsp_signing", "server_auth", "code_signing"})
_BESIDE = frozenset({"client_auth"})
"""A purpose that certificates of persons and of machines have alike; it says nothing about the trade."""
_BINDING = frozenset({"key_compromise", "ca_compromise", "aa_compromise", "unspecified", None})
"""Reasons after which older time stamps count for nothing (RFC 3161 section 4, point 1)."""

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
        trusted = policy.roots(Purpose.SIGNING, moment, moment)
        context = _context(trusted, moment, moment, material, policy, revocation=revocation)
        return _finished(
            cms_basic_validation(
                signed_data, raw_digest=digest, validation_context=context, key_usage_settings=_SIGNING
            )
        )

    trusted = _trusted(status, moment, material, policy)
    if not _is_unfit(trusted.certificate):
        return trusted
    finding = doubtful(Line.CERTIFICATE, Reason.CHAIN_CONSTRAINTS_FAILURE, "a certificate of another trade")
    return dc.replace(trusted, findings=(*trusted.findings, finding))


def _is_unfit(certificate: x509.Certificate) -> bool:
    """Whether a certificate is an authority's or was issued for something else than documents."""
    named = _purposes(certificate) - _BESIDE
    return bool(certificate.ca) or (bool(named) and named <= _OTHER_TRADES)


def _purposes(certificate: x509.Certificate) -> set[str]:
    purposes = certificate.extended_key_usage_value
    return set(purposes.native) if purposes is not None else set()


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
        trusted = policy.roots(Purpose.TIMESTAMP, moment, control)
        context = _context(trusted, moment, control, material, policy, revocation=revocation)
        return _finished(validate_tst_signed_data(signed_data, context, imprint))

    trusted = _trusted(status, moment, material, policy)
    if not trusted.findings and _purposes(trusted.certificate) != {"time_stamping"}:
        # RFC 3161 section 2.3: a key that stamps does nothing else.
        wrong = doubtful(Line.CERTIFICATE, Reason.CHAIN_CONSTRAINTS_FAILURE, "a stamp of another trade")
        return dc.replace(trusted, findings=(wrong,)), moment
    if names_another(signed_data["signer_infos"][0], trusted.certificate):
        reason = Reason.NO_SIGNING_CERTIFICATE_FOUND
        other = doubtful(Line.CERTIFICATE, reason, "the stamp names another certificate")
        return dc.replace(trusted, findings=(*trusted.findings, other)), moment
    if trusted.findings or trusted.path is None:
        return trusted, moment
    if _vagueness(signed_data) > policy.tolerance:
        vague = doubtful(
            Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, "a stamp that does not know its time"
        )
        return dc.replace(trusted, findings=(vague,)), moment
    return dc.replace(trusted, findings=tuple(_still_good(trusted.path, control, material))), moment


def _vagueness(token: cms.SignedData) -> dt.timedelta:
    """Return by how much the time of a token may be wrong by its own word (RFC 3161 section 2.4.2)."""
    said = token["encap_content_info"]["content"].parsed["accuracy"].native or {}
    return dt.timedelta(
        seconds=said.get("seconds") or 0,
        milliseconds=said.get("millis") or 0,
        microseconds=said.get("micros") or 0,
    )


def _context(
    anchors: Sequence[bytes],
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
        trust_roots=[_anchor(anchor) for anchor in anchors],
        other_certs=list(material.certificates),
        moment=moment,
        crls=list(material.crls),
        ocsps=list(material.ocsps),
        allow_fetching=False,
        revinfo_policy=_freshness(checking, policy),
        time_tolerance=policy.tolerance,
        algorithm_usage_policy=StrongOnly(policy.suite, strong_at),
    )


def _anchor(encoded: bytes) -> CertTrustAnchor:
    """Trust a certificate for as many authorities below it as it allows itself (RFC 5937 section 3.2)."""
    certificate = loaded(x509.Certificate, encoded)
    depth = certificate.max_path_length
    # the library stumbles over the one without the other
    return CertTrustAnchor(certificate, TrustQualifiers(max_path_length=depth, max_aa_path_length=depth))


def _freshness(checking: RevocationCheckingPolicy, policy: Policy) -> CertRevTrustPolicy:
    if policy.freshness is None:
        return CertRevTrustPolicy(checking, retroactive_revinfo=True)
    return CertRevTrustPolicy(
        checking, policy.freshness, FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION, retroactive_revinfo=True
    )


def _trusted(check: Status, moment: dt.datetime, material: Material, policy: Policy) -> Trusted:
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
    for place, (certificate, issuer) in enumerate(_links(path)):
        found = revoked(certificate, issuer, material)
        if found is not None and found[0] <= moment:
            reason = Reason.REVOKED_NO_POE if place == 0 else Reason.REVOKED_CA_NO_POE
            yield doubtful(Line.CERTIFICATE, reason, f"revoked at {found[0].isoformat()}")
        asked = Asked(certificate, issuer, moment, material, policy)
        if certificate.not_valid_after < moment:
            yield doubtful(Line.CERTIFICATE, Reason.OUT_OF_BOUNDS_NO_POE, "expired")
        elif not vouched(asked):
            yield doubtful(Line.CERTIFICATE, Reason.TRY_LATER, "nobody who may has spoken for it")
        elif certificate.not_valid_after < policy.at and not heard_in_time(asked):
            yield doubtful(Line.CERTIFICATE, Reason.TRY_LATER, "nothing was heard while it was valid")


def _still_good(path: ValidationPath, control: dt.datetime, material: Material) -> Iterable[Finding]:
    """Until `control` the stamping certificate must have been valid and its key not compromised."""
    for certificate, issuer in _links(path):
        if certificate.not_valid_after < control:
            yield doubtful(Line.CERTIFICATE, Reason.OUT_OF_BOUNDS_NO_POE, "the stamp's certificate expired")
        found = revoked(certificate, issuer, material)
        if found is not None and found[0] <= control and found[1] in _BINDING:
            yield doubtful(Line.CERTIFICATE, Reason.REVOKED_NO_POE, "the time stamp's key was compromised")


def _links(path: ValidationPath) -> list[tuple[x509.Certificate, x509.Certificate]]:
    """Return each certificate but the anchor with its issuer, leaf first."""
    chain = list(path.iter_certs(include_root=True))
    return [(chain[place], chain[place - 1]) for place in range(len(chain) - 1, 0, -1)]


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """Run a validation to its end without an event loop: where nothing is fetched, nothing waits."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("the validation waits for something outside")
