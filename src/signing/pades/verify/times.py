"""When a signature is proved to have existed: its own time stamp and the document time stamps, in order.

Each time stamp is checked up to the time that the next one proves, the last up to now.
Must not judge changes. Source: EN 319 102-1 sections 5.4, 5.6.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker

from signing.pades.verify.algorithms import check_algorithms
from signing.pades.verify.claimed import claims
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
    findings, own = _own_stamps(signature, control, material, policy)
    findings.extend(_order(signature, own, covering, policy))
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


def _own_stamps(
    signature: Signature, control: dt.datetime, material: Material, policy: Policy
) -> tuple[list[Finding], list[dt.datetime]]:
    """Check the time stamps inside the CMS, over the signature's value."""
    findings: list[Finding] = []
    times: list[dt.datetime] = []
    info = signature.found.signer_info
    for count, token in enumerate(_tokens(info)):
        if count >= MAX_TOKENS:
            findings.append(cannot_judge(Line.CERTIFICATE, "too many time stamps"))
            break
        checked, time = check_token(token, message_imprint_checker(info), control, material, policy)
        wrong = [*check_algorithms(token, policy.suite, control), *checked.findings]
        findings.extend(wrong)
        if not wrong:
            times.append(time)
    return findings, times


def _tokens(info: cms.SignerInfo) -> Iterator[cms.SignedData]:
    yield from extract_tst_data_iter(info, signed=False)


def _order(
    signature: Signature, own: list[dt.datetime], covering: list[dt.datetime], policy: Policy
) -> Iterator[Finding]:
    """Time runs forward: stated times, own stamp, document stamps, now."""
    stated = max((one.earliest for one in claims(signature)), default=None)
    chain = [*(() if stated is None else (stated,)), *own[:1], *covering, policy.at]
    if any(later < earlier - policy.tolerance for earlier, later in pairwise(chain)):
        yield doubtful(Line.CERTIFICATE, Reason.TIMESTAMP_ORDER_FAILURE, "the times contradict each other")
