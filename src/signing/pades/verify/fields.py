"""Rules about signature fields: empty ones, shared ones, and new visible ones laid over a signed page.

Must not judge the signature in a field.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.findings import Finding, Line, Reason, cannot_judge, doubtful
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import FormField, Opened, Signature

MAX_SHARE = 0.25
"""A visible signature added later may cover this share of its page: more hides what was signed."""
DEFAULT_PAGE = (0.0, 0.0, 612.0, 792.0)
MAX_DEPTH = 50

Rectangle = tuple[float, float, float, float]


def check_empty_fields(opened: Opened, *, certified: bool) -> Iterator[Finding]:
    """Yield a finding for a seal or signature that is foreseen but not there.

    Args:
        opened: the file.
        certified: the first signature certifies the file; then an empty field is a missing act.
    """
    empty = [field for field in opened.fields if _is_empty(field)]
    if certified and empty:
        yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"field {empty[0].name!r} is not signed")
    names = [field.name for field in opened.fields]
    if len(set(names)) < len(names):
        yield cannot_judge(Line.CHANGES, "two signature fields have one name")


def check_new_fields(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield what is wrong with the fields that were added after `signature`."""
    known = _field_keys(opened, signature.revision)
    stamps = {stamp.name for stamp in opened.timestamps}
    taken = [_rectangle(field.node) for field in opened.fields if _key(field) in known]
    for field in opened.fields:
        if _key(field) in known:
            continue
        if _is_empty(field):
            yield doubtful(Line.CHANGES, Reason.SIGNATURE_MISSING, f"empty field {field.name!r} was added later")
        for widget in _widgets(field.node):
            place = _rectangle(widget)
            if _area(place) == 0:
                continue
            if field.name in stamps or not _is_modest(opened, widget, place, taken):
                yield cannot_judge(Line.CHANGES, f"field {field.name!r} was laid over a signed page")


def _is_empty(field: FormField) -> bool:
    return field.value is None or isinstance(field.value.get_object(), generic.NullObject)


def _key(field: FormField) -> tuple[int, int] | None:
    return (field.ref.idnum, field.ref.generation) if field.ref else None


def _field_keys(opened: Opened, revision: int) -> set[tuple[int, int] | None]:
    """Object keys that exist in `revision`; a field that is a direct object is never known."""
    resolver = opened.at(revision)
    keys: set[tuple[int, int] | None] = set()
    for field in opened.fields:
        key = _key(field)
        if key is not None and not resolver.is_ref_unassignable(generic.Reference(*key)):
            keys.add(key)
    return keys


def _widgets(node: generic.DictionaryObject) -> list[Any]:
    kids = entry(node, "/Kids")
    if isinstance(kids, generic.ArrayObject):
        return [node, *(kid.get_object() for kid in kids)]
    return [node]


def _rectangle(node: Any) -> Rectangle:  # noqa: ANN401 - a raw PDF object
    return _numbers(entry(node, "/Rect"), (0, 0, 0, 0))


def _numbers(raw: object, default: Rectangle) -> Rectangle:
    if not isinstance(raw, generic.ArrayObject) or len(raw) != 4:
        return default
    first, second, third, fourth = (float(number) for number in raw)
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _area(place: Rectangle) -> float:
    return (place[2] - place[0]) * (place[3] - place[1])


def _is_modest(opened: Opened, widget: Any, place: Rectangle, taken: list[Rectangle]) -> bool:  # noqa: ANN401
    """Whether a new field leaves the page readable and the older signatures uncovered."""
    page = entry(widget, "/P")
    size = _inherited(page, "/MediaBox") if isinstance(page, generic.DictionaryObject) else DEFAULT_PAGE
    if _area(place) > MAX_SHARE * _area(size):
        return False
    return not any(_overlap(place, other) for other in taken)


def _inherited(node: Any, key: str) -> Rectangle:  # noqa: ANN401 - a raw PDF object
    for _ in range(MAX_DEPTH):
        if not isinstance(node, generic.DictionaryObject):
            break
        if key in node:
            return _numbers(node[key], DEFAULT_PAGE)
        node = entry(node, "/Parent")
    return DEFAULT_PAGE


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0
