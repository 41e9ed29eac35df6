"""Reads entries of raw PDF dictionaries; pyHanko's own `get` leaves references unresolved.

Must not know signatures.
"""

from decimal import Decimal
from typing import Any

from pyhanko.pdf_utils import generic


def entry(node: Any, key: str, default: Any = None) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return the resolved value of `key`, or `default` where `node` is no dictionary or lacks it."""
    if not isinstance(node, generic.DictionaryObject) or key not in node:
        return default
    return node[key]


def four_numbers(box: Any) -> tuple[int | Decimal, ...] | None:  # noqa: ANN401 - a raw PDF object
    """Return the numbers of a box that has four and names none by reference; None of any other."""
    if not isinstance(box, generic.ArrayObject) or len(box) != 4:
        return None
    numbers = tuple(box.raw_get(place) for place in range(4))
    return numbers if all(isinstance(one, int | Decimal) for one in numbers) else None


def resolved(raw: Any) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return the object that a reference names, or the object itself."""
    return raw.get_object()
