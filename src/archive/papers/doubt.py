"""How doubtful a description is: the chance that what finding and reuse need of it is not all right.

Must not look anything up, nor weigh fields on which nobody relies to find or reuse a paper.
"""

import math
from collections.abc import Collection

from archive.values.description import Description, Source

NEEDED = ("number", "issued_on", "owner_name", "owner_id")
"""Fields by which a paper is found and reused; each weighs only where the paper's type lists it."""
SURE = 0.9
"""From this confidence on an answer counts as sure: of such answers at most one in a hundred is wrong."""
_NOT_FOUND = 0.5
"""Chance that a field is rightly left empty: it may not be printed, or may not have been read."""


def chances(said: Description, listed: Collection[str]) -> dict[str, float]:
    """Return the chance of being right of the type, under `type`, and of each needed field.

    Args:
        said: the description; its confidences are taken as probabilities, an officer's word as sure.
        listed: names of the fields that its type has.

    Returns:
        Name to probability, 0 to 1.
    """
    found = {"type": said.type_confidence}
    for name in NEEDED:
        if name in listed:
            field = said.fields.get(name)
            found[name] = _NOT_FOUND if field is None else field.confidence
            if field is not None and field.source is Source.OFFICER:
                found[name] = 1.0
    return {name: min(max(chance, 0.0), 1.0) for name, chance in found.items()}


def doubt_of(said: Description, listed: Collection[str]) -> float:
    """Return the chance that not all of type and needed fields are right, 0 (sure) to 1."""
    return round(1.0 - math.prod(chances(said, listed).values()), 4)


def unsure(said: Description, listed: Collection[str]) -> dict[str, float]:
    """Return those of `chances` that are not sure, the least sure first.

    Where each is sure by itself and all together are not, that is the least sure one alone.
    """
    found = sorted(chances(said, listed).items(), key=lambda one: one[1])
    told = {name: chance for name, chance in found if chance < SURE}
    if not told and doubt_of(said, listed) > 1 - SURE:
        return dict(found[:1])
    return told
