"""Rule: every page looks as it did when it was signed.

Compares each page of the signed revision with the last one, object by object, whatever the table of changes
says: content, resources, boxes, rotation, annotations. A difference is proof of change.
Must not decide what may be added to the form; changes.py and fields.py do.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from signing.pades.verify.findings import Finding, Line, Reason, failed
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature

MAX_PAGES = 20_000
MAX_DEPTH = 200
"""Nesting beyond this is a bomb; it raises and so cannot be judged."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_ELSEWHERE = frozenset({"/Parent", "/Annots", *_INHERITED})
_BACK = frozenset({"/Parent", "/P", "/Dest", "/StructParent", "/StructParents"})
_SIGNATURE_OWN = frozenset({"/V", "/Lock", "/SV"})
_SIGNED_LATER = frozenset({"/AP", "/Type"})

Page = tuple[generic.DictionaryObject, dict[str, Any]]


def check_pages(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding for the first page that does not look as it did when `signature` was made."""
    if signature.revision == opened.last:
        return
    before, after = pages(opened.at(signature.revision)), pages(opened.at(opened.last))
    if len(before) != len(after):
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"{len(before)} pages became {len(after)}")
        return
    comparison = _Comparison()
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        if not comparison.same_page(old, new):
            yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"page {number} was changed")
        elif not comparison.same_annotations(old[0], new[0]):
            yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"annotations of page {number} were changed")


def pages(resolver: HistoricalResolver) -> list[Page]:
    """Return the pages of a revision in order, each with what it inherits.

    Raises:
        ValueError: the tree has loops or too many pages.
    """
    found: list[Page] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, dict[str, Any]]] = [(resolver.root.raw_get("/Pages"), {})]
    while waiting:
        raw, inherited = waiting.pop()
        if isinstance(raw, generic.IndirectObject):
            if (raw.idnum, raw.generation) in seen:
                raise ValueError("a page stands in the tree twice")
            seen.add((raw.idnum, raw.generation))
        node = raw.get_object()
        own = {**inherited, **{key: node.raw_get(key) for key in _INHERITED if key in node}}
        if "/Kids" in node:
            waiting.extend((kid, own) for kid in reversed(list(node["/Kids"])))
        else:
            found.append((node, own))
        if len(found) > MAX_PAGES:
            raise ValueError("too many pages")
    return found


class _Comparison:
    """Compares objects of two revisions; each pair of objects once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int, int, int]] = set()

    def same_page(self, old: Page, new: Page) -> bool:
        """Compare pages, their annotations apart."""
        if not self._same_dictionary(old[0], new[0], _ELSEWHERE, 0):
            return False
        before, after = old[1], new[1]
        return before.keys() == after.keys() and all(self.same(before[key], after[key]) for key in before)

    def same_annotations(self, old: generic.DictionaryObject, new: generic.DictionaryObject) -> bool:
        """Whether each old annotation stands where it stood, and each new one is a signature's."""
        before, after = annotations(old), annotations(new)
        if len(before) > len(after) or not all(is_signature_widget(node) for node in after[len(before) :]):
            return False
        return all(self._same_annotation(one, other) for one, other in zip(before, after, strict=False))

    def _same_annotation(self, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
        if not isinstance(old, generic.DictionaryObject) or not isinstance(new, generic.DictionaryObject):
            return False
        if not is_signature_widget(old):
            return self._same_dictionary(old, new, _BACK, 0)
        if value_of(old) is None:
            return self._same_dictionary(old, new, _BACK | _SIGNATURE_OWN | _SIGNED_LATER, 0)
        # The value refers to the catalog, which may change; the signature there is judged by itself.
        return value_of(old) == value_of(new) and self._same_dictionary(old, new, _BACK | _SIGNATURE_OWN, 0)

    def same(self, old: Any, new: Any, depth: int = 0) -> bool:  # noqa: ANN401 - raw PDF objects
        """Compare two objects and all they refer to, except upwards."""
        if depth > MAX_DEPTH:
            raise ValueError("objects nested too deep")
        if isinstance(old, generic.IndirectObject) and isinstance(new, generic.IndirectObject):
            pair = (old.idnum, old.generation, new.idnum, new.generation)
            if pair in self._seen:
                return True  # compared already, or being compared further up
            self._seen.add(pair)
        old, new = old.get_object(), new.get_object()
        if isinstance(old, generic.StreamObject) or isinstance(new, generic.StreamObject):
            if not (isinstance(old, generic.StreamObject) and isinstance(new, generic.StreamObject)):
                return False
            if old.encoded_data != new.encoded_data:
                return False
        if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
            return self._same_dictionary(old, new, _BACK, depth)
        if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
            return len(old) == len(new) and all(
                self.same(old.raw_get(i), new.raw_get(i), depth + 1) for i in range(len(old))
            )
        return type(old) is type(new) and bool(old == new)

    def _same_dictionary(
        self,
        old: generic.DictionaryObject,
        new: generic.DictionaryObject,
        ignored: frozenset[str],
        depth: int,
    ) -> bool:
        if set(old) - ignored != set(new) - ignored:
            return False
        return all(
            self.same(old.raw_get(key), new.raw_get(key), depth + 1) for key in old if key not in ignored
        )


def annotations(page: generic.DictionaryObject) -> list[Any]:
    """Return the annotations of a page in order."""
    listed = entry(page, "/Annots")
    if not isinstance(listed, generic.ArrayObject):
        return []
    return [raw.get_object() for raw in listed]


def is_signature_widget(node: Any) -> bool:  # noqa: ANN401 - a raw PDF object
    """Whether an annotation shows a signature field."""
    if not isinstance(node, generic.DictionaryObject) or entry(node, "/Subtype") != "/Widget":
        return False
    parent = entry(node, "/Parent")
    return bool(entry(node, "/FT", entry(parent, "/FT")) == "/Sig")


def value_of(node: generic.DictionaryObject) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return the unresolved value of a signature field, None where it has none."""
    for holder in (node, entry(node, "/Parent")):
        if isinstance(holder, generic.DictionaryObject) and "/V" in holder:
            return holder.raw_get("/V")
    return None
