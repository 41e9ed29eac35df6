"""Rule: what was added after a signature is only what that signature allows.

pyHanko's difference analysis with a strict choice of its rules: no filling of form fields, no change of an
appearance in place, no object that nothing refers to. What it does not understand cannot be judged.
Must not look at page contents; pages.py does that apart.
"""

from collections.abc import Iterator

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm

from signing.pades.verify.again import WrittenAgainRule
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, failed
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature
from signing.pades.verify.release import ReleaseRule
from signing.pades.verify.ways import walkable

_CATALOG_KEYS = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Version"})
_FIELD_KEYS = frozenset({"/Type", "/V", "/AP"})


def strict_policy() -> StandardDiffPolicy:
    """Return the difference policy of this house."""
    return update_policy()


def update_policy(*catalog_keys: str) -> StandardDiffPolicy:
    """Return that policy for an update that may also write these keys of the catalog."""
    lta = ModificationLevel.LTA_UPDATES
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(ignored_keys=_CATALOG_KEYS | set(catalog_keys)),  # type: ignore[no-untyped-call]
            DocInfoRule().as_qualified(lta),
            XrefStreamRule().as_qualified(lta),
            ObjectStreamRule().as_qualified(lta),
            DSSCompareRule().as_qualified(lta),
            MetadataUpdateRule().as_qualified(lta),  # type: ignore[no-untyped-call]
            WrittenAgainRule().as_qualified(lta),
            ReleaseRule().as_qualified(lta),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[
                SigFieldCreationRule(),  # type: ignore[no-untyped-call]
                SigFieldModificationRule(
                    allow_in_place_appearance_stream_changes=False,
                    always_modifiable=frozenset({"/Type"}),
                    value_update_keys=_FIELD_KEYS,
                ),
            ],
            ignored_acroform_keys={"/Fields", "/SigFlags"},
        ),
        ignore_orphaned_objects=False,
        ignore_identical_objects=False,
    )


def check_changes(opened: Opened, signature: Signature, policy: StandardDiffPolicy) -> Iterator[Finding]:
    """Yield what is wrong with the updates behind `signature`."""
    if signature.revision == opened.last:
        return
    allowed = signature.found.docmdp_level
    result = policy.review_file(
        opened.reader,
        walkable(opened, signature.revision),
        field_mdp_spec=_locks(signature),
        doc_mdp=allowed,
    )
    if not isinstance(result, DiffResult):
        yield cannot_judge(Line.CHANGES, f"an update after {signature.name!r}: {result}")
        return
    most = MDPPerm.FILL_FORMS if allowed is None else MDPPerm(min(allowed.value, MDPPerm.FILL_FORMS.value))
    if result.modification_level.value > most.value:
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"{signature.name!r} does not allow what was added")


def _locks(signature: Signature) -> FieldMDPSpec | None:
    """Return the fields that the signature locks, by its own statement or its field's."""
    stated = signature.found.fieldmdp
    if stated is not None:
        return stated
    lock = entry(signature.found.sig_field, "/Lock")
    return FieldMDPSpec.from_pdf_object(lock) if lock is not None and "/Action" in lock else None
