"""Lets the objects of a revision be walked only so often: pyHanko walks each way that leads to them.

Where objects share others, ways double from level to level. Must not judge.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from signing.pades.verify.objects import entry, resolved
from signing.pades.verify.opened import Opened
from signing.pades.verify.same import Key, key_of

MAX_VISITS = 100_000
"""More ways to objects than any paper has: pyHanko walks each, and where objects share others they double."""

MOST_WAYS = 1_000_000
"""Counted before, for the deepest take longest to walk."""
_BACKWARDS = frozenset({"/P", "/Parent", "/SE", "/StructTreeRoot"})
"""Entries that are not followed again: they lead up, or into the structure, where each part has one place."""


class TooManyWays(Exception):
    """The ways to the objects of a revision are not to be walked in seconds."""


class Walked(HistoricalResolver):
    """A revision whose objects can be asked for so many times."""

    visits = 0

    def get_object(self, ref: generic.Reference, as_metadata_stream: bool = False) -> Any:  # noqa: ANN401
        """Return an object.

        Raises:
            TooManyWays: it was asked too often.
        """
        self.visits += 1
        if self.visits > MAX_VISITS:
            raise TooManyWays
        return super().get_object(ref, as_metadata_stream)


def walkable(opened: Opened, revision: int) -> Walked:
    """Return a revision to be walked.

    Raises:
        TooManyWays: it would take too long.
    """
    if ways(opened.at(revision)) > MOST_WAYS:
        raise TooManyWays
    return Walked(opened.reader, revision)


def ways(resolver: HistoricalResolver) -> int:
    """Return how many ways lead from the catalog to objects, each object once a way; a loop is no way."""
    known: dict[Key, int] = {}
    open_: list[tuple[Key, Iterator[Any], int]] = [((0, 0), iter([resolver.root_ref]), 0)]
    begun: set[Key] = set()
    while True:
        here, left, count = open_.pop()
        for raw in left:
            key = key_of(raw)
            if key in known or key in begun:
                count += known.get(key, 1)
                continue
            begun.add(key)
            open_.append((here, left, count))
            open_.append((key, iter(list(_references(resolved(raw)))), 1))
            break
        else:
            known[here] = count
            if not open_:
                return count
            above, rest, so_far = open_.pop()
            open_.append((above, rest, so_far + count))


def _references(node: Any) -> Iterator[generic.IndirectObject]:  # noqa: ANN401 - a raw PDF object
    """Yield the references of an object; pages are entered from the tree alone."""
    waiting: list[tuple[Any, bool]] = [(node, False)]
    is_tree = isinstance(node, generic.DictionaryObject) and "/Count" in node
    while waiting:
        part, kids = waiting.pop()
        if isinstance(part, generic.IndirectObject):
            if kids or not _is_page(part):
                yield part
        elif isinstance(part, generic.DictionaryObject):
            waiting.extend(
                (part.raw_get(key), kids or (is_tree and key == "/Kids") or key == "/Pages")
                for key in part
                if key not in _BACKWARDS
            )
        elif isinstance(part, generic.ArrayObject):
            waiting.extend((part.raw_get(place), kids) for place in range(len(part)))


def _is_page(raw: generic.IndirectObject) -> bool:
    return entry(resolved(raw), "/Type") in ("/Page", "/Pages")
