"""Rules about signature fields: empty ones, shared ones, and later ones that do more than hold a signature.

Must not judge the signature in a field, nor what it hides; covering.py does.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.covering import area, rectangle
from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful
from signing.pades.verify.objects import entry, resolved
from signing.pades.verify.opened import Opened, Signature, form_fields

_ACTIONS = frozenset({"/A", "/AA"})


def check_empty_fields(opened: Opened, *, certified: bool) -> Iterator[Finding]:
    """Yield a finding for a seal or signature that is foreseen but not there.

    Args:
        opened: the file.
        certified: the first signature certifies the file; then an empty field is a missing act.
    """
    # A time stamp in the field that was made for a seal is no seal.
    stamps = {stamp.name for stamp in opened.timestamps} & _made_for_signers(opened)
    empty = [field for field in opened.fields if field.is_empty or field.name in stamps]
    if certified and empty:
        yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"field {empty[0].name!r} is not signed")
    names = [field.name for field in opened.fields]
    if len(set(names)) < len(names):
        yield cannot_judge(Line.CHANGES, "two signature fields have one name")


def check_new_fields(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield what is wrong with the fields that were added or stamped after `signature`."""
    known = {field.key for field in form_fields(opened.at(signature.revision).root)} - {None}
    stamps = {stamp.name for stamp in opened.timestamps if stamp.revision > signature.revision}
    for field in opened.fields:
        # Anybody gets a time stamp: it shows nothing, also not in a field that was made for a signature.
        if field.name in stamps and any(area(rectangle(widget)) > 0 for widget in _widgets(field.node)):
            yield cannot_judge(Line.CHANGES, f"time stamp {field.name!r} is shown on a page")
        if field.key in known:
            continue
        if field.is_empty:
            yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"empty field {field.name!r} came later")
        if any(_ACTIONS & set(widget) for widget in _widgets(field.node)):
            yield cannot_judge(Line.CHANGES, f"field {field.name!r} acts by itself")


def _made_for_signers(opened: Opened) -> set[str]:
    """Return the names of the fields that were there when the file was signed first."""
    if not opened.signatures:
        return set()
    return {field.name for field in form_fields(opened.at(opened.signatures[0].revision).root)}


def _widgets(node: generic.DictionaryObject) -> list[Any]:
    kids = entry(node, "/Kids")
    if isinstance(kids, generic.ArrayObject):
        return [node, *(resolved(kid) for kid in kids)]
    return [node]
