"""Which PAdES level a signature reached, as proved, not as named.

Must not look at changes. Source: EN 319 142-1 section 6.
"""

from archive.values.verdict import Level
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr

from signing.pades.verify.findings import Finding
from signing.pades.verify.material import Material, embedded
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.policy import Policy
from signing.pades.verify.times import Proof, Stamp, check_stamps, prove
from signing.pades.verify.trust import check_signer


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
    good = [s for s in stamps if not s.findings and s.signature.end > signature.end]
    for stamp in good:
        if _self_sufficient(opened, signature, embedded(opened, policy, stamp.signature.revision), policy):
            return Level.LTA
    if _self_sufficient(opened, signature, embedded(opened, policy), policy):
        return Level.LT
    return Level.T


def is_baseline(signature: Signature) -> bool:
    """Whether the signature is a PAdES one: its form, and its certificate bound by a signed attribute."""
    if entry(signature.found.sig_object, "/SubFilter") != "/ETSI.CAdES.detached":
        return False
    return get_signing_cert_attr(signature.found.signer_info["signed_attrs"]) is not None


def _self_sufficient(opened: Opened, signature: Signature, material: Material, policy: Policy) -> bool:
    """Whether the file's own revocation data prove the chains of signer and time stamp."""
    if not material.crls and not material.ocsps:
        return False
    proof = prove(signature, check_stamps(opened, material, policy), material, policy)
    if not proof.proved or proof.findings:
        return False
    findings: tuple[Finding, ...] = check_signer(
        signature.found.signed_data, signature.found.compute_digest(), proof.time, material, policy
    ).findings
    return not findings
