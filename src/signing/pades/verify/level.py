"""Which PAdES level a signature reached, as proved, not as named.

Must not look at changes. Source: EN 319 142-1 section 6.
"""

import dataclasses as dc

from pyhanko.sign.validation.generic_cms import get_signing_cert_attr

from archive.values.verdict import Level
from signing.pades.verify.findings import Finding
from signing.pades.verify.material import Material, embedded
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.policy import Policy
from signing.pades.verify.times import Proof, Stamp, check_stamps, dated_by, dated_within, prove
from signing.pades.verify.trust import check_signer

MAX_TRIED = 5
"""Time stamps over evidence that may fail to archive a signature; each try checks all older ones."""


def reached(
    opened: Opened,
    signature: Signature,
    proof: Proof,
    stamps: tuple[Stamp, ...],
    policy: Policy,
    *,
    trusted: bool,
) -> Level | None:
    """Return the level of a signature, None for another kind of signature.

    Args:
        opened: the file.
        signature: judged already.
        proof: of its time.
        stamps: document time stamps, checked.
        policy: of the judgement.
        trusted: its certificate line holds; without that no evidence proves anything.
    """
    if not is_baseline(signature):
        return None
    if not proof.proved:
        return Level.B
    if not trusted:
        return Level.T
    if _is_archived(opened, signature, stamps, policy):
        return Level.LTA
    everything = embedded(opened, policy)
    if _self_sufficient(signature, check_stamps(opened, everything, policy), everything, policy):
        return Level.LT
    return Level.T


def is_baseline(signature: Signature) -> bool:
    """Whether the signature is a PAdES one: its form, and its certificate bound by a signed attribute."""
    if entry(signature.found.sig_object, "/SubFilter") != "/ETSI.CAdES.detached":
        return False
    return get_signing_cert_attr(signature.found.signer_info["signed_attrs"]) is not None


def _is_archived(opened: Opened, signature: Signature, stamps: tuple[Stamp, ...], policy: Policy) -> bool:
    """Whether a good time stamp covers evidence that proved the signature by itself on that day.

    The stamp's own evidence comes with the next one, or from outside.
    """
    tried = 0
    for stamp in stamps:
        if stamp.findings or stamp.time is None or stamp.signature.end <= signature.end:
            continue
        then = dc.replace(policy, at=stamp.time)
        material = embedded(opened, then, stamp.signature.revision)
        if not _is_evidence(material):
            continue
        older = check_stamps(opened, material, then, before=stamp.signature)
        if _self_sufficient(signature, (*older, stamp), material, then):
            return True
        tried += 1
        if tried == MAX_TRIED:
            break
    return False


def _is_evidence(material: Material) -> bool:
    return bool(material.crls or material.ocsps)


def _self_sufficient(
    signature: Signature, stamps: tuple[Stamp, ...], material: Material, policy: Policy
) -> bool:
    """Whether the file's own revocation data prove the chains of signer and time stamp."""
    if not _is_evidence(material):
        return False
    material = dated_by(stamps, material)
    proof = prove(signature, stamps, material, policy)
    if not proof.proved or proof.findings:
        return False
    evidence = dated_within(signature, proof, material)
    findings: tuple[Finding, ...] = check_signer(
        signature.found.signed_data, signature.found.compute_digest(), proof.time, evidence, policy
    ).findings
    return not findings
