"""How often syllables stand beside one another in the language of the administration.

Must not hold a text: only pairs that were counted many times, from which nothing can be written again.
Source: counts over the codified law of Viet Nam (Bộ pháp điển), 22 million syllables, February 2026; legal
texts are outside copyright (Law on Intellectual Property, article 15). `scripts/count_neighbours.py` counts.
"""

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from digitize.language.syllables import shape

_FILE = Path(__file__).parent / "data" / "neighbours.txt.gz"
_PAIR = 0.85
"""How much the pair counts, and the rest the syllable alone."""
_UNSEEN = 0.02


class Neighbours:
    """Counts of syllables and of pairs.

    Args:
        singles: times that each syllable was counted.
        pairs: times that the second syllable followed the first.
    """

    def __init__(self, singles: dict[str, int], pairs: dict[tuple[str, str], int]) -> None:
        self._singles, self._pairs = singles, pairs
        self._total = sum(singles.values())
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for syllable in singles:
            self._alike[shape(syllable)].append(syllable)

    def alike(self, syllable: str) -> Sequence[str]:
        """Return the known syllables of the same shape."""
        return self._alike.get(shape(syllable), ())

    def times(self, syllable: str) -> int:
        """Return how often a syllable was counted."""
        return self._singles.get(syllable, 0)

    def together(self, before: str | None, after: str | None) -> int:
        """Return how often two syllables stood side by side; 0 where one is missing."""
        return self._pairs.get((before, after), 0) if before and after else 0

    def likelihood(self, before: str | None, syllable: str) -> float:
        """Return the natural logarithm of the chance that `syllable` follows `before` (None: anything)."""
        alone = self._singles.get(syllable, _UNSEEN) / self._total
        if before is None:
            return math.log(alone)
        pair = self.together(before, syllable) / max(self.times(before), 1)
        return math.log(_PAIR * pair + (1 - _PAIR) * alone)


@cache
def law() -> Neighbours:
    """Load the counts that come with the product."""
    with gzip.open(_FILE, "rt", encoding="utf-8") as lines:
        return read(lines)


def read(lines: Iterable[str]) -> Neighbours:
    """Return the counts of lines `syllable times` and `first second times`."""
    singles: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in lines:
        *syllables, times = line.split()
        if len(syllables) == 1:
            singles[syllables[0]] = int(times)
        else:
            pairs[syllables[0], syllables[1]] = int(times)
    return Neighbours(singles, pairs)
