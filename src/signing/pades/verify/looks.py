"""Rule: what a signature added later draws stays within its field.

A drawing is cut by its box; of one without, some viewers draw all of it over the page, though every drawing
has to have one. Source: ISO 32000-2, 8.10.2 (table 93) and 12.5.5.
Must not say where a field may stand; covering.py does.
"""

import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose

from signing.pades.verify.objects import entry, four_numbers
from signing.pades.verify.spelling import BLANK

_COMMENT = re.compile(rb"%[^\r\n]*")


def leaves_field(widget: Any, *, shown: bool) -> bool:  # noqa: ANN401 - a raw PDF object
    """Whether what a widget draws may be seen elsewhere.

    Args:
        widget: of a signature.
        shown: it has a place on its page; one that has none draws nothing, not even in a box.
    """
    look = entry(widget, "/AP")
    if look is None:
        return False
    forms = list(_forms(look))
    return not all(map(_is_boxed, forms)) or (not shown and any(map(_draws, forms)))


def _forms(look: Any) -> Iterator[generic.StreamObject]:  # noqa: ANN401 - a raw PDF object
    """Yield the drawings of a look, and those that they use; the outer ones are drawings by their place."""
    waiting: list[tuple[Any, bool]] = [(look, True)]
    seen: set[tuple[int, int, bool]] = set()
    while waiting:
        raw, outer = waiting.pop()
        if isinstance(raw, generic.IndirectObject):
            if (raw.idnum, raw.generation, outer) in seen:
                continue
            seen.add((raw.idnum, raw.generation, outer))
        node = raw.get_object()
        is_stream = isinstance(node, generic.StreamObject)
        if is_stream and (outer or entry(node, "/Subtype") == "/Form"):
            yield node
        if isinstance(node, generic.DictionaryObject):
            waiting.extend((node.raw_get(key), outer and not is_stream) for key in node)
        elif isinstance(node, generic.ArrayObject):
            waiting.extend((node.raw_get(place), outer) for place in range(len(node)))


def _is_boxed(form: generic.StreamObject) -> bool:
    """Whether a drawing has a box of four plain numbers: others are none to some programs."""
    return four_numbers(entry(form, "/BBox")) is not None


def _draws(form: generic.StreamObject) -> bool:
    content = form.read_data(DecodePurpose.GENERIC)
    return bool(_COMMENT.sub(b"", content).strip(BLANK))
