"""Judges the signatures of a PDF: puts the rules together and never raises.

Must not hold a rule of its own: each rule is a module beside this one.
"""

import dataclasses as dc
import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyhanko.sign.diff_analysis import StandardDiffPolicy
from pyhanko.sign.validation.pdf_embedded import report_seed_value_validation
from pyhanko_certvalidator.path import ValidationPath

from archive.values.verdict import FileVerdict, Level, SignatureVerdict, Verdict, worst
from signing.pades.verify.algorithms import check_algorithms
from signing.pades.verify.beneath import Paper, check_beneath
from signing.pades.verify.beside import check_beside
from signing.pades.verify.census import check_census
from signing.pades.verify.changes import check_changes, strict_policy
from signing.pades.verify.claimed import check_claimed, claims
from signing.pades.verify.cms_form import check_form
from signing.pades.verify.covering import check_covering
from signing.pades.verify.evidence import check_evidence
from signing.pades.verify.fields import check_empty_fields, check_new_fields
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful
from signing.pades.verify.hole import check_hole
from signing.pades.verify.level import reached
from signing.pades.verify.material import Material, embedded, given
from signing.pades.verify.metadata import check_metadata
from signing.pades.verify.names import remember_names
from signing.pades.verify.opened import (
    MAX_REVISIONS,
    MAX_TIMESTAMPS,
    NotAPdf,
    Opened,
    Signature,
    Unreadable,
    open_pdf,
)
from signing.pades.verify.pages import check_pages
from signing.pades.verify.permissions import (
    check_catalog,
    check_certification,
    check_references,
    is_certified,
)
from signing.pades.verify.places import places
from signing.pades.verify.policy import Policy
from signing.pades.verify.revisions import check_revisions, check_trailing
from signing.pades.verify.sentences import file_sentence, signature_sentence
from signing.pades.verify.signers import check_expected, common_name, issuer_name
from signing.pades.verify.times import Proof, Stamp, check_stamps, dated_by, dated_within, prove
from signing.pades.verify.trust import check_signer

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a verdict says it, without names in logs

Rule = Callable[[], Iterable[Finding]]


def judge(pdf: bytes | Path, policy: Policy) -> FileVerdict:
    """Judge every signature of `pdf` and what was added after it.

    Args:
        pdf: the file's bytes, or where it lies.
        policy: anchors, revocation data, time and strength.

    Returns:
        The verdict; whatever cannot be judged is INDETERMINATE, never PASSED, and nothing is raised.

    Source: EN 319 102-1 section 5; ISO 32000-2, 12.8.
    """
    remember_names()
    try:
        data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
        opened = open_pdf(data)
    except (NotAPdf, OSError):
        return _file(Verdict.FAILED, Reason.FORMAT_FAILURE)
    except Exception:  # hostile bytes raise anything
        return _file(Verdict.INDETERMINATE, Reason.GENERIC)
    try:
        return _judge(opened, policy)
    except Exception:  # a rule stumbled over the file as a whole: nothing is proved
        return _file(Verdict.INDETERMINATE, Reason.GENERIC)


def given_up() -> FileVerdict:
    """Return the verdict over a file that takes more than anybody may ask for: nothing is proved."""
    return _file(Verdict.INDETERMINATE, Reason.GENERIC)


def _judge(opened: Opened, policy: Policy) -> FileVerdict:
    many = opened.last >= MAX_REVISIONS or len(opened.timestamps) > MAX_TIMESTAMPS
    if opened.reader.encrypted or many:
        return _file(Verdict.INDETERMINATE, Reason.GENERIC)
    if not opened.signatures and not opened.unreadable:
        return _file(Verdict.FAILED, Reason.NO_SIGNATURE)
    material = given(policy) + embedded(opened, policy)
    stamps = check_stamps(opened, material, policy)
    material = dated_by(stamps, material)
    difference, paper = strict_policy(), Paper()
    verdicts = [
        *(_signature(opened, s, stamps, material, policy, difference, paper) for s in opened.signatures),
        *(_unreadable(found) for found in opened.unreadable),
    ]
    findings = [*_about_file(opened), *_about_stamps(opened, stamps, difference, paper)]
    findings.extend(check_expected(verdicts, opened.signatures, policy))
    word = worst(*(verdict.verdict for verdict in verdicts), *(finding.verdict for finding in findings))
    where = places(opened)
    seen = tuple(dc.replace(verdict, shown=where.get(verdict.field)) for verdict in verdicts)
    return _file(word, _file_reason(word, verdicts, findings), seen)


def _about_file(opened: Opened) -> list[Finding]:
    """Apply the rules about the file as a whole."""
    first = min((*opened.signatures, *opened.timestamps), key=lambda s: s.end, default=None)
    rules: list[Rule] = [
        lambda: check_trailing(opened.data),
        lambda: check_census(opened),
        lambda: check_certification(opened),
        lambda: check_evidence(opened),
        lambda: check_empty_fields(opened, certified=is_certified(opened)),
    ]
    if first is not None:
        rules.append(lambda: check_revisions(opened, first.end, first.revision))
    return [finding for rule in rules for finding in _tried(rule, Line.CHANGES)]


def _about_stamps(
    opened: Opened, stamps: tuple[Stamp, ...], difference: StandardDiffPolicy, paper: Paper
) -> list[Finding]:
    """Document time stamps are judged like signatures, with what was added after them."""
    findings = [finding for stamp in stamps for finding in stamp.findings]
    for stamp in stamps:
        findings.extend(_after(opened, stamp.signature, difference, paper))
    return findings


def _signature(
    opened: Opened,
    signature: Signature,
    stamps: tuple[Stamp, ...],
    material: Material,
    policy: Policy,
    difference: StandardDiffPolicy,
    paper: Paper,
) -> SignatureVerdict:
    """Judge one signature; any exception means that it cannot be judged."""
    findings: list[Finding] = []
    signer, issuer, thumbprint, scheme, time, level = "", "", "", "", None, None
    for rule in (
        lambda: check_hole(opened, signature),
        lambda: check_form(signature),
        lambda: check_references(signature),
    ):
        findings.extend(_tried(rule, Line.INTEGRITY))
    try:
        signer = common_name(signature.found.signer_cert)
        issuer = issuer_name(signature.found.signer_cert)
        thumbprint = signature.found.signer_cert.sha256.hex()
        findings_, time, level, scheme = _certificate(opened, signature, stamps, material, policy)
        findings.extend(findings_)
    except Exception as error:  # a hostile certificate or token raises anything
        findings.append(cannot_judge(Line.CERTIFICATE, f"{type(error).__name__}: {error}"))
        findings.append(cannot_judge(Line.INTEGRITY, "not checked"))
    findings.extend(_after(opened, signature, difference, paper))
    summed = _summed(signature.name, signer, time, level, findings)
    return dc.replace(summed, issuer=issuer, thumbprint=thumbprint, scheme=scheme)


def _certificate(
    opened: Opened, signature: Signature, stamps: tuple[Stamp, ...], material: Material, policy: Policy
) -> tuple[list[Finding], dt.datetime | None, Level | None, str]:
    """Prove the time, then the chain and the algorithms at that time, then the level and the list."""
    proof = prove(signature, stamps, material, policy)
    weak = check_algorithms(signature.found.signed_data, policy.suite, proof.time)
    evidence = dated_within(signature, proof, material)
    trusted = check_signer(
        signature.found.signed_data, signature.found.compute_digest(), proof.time, evidence, policy
    )
    findings = [*weak, *proof.findings, *trusted.findings]
    if trusted.path is not None and _against_terms(signature, trusted.path, proof):
        findings.append(
            doubtful(Line.CERTIFICATE, Reason.SIG_CONSTRAINTS_FAILURE, "against the field's terms")
        )
    findings.extend(check_claimed(signature, policy.tolerance))
    level = reached(opened, signature, proof, stamps, policy, trusted=not findings)
    stated = next((one.stated for one in claims(signature)), None)
    time = proof.time if proof.proved else stated
    scheme = None
    if trusted.path is not None and not trusted.findings:
        scheme = policy.scheme_of(trusted.path.first.dump(), proof.time)
    return findings, time, level, scheme or ""


def _against_terms(signature: Signature, path: ValidationPath, proof: Proof) -> bool:
    """Whether the signature breaks what its field demands of signers (ISO 32000-2, 12.7.5.5)."""
    seeds = report_seed_value_validation(signature.found, path, proof.proved)
    return seeds["seed_value_constraint_error"] is not None


def _after(
    opened: Opened, signature: Signature, difference: StandardDiffPolicy, paper: Paper
) -> list[Finding]:
    """Apply the rules about what came after one signature or time stamp."""
    rules: list[Rule] = [
        lambda: check_catalog(opened, signature),
        lambda: check_changes(opened, signature, difference),
        lambda: check_pages(opened, signature),
        lambda: check_beside(opened, signature),
        lambda: check_metadata(opened, signature),
        lambda: check_new_fields(opened, signature),
        lambda: check_covering(opened, signature),
    ]
    findings = [finding for rule in rules for finding in _tried(rule, Line.CHANGES)]
    if not findings:  # to draw costs more than all of them
        findings.extend(_tried(lambda: check_beneath(opened, signature, paper), Line.CHANGES))
    return findings


def _tried(rule: Rule, line: Line) -> Iterator[Finding]:
    """Apply a rule; one that stumbles has not found the file to be good."""
    try:
        yield from rule()
    except Exception as error:  # hostile objects raise anything
        yield cannot_judge(line, f"{type(error).__name__}: {error}")


def _unreadable(found: Unreadable) -> SignatureVerdict:
    return _summed(found.name, "", None, None, [cannot_judge(line, found.why) for line in Line])


def _summed(
    name: str, signer: str, time: dt.datetime | None, level: Level | None, findings: list[Finding]
) -> SignatureVerdict:
    lines = {line: worst(Verdict.PASSED, *(f.verdict for f in findings if f.line is line)) for line in Line}
    word = worst(*lines.values())
    reason = _first_reason(word, findings)
    vi, en = signature_sentence(signer or name, word, reason)
    return SignatureVerdict(
        field=name,
        signer=signer,
        time=time.astimezone(dt.UTC) if time is not None and time.tzinfo is not None else None,
        level=level if lines[Line.INTEGRITY] is Verdict.PASSED else None,
        integrity=lines[Line.INTEGRITY],
        certificate=lines[Line.CERTIFICATE],
        changes=lines[Line.CHANGES],
        verdict=word,
        reason=reason,
        vi=vi,
        en=en,
    )


def _first_reason(word: Verdict, findings: Iterable[Finding]) -> str:
    """Return the reason of the first finding that is as bad as the sum; a speaking one before GENERIC."""
    reasons = [finding.reason for finding in findings if finding.verdict is word]
    speaking = [reason for reason in reasons if reason is not Reason.GENERIC]
    return str(next(iter(speaking or reasons), ""))


def _file_reason(word: Verdict, verdicts: list[SignatureVerdict], findings: list[Finding]) -> str:
    own = _first_reason(word, findings)
    theirs = [v.reason for v in verdicts if v.verdict is word and v.reason]
    speaking = [reason for reason in (*theirs, own) if reason and reason != Reason.GENERIC]
    return next(iter(speaking), Reason.GENERIC if word is not Verdict.PASSED else "")


def _file(word: Verdict, reason: str, signatures: tuple[SignatureVerdict, ...] = ()) -> FileVerdict:
    vi, en = file_sentence(word, reason, len(signatures))
    levels = [signature.level for signature in signatures]
    order = list(Level)
    lowest = min((level for level in levels if level), key=order.index, default=None)
    return FileVerdict(word, str(reason), signatures, vi, en, None if None in levels else lowest)
