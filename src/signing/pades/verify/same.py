"""Compares objects of two revisions and everything that they refer to.

Must not say what may change; its users name what they compare by a rule of their own.
"""

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic

Key = tuple[int, int]
"""Object number and generation."""

_Pair = tuple[Any, Any]


class Comparison:
    """Compares by walking both revisions side by side; each pair of objects once.

    What lies apart is the same where the same object is referred to: its content has a rule of its own.
    Without that a walk from any page would end at all others.
    """

    def __init__(self, apart: Iterable[Key] = ()) -> None:
        self._apart = frozenset(apart)
        self._seen: set[tuple[Key, Key]] = set()

    def same(self, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
        """Compare two objects and all they refer to."""
        waiting: list[_Pair] = [(old, new)]
        while waiting:
            parts = self._parts(*waiting.pop())
            if parts is None:
                return False
            waiting.extend(parts)
        return True

    def same_but(self, old: Any, new: Any, ignored: frozenset[str]) -> bool:  # noqa: ANN401
        """Compare two dictionaries and all they refer to, some entries left out."""
        if not isinstance(old, generic.DictionaryObject) or not isinstance(new, generic.DictionaryObject):
            return False
        pairs = _entries(old, new, ignored) if _same_data(old, new) else None
        return pairs is not None and all(self.same(one, other) for one, other in pairs)

    def _parts(self, old: Any, new: Any) -> list[_Pair] | None:  # noqa: ANN401
        """Compare what two objects say themselves; return what is left to compare, None if they differ."""
        if isinstance(old, generic.IndirectObject) and key_of(old) in self._apart:
            return [] if isinstance(new, generic.IndirectObject) and key_of(old) == key_of(new) else None
        if isinstance(old, generic.IndirectObject) and isinstance(new, generic.IndirectObject):
            pair = key_of(old), key_of(new)
            if pair in self._seen:
                return []
            self._seen.add(pair)
        old, new = old.get_object(), new.get_object()
        if not _same_data(old, new):
            return None
        if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
            return _entries(old, new, frozenset())
        if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
            if len(old) != len(new):
                return None
            return [(old.raw_get(place), new.raw_get(place)) for place in range(len(old))]
        return [] if type(old) is type(new) and _letters(old) == _letters(new) else None


def key_of(raw: Any) -> Key:  # noqa: ANN401 - a reference
    """Return number and generation of a reference."""
    return int(raw.idnum), int(raw.generation)


def _letters(one: Any) -> Any:  # noqa: ANN401 - a raw PDF object
    """Return a string's own bytes: two encodings of one text are two palettes; or anything else as it is."""
    return getattr(one, "original_bytes", one)


def _same_data(old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
    """Whether two objects are streams of the same bytes, or none is a stream."""
    streams = [one for one in (old, new) if isinstance(one, generic.StreamObject)]
    return not streams or (len(streams) == 2 and streams[0].encoded_data == streams[1].encoded_data)


def _entries(
    old: generic.DictionaryObject, new: generic.DictionaryObject, ignored: frozenset[str]
) -> list[_Pair] | None:
    keys = set(old) - ignored
    if keys != set(new) - ignored:
        return None
    return [(old.raw_get(key), new.raw_get(key)) for key in keys]
