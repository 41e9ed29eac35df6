"""Rule: what a file holds beside its pages is as it was when it was signed.

Layers, names, actions, structure, fields of the form: a table tells which objects an update writes, not which
parts they play, so everything that the catalog leads to is compared.
Must not compare pages, evidence or metadata; pages.py, evidence.py and metadata.py do.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature, form_fields
from signing.pades.verify.pages import field_parts, judged_apart, same_field
from signing.pades.verify.same import key_of
from signing.pades.verify.shown import Shown

_OWN_RULES = frozenset({"/AcroForm", "/DSS", "/Metadata", "/Pages"})
_INERT = frozenset({"/Extensions", "/Version"})
"""Each signing program says here what it made use of."""
_FORM_GROWS = frozenset({"/Fields", "/SigFlags"})


def check_beside(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding where something beside the pages is not what it was when `signature` was made."""
    if signature.revision == opened.last:
        return
    first, last = opened.at(signature.revision), opened.at(opened.last)
    comparison = Shown(judged_apart(first))
    if not comparison.same_but(first.root, last.root, _OWN_RULES | _INERT):
        yield cannot_judge(Line.CHANGES, "something that the catalog leads to was changed")
    if not _same_form(comparison, entry(first.root, "/AcroForm"), entry(last.root, "/AcroForm")):
        yield cannot_judge(Line.CHANGES, "the form or one of its fields was changed")
    now = {field.key: field.node for field in form_fields(last.root)}
    for field in form_fields(first.root):
        if field.key is None or not same_field(comparison, field.node, now.get(field.key)):
            yield cannot_judge(Line.CHANGES, f"signature field {field.name!r} is not what it was")
    # Also what stands on no page: it may be something else besides, and comparing ended at it.
    parts = (generic.Reference(*key) for key in field_parts(first))
    if not all(same_field(comparison, first(part), last(part)) for part in parts):
        yield cannot_judge(Line.CHANGES, "a place of a signature field is not what it was")


def _same_form(comparison: Shown, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
    """Whether a form grew by fields at most."""
    if not comparison.same_but(old, new, _FORM_GROWS) or _flags(old) & ~_flags(new):
        return False
    now = {key_of(raw): raw for raw in _fields(new)}
    return all(key_of(raw) in now and comparison.same(raw, now[key_of(raw)]) for raw in _fields(old))


def _flags(form: Any) -> int:  # noqa: ANN401 - a raw PDF object
    """Return what a form says of signatures; without it programs rewrite the file (ISO 32000-2, 12.7.3)."""
    return int(entry(form, "/SigFlags", 0))


def _fields(form: Any) -> list[Any]:  # noqa: ANN401 - a raw PDF object
    """Return the references to the fields at the root of a form; pyHanko refuses direct ones."""
    listed = entry(form, "/Fields")
    raw = list(listed) if isinstance(listed, generic.ArrayObject) else []
    return [each for each in raw if isinstance(each, generic.IndirectObject)]
