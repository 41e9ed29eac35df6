"""Says whether two pages paint the same pictures at the same places, stream for stream.

Must not decode a picture: equal bytes read the same way show the same.
"""

import hashlib
from collections.abc import Iterator, Sequence

import pikepdf

from digitize.copy.paint import Painted
from digitize.copy.sheet import Placed

_SLACK = 0.01
"""Points: places are written with four decimals."""
_DEEPEST = 8
"""A picture with a mask and a profile is three deep; deeper ones are loops."""
_TELL_NOTHING = ("/Length", "/Type", "/Metadata")


def same_pictures(copied: Sequence[Painted], wanted: Sequence[Placed]) -> bool:
    """Return whether the pictures of a copy's page are those that its original gives.

    Args:
        copied: as the copy paints them.
        wanted: as a copy of the original would have them.
    """
    return len(copied) == len(wanted) and all(
        _near((*one.matrix, *one.fill), (*other.matrix, *other.fill))
        and _form(one.image) == _form(other.picture)
        for one, other in zip(copied, wanted, strict=True)
    )


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SLACK for a, b in zip(one, other, strict=True))


def _form(thing: pikepdf.Object, depth: int = 0) -> object:
    """Return all that decides how a picture is seen, comparable across files."""
    if depth > _DEEPEST:
        raise ValueError("a picture within a picture within …")
    if isinstance(thing, pikepdf.Stream):
        digest = hashlib.sha256(thing.read_raw_bytes()).hexdigest()
        return digest, tuple(_entries(thing, depth))
    if isinstance(thing, pikepdf.Dictionary):
        return tuple(_entries(thing, depth))
    if isinstance(thing, pikepdf.Array):
        return tuple(_form(item, depth + 1) for item in thing)
    if isinstance(thing, pikepdf.String):
        return bytes(thing)
    return str(thing) if isinstance(thing, pikepdf.Name) else float(thing)


def _entries(thing: pikepdf.Object, depth: int) -> Iterator[tuple[str, object]]:
    for key in sorted(thing.keys()):
        if key not in _TELL_NOTHING:
            yield key, _form(thing[key], depth + 1)
