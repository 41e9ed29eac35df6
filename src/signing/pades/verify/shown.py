"""Compares objects of two revisions: what is drawn to its last part, all else up to what has its own rule.

Fields that are signed later, pages and the catalog have rules of their own, so a walk ends at them; but one
object can be a field and a layer, or the catalog and the names of drawings. Nothing that is drawn leads to a
field or a page in a genuine file, so there nothing is left out.
Must not say what may change.
"""

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic

from signing.pades.verify.same import Comparison, Key

_DRAWN = frozenset({"/AP", "/Contents", "/DR", "/Group", "/MK", "/OC", "/OCProperties", "/Resources"})
"""Entries of catalogs, pages, forms, fields and annotations that say what is drawn, and whether it is."""


class Shown:
    """Compares in both ways; each pair of objects once in each."""

    def __init__(self, apart: Iterable[Key]) -> None:
        self._linked, self._drawn = Comparison(apart), Comparison()

    def same(self, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
        """Compare two objects and all they refer to, up to what has a rule of its own."""
        return self._linked.same(old, new)

    def same_drawn(self, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
        """Compare two objects that are drawn and all they refer to, without an exception."""
        return self._drawn.same(old, new)

    def same_but(self, old: Any, new: Any, ignored: frozenset[str]) -> bool:  # noqa: ANN401
        """Compare two dictionaries, some entries left out."""
        if not self._linked.same_but(old, new, ignored | _DRAWN):
            return False
        drawn = _DRAWN - ignored
        return drawn & set(old) == drawn & set(new) and all(
            self._drawn.same(old.raw_get(key), new.raw_get(key)) for key in drawn & set(old)
        )

    def same_annotation(self, old: Any, new: Any) -> bool:  # noqa: ANN401 - raw PDF objects
        """Compare two annotations; what is no dictionary is none."""
        before, after = old.get_object(), new.get_object()
        if isinstance(before, generic.DictionaryObject):
            return self.same_but(before, after, frozenset())
        return self.same(old, new)
