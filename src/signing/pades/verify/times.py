"""When a signature is proved to have existed: its own time stamp and the document time stamps, in order.

Each time stamp is checked up to the time that the next one proves, the last up to now.
Must not judge changes. Source: EN 319 102-1 sections 5.4, 5.6.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker

from signing.pades.verify.algorithms import check_algorithms
from signing.pades.verify.claimed import Claim, claims
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful
from signing.pades.verify.hole import check_hole
from signing.pades.verify.material import Material, carried
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.policy import Policy
from signing.pades.verify.trust import check_token

MAX_TOKENS = 8


@dc.dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """A document time stamp that was checked.

    Attributes:
        signature: it in the file.
        time: that it states, None where unreadable.
        control: time up to which its certificate was checked.
        findings: empty where it proves its time.
    """

    signature: Signature
    time: dt.datetime | None
    control: dt.datetime
    findings: tuple[Finding, ...]


@dc.dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """The best proven time of one signature.

    Attributes:
        time: at which it existed at the latest; the time of the judgement where nothing proves more.
        proved: some good time stamp says so.
        findings: what is wrong with its own time stamp.
    """

    time: dt.datetime
    proved: bool
    findings: tuple[Finding, ...]


def check_stamps(
    opened: Opened, material: Material, policy: Policy, before: Signature | None = None
) -> tuple[Stamp, ...]:
    """Check the document time stamps, the youngest first, and return them oldest first.

    Args:
        opened: the file.
        material: certificates and revocation data.
        policy: of the judgement.
        before: only those older than this one; None for all.
    """
    stamps: list[Stamp] = []
    control = policy.at
    for signature in reversed(opened.timestamps):
        if before is not None and signature.end >= before.end:
            continue
        stamp = _check_stamp(opened, signature, control, material, policy)
        stamps.append(stamp)
        if stamp.time is not None and not stamp.findings:
            control = stamp.time
            material = dated_by((stamp,), material)
    return tuple(reversed(stamps))


def dated_by(stamps: Iterable[Stamp], material: Material) -> Material:
    """Return the evidence with the times at which good document time stamps prove that it was there."""
    for stamp in stamps:
        if stamp.time is not None and not stamp.findings:
            covered = (item for item, first in material.first.items() if first <= stamp.signature.revision)
            material = material.dated(covered, stamp.time)
    return material


def dated_within(signature: Signature, proof: Proof, material: Material) -> Material:
    """Return the evidence with the time of what stands in the signed attributes of a signature."""
    if not proof.proved:
        return material
    found = carried(signature)
    return material.dated((one.dump() for one in (*found.crls, *found.ocsps)), proof.time)


def prove(signature: Signature, stamps: tuple[Stamp, ...], material: Material, policy: Policy) -> Proof:
    """Return the earliest time at which a good time stamp proves that `signature` existed."""
    covering = [s.time for s in stamps if not s.findings and s.time and s.signature.end > signature.end]
    control = min(covering, default=policy.at)
    info = signature.found.signer_info
    tokens = extract_tst_data_iter(info, signed=False)
    findings, own = _tokens(tokens, message_imprint_checker(info), control, material, policy)
    tokens = extract_tst_data_iter(info, signed=True)
    wrong, since = _tokens(tokens, signature.found.compute_digest, control, material, policy)
    findings.extend([*wrong, *_order(claims(signature), since, [*own[:1], *covering, policy.at], policy)])
    times = own + covering
    return Proof(min(times, default=policy.at), bool(times), tuple(findings))


def _check_stamp(
    opened: Opened, signature: Signature, control: dt.datetime, material: Material, policy: Policy
) -> Stamp:
    findings: list[Finding] = []
    time = None
    try:
        findings.extend(check_hole(opened, signature))
        findings.extend(check_algorithms(signature.found.signed_data, policy.suite, control))
        if entry(signature.found.sig_object, "/SubFilter") != generic.pdf_name("/ETSI.RFC3161"):
            findings.append(cannot_judge(Line.INTEGRITY, "a time stamp of another kind"))
        if "/Reference" in signature.found.sig_object:
            findings.append(cannot_judge(Line.CHANGES, "a time stamp that states permissions"))
        checked, time = check_token(
            signature.found.signed_data, signature.found.compute_digest, control, material, policy
        )
        if time > control + policy.tolerance:
            # named first: of the future there is no revocation data either
            future = doubtful(Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, "it is from the future")
            findings.append(future)
        findings.extend(checked.findings)
    except Exception as error:  # a hostile token raises anything: it proves nothing
        findings.append(cannot_judge(Line.INTEGRITY, f"{type(error).__name__}: {error}"))
    return Stamp(signature, time, control, tuple(findings))


def _tokens(
    tokens: Iterable[cms.SignedData],
    imprint: Callable[[str], bytes],
    control: dt.datetime,
    material: Material,
    policy: Policy,
) -> tuple[list[Finding], list[dt.datetime]]:
    """Check the time stamps inside the CMS: over the signature's value, or signed and over what was to be."""
    findings: list[Finding] = []
    times: list[dt.datetime] = []
    for count, token in enumerate(tokens):
        if count >= MAX_TOKENS:
            findings.append(cannot_judge(Line.CERTIFICATE, "too many time stamps"))
            break
        checked, time = check_token(token, imprint, control, material, policy)
        wrong = [*check_algorithms(token, policy.suite, control), *checked.findings]
        findings.extend(wrong)
        if not wrong:
            times.append(time)
    return findings, times


def _order(
    stated: tuple[Claim, ...], since: list[dt.datetime], until: list[dt.datetime], policy: Policy
) -> Iterator[Finding]:
    """Time runs forward: stamps of what was to be signed, stated times, own stamp, document stamps, now."""
    tolerance = policy.tolerance
    steps = [
        *pairwise(until),
        *((one.earliest, until[0]) for one in stated),
        *((one, until[0]) for one in since),
        *((one, other.latest) for one in since for other in stated),
    ]
    if any(later < earlier - tolerance for earlier, later in steps):
        yield doubtful(Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, "the times contradict each other")
