"""Rule: what a certification and field locks allow is stated once and without contradiction.

Must not compare revisions; changes.py does. Source: ISO 32000-2, 12.8.2 and 12.8.6.
"""

from collections.abc import Iterator

from pyhanko.pdf_utils import generic

from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, failed
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature

_KNOWN = ("/DocMDP", "/FieldMDP")
_LEVELS = (1, 2, 3)


def is_certified(opened: Opened) -> bool:
    """Whether the catalog or any signature claims a certification."""
    return _perms(opened) is not None or any(_transforms(s).count("/DocMDP") for s in opened.signatures)


def check_certification(opened: Opened) -> Iterator[Finding]:
    """Yield contradictions between the catalog's permissions and the signatures."""
    perms = _perms(opened)
    claims = [s for s in opened.signatures if "/DocMDP" in _transforms(s)]
    if perms is None and not claims:
        return
    if perms is not None and set(perms) - {"/DocMDP"}:
        yield cannot_judge(Line.CHANGES, f"permissions of another kind: {sorted(set(perms))}")
    if len(claims) > 1 or (claims and claims[0] is not opened.signatures[0]):
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, "a certification is not the first signature")
        return
    named = perms.raw_get("/DocMDP") if perms is not None and "/DocMDP" in perms else None
    own = claims[0].found.sig_field.raw_get("/V") if claims else None
    if not isinstance(named, generic.IndirectObject) or own is None or named.reference != own.reference:
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, "the catalog certifies another signature")


def check_references(signature: Signature) -> Iterator[Finding]:
    """Yield what is wrong with the permissions that `signature` states itself."""
    kinds = _transforms(signature)
    if len(set(kinds)) < len(kinds) or any(kind not in _KNOWN for kind in kinds):
        yield cannot_judge(Line.CHANGES, f"permissions stated as {kinds}")
        return
    for reference in _references(signature):
        params = entry(reference, "/TransformParams")
        if _was_there(signature, reference):
            # pyHanko lets a new signature rewrite its parameters, whatever that object was before.
            yield cannot_judge(Line.CHANGES, "permissions written over an older object")
        if not isinstance(params, generic.DictionaryObject):
            yield cannot_judge(Line.CHANGES, "permissions without parameters")
        elif reference["/TransformMethod"] == "/DocMDP" and entry(params, "/P", 2) not in _LEVELS:
            yield cannot_judge(Line.CHANGES, "unknown permission level")


def check_catalog(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding where another object is the catalog now: pyHanko lets it be written over anything."""
    if opened.at(signature.revision).root_ref != opened.reader.root_ref:
        yield cannot_judge(Line.CHANGES, "another object became the catalog")


def _was_there(signature: Signature, reference: generic.DictionaryObject) -> bool:
    """Whether the parameters are an object that an earlier revision has already."""
    raw = reference.raw_get("/TransformParams") if "/TransformParams" in reference else None
    if not isinstance(raw, generic.IndirectObject):
        return False
    xrefs = signature.found.reader.xrefs
    return any(
        raw.reference in xrefs.explicit_refs_in_revision(earlier) for earlier in range(signature.revision)
    )


def _perms(opened: Opened) -> generic.DictionaryObject | None:
    perms = entry(opened.reader.root, "/Perms")
    return perms if isinstance(perms, generic.DictionaryObject) else None


def _references(signature: Signature) -> list[generic.DictionaryObject]:
    listed = entry(signature.found.sig_object, "/Reference")
    if not isinstance(listed, generic.ArrayObject):
        return []
    nodes = [node.get_object() for node in listed]
    return [node for node in nodes if isinstance(node, generic.DictionaryObject)]


def _transforms(signature: Signature) -> list[str]:
    return [str(entry(node, "/TransformMethod", "")) for node in _references(signature)]
