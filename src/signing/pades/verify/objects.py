"""Reads entries of raw PDF dictionaries; pyHanko's own `get` leaves references unresolved.

Must not know signatures.
"""

from typing import Any

from pyhanko.pdf_utils import generic


def entry(node: Any, key: str, default: Any = None) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return the resolved value of `key`, or `default` where `node` is no dictionary or lacks it."""
    if not isinstance(node, generic.DictionaryObject) or key not in node:
        return default
    return node[key]


def resolved(raw: Any) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return the object that a reference names, or the object itself."""
    return raw.get_object()
