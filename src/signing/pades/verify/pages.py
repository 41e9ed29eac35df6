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
from signing.pades.verify.objects import entry, four_numbers, resolved
from signing.pades.verify.opened import Opened, Signature, form_fields
from signing.pades.verify.same import Key, key_of
from signing.pades.verify.shown import Shown

MAX_PAGES = 20_000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_BOXES = ("/MediaBox", "/CropBox")
_ELSEWHERE = frozenset({"/Annots", *_INHERITED})
_RELEASE = "/ITXT"
_SIGNED_LATER = frozenset({"/V", "/AP", "/Type"})

Page = tuple[generic.DictionaryObject, dict[str, Any]]


def check_pages(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding for the first page that does not look as it did when `signature` was made."""
    if signature.revision == opened.last:
        return
    first, last = opened.at(signature.revision), opened.at(opened.last)
    before, tree = _tree(first)
    try:
        after, tree_after = _tree(last)
    except ValueError as error:  # the signed one was whole
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"the tree of pages was changed: {error}")
        return
    if len(before) != len(after):
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"{len(before)} pages became {len(after)}")
        return
    comparison = Shown(judged_apart(first))
    if not _same_tree(comparison, tree, tree_after):
        yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, "the tree of pages was changed")
    widgets = field_parts(first)
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        if not _same_page(comparison, old, new):
            yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"page {number} was changed")
        elif not _same_annotations(comparison, widgets, old[0], new[0]):
            yield failed(Line.CHANGES, Reason.FORMAT_FAILURE, f"annotations of page {number} were changed")


def pages(resolver: HistoricalResolver) -> list[Page]:
    """Return the pages of a revision in order, each with what it inherits.

    Raises:
        ValueError: the tree has loops or too many pages, or its pages name others above them.
    """
    return _tree(resolver)[0]


def judged_apart(resolver: HistoricalResolver) -> set[Key]:
    """Return the objects of a revision that have a rule of their own: catalog, pages, signature fields."""
    return {key_of(resolver.root_ref), *_tree(resolver)[1], *field_parts(resolver)}


def same_field(comparison: Shown, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
    """Whether a signature field, or a place where it is shown, is as it was, or was signed since."""
    if not isinstance(old, generic.DictionaryObject) or not isinstance(new, generic.DictionaryObject):
        return False
    before, after = value_of(old), value_of(new)
    if before is None and after is not None:
        return comparison.same_but(old, new, _SIGNED_LATER)
    return comparison.same_but(old, new, frozenset()) and (before is None or comparison.same(before, after))


def _tree(resolver: HistoricalResolver) -> tuple[list[Page], dict[Key, generic.DictionaryObject]]:
    """Walk the page tree: the pages, and all objects of the tree."""
    found: list[Page] = []
    seen: dict[Key, generic.DictionaryObject] = {}
    waiting: list[tuple[Any, Key | None, dict[str, Any]]] = [(resolver.root.raw_get("/Pages"), None, {})]
    while waiting:
        raw, above, inherited = waiting.pop()
        if not isinstance(raw, generic.IndirectObject) or key_of(raw) in seen:
            raise ValueError("a page stands in the tree twice, or in no object of its own")
        node = resolved(raw)
        _require_place(node, above)
        here = key_of(raw)
        seen[here] = node
        own = {**inherited, **{key: node.raw_get(key) for key in _INHERITED if key in node}}
        if "/Kids" in node:
            waiting.extend((kid, here, own) for kid in reversed(list(node["/Kids"])))
        else:
            found.append((node, own))
        if len(found) > MAX_PAGES:
            raise ValueError("too many pages")
    return found, seen


def _require_place(node: generic.DictionaryObject, above: Key | None) -> None:
    """Let only a node through that every program finds in the same place.

    Some inherit from whatever a page calls its parent, some from where it stands (ISO 32000-2, 7.7.3.4).

    Raises:
        ValueError: it names another parent than the one above it, or is a page with pages below it.
    """
    parent = node.raw_get("/Parent") if "/Parent" in node else None
    if (key_of(parent) if isinstance(parent, generic.IndirectObject) else parent) != above:
        raise ValueError("a page's parent is not the one above it")
    if entry(node, "/Type") == ("/Page" if "/Kids" in node else "/Pages"):
        raise ValueError("a page has pages below it")


def field_parts(resolver: HistoricalResolver) -> set[Key]:
    """Return the signature fields of a revision's form, and the places where they are shown."""
    found: set[Key] = set()
    for field in form_fields(resolver.root):
        kids = entry(field.node, "/Kids")
        shown = list(kids) if isinstance(kids, generic.ArrayObject) else []
        found |= {key_of(kid) for kid in shown if isinstance(kid, generic.IndirectObject)}
        found |= {field.key} if field.key else set()
    return found


def _same_tree(
    comparison: Shown,
    old: dict[Key, generic.DictionaryObject],
    new: dict[Key, generic.DictionaryObject],
) -> bool:
    """Whether the pages hang where they hung, from nodes that say what they said.

    What no page inherits is compared as well: the node may be something else besides.
    """
    inner = [key for key, node in old.items() if "/Kids" in node]
    return old.keys() == new.keys() and all(same_node(comparison, old[key], new[key]) for key in inner)


def same_node(comparison: Shown, old: generic.DictionaryObject, new: generic.DictionaryObject) -> bool:
    """Whether a node of the tree of pages is as it was, but for the release of the program that signed since.

    iText 5, which many signing programs are built on, writes its own into the first node, a string that
    no reader looks at.
    """
    name = new.raw_get(_RELEASE) if _RELEASE in new else None
    named = name is None or isinstance(name, generic.TextStringObject | generic.ByteStringObject)
    return comparison.same_but(old, new, frozenset({_RELEASE}) if named else frozenset())


def _same_page(comparison: Shown, old: Page, new: Page) -> bool:
    """Compare pages, their annotations apart."""
    if not comparison.same_but(old[0], new[0], _ELSEWHERE):
        return False
    before, after = old[1], new[1]
    return before.keys() == after.keys() and all(
        comparison.same_drawn(before[key], after[key])
        or (key in _BOXES and _is_same_box(before[key], after[key]))
        for key in before
    )


def _is_same_box(old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
    """Whether two boxes are of the same four numbers: signing programs write 612 for 612.0."""
    before, after = four_numbers(resolved(old)), four_numbers(resolved(new))
    return before is not None and before == after


def _same_annotations(
    comparison: Shown,
    widgets: set[Key],
    old: generic.DictionaryObject,
    new: generic.DictionaryObject,
) -> bool:
    """Whether each old annotation stands where it stood, and each new one is a signature's."""
    before, after = _raw_annotations(old), _raw_annotations(new)
    if len(before) > len(after) or not all(map(is_signature_widget, annotations(new)[len(before) :])):
        return False
    return all(
        _same_annotation(comparison, widgets, one, other) for one, other in zip(before, after, strict=False)
    )


def _same_annotation(comparison: Shown, widgets: set[Key], old: Any, new: Any) -> bool:  # noqa: ANN401
    if isinstance(old, generic.IndirectObject) and key_of(old) in widgets:
        return comparison.same(old, new) and same_field(comparison, resolved(old), resolved(new))
    return comparison.same_annotation(old, new)


def annotations(page: generic.DictionaryObject) -> list[Any]:
    """Return the annotations of a page in order."""
    return [raw.get_object() for raw in _raw_annotations(page)]


def _raw_annotations(page: generic.DictionaryObject) -> list[Any]:
    listed = entry(page, "/Annots")
    return list(listed) if isinstance(listed, generic.ArrayObject) else []


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
