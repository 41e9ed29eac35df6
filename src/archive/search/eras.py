"""Cuts the order of arrival into eras, which the word index of PostgreSQL holds beside each paper's words.

With them the newest papers that hold some words are found without those of all years. Pure.
Must not be changed without a migration: the column `tokens` names the eras in the same way.
"""

import dataclasses as dc
from collections.abc import Iterator

_BITS = (36, 38, 40, 42, 44, 46)
"""An era of the first kind has 2³⁶ microseconds (19 hours), one of the next is four times as long."""


@dc.dataclass(frozen=True, slots=True)
class Span:
    """A part of the order of arrival.

    Attributes:
        last: its latest place.
        eras: words of the index of which each of its papers has one; empty where it goes back to the first.
    """

    last: int
    eras: tuple[str, ...]


def backwards(first: int, last: int) -> Iterator[Span]:
    """Yield the spans from `last` back to `first`, without gaps, each about four times as long as the last.

    Args:
        first: the earliest place that there is, in microseconds.
        last: the latest one to look at.
    """
    for bits in _BITS:
        if last < first:
            return
        start = (last >> (bits + 2)) << 2
        yield Span(last, tuple(f"@{bits}.{n}" for n in range(start, (last >> bits) + 1)))
        last = (start << bits) - 1
    if last >= first:
        yield Span(last, ())
