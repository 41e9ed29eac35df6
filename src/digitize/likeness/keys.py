"""Under which keys a paper's likes are looked up: samples of its numbers and names, or of its picture.

Must not judge: a shared key only makes two papers worth comparing.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

from digitize.likeness.tokens import Token

MOST = 40
"""Keys of one paper. Two readings of it share most of them, and papers of one form few that are rare."""
_LONG = 6
"""Digits of a number that tells something alone: a date, an identifier; shorter ones only in pairs."""
FEW_WORDS = 12
"""With fewer words (a drawing, a photograph) a paper is looked up by its picture as well."""
_BANDS = 8
"""Parts of a picture's hash that are keys; of two hashes of one scan one part at least is the same."""


def word_keys(words: Sequence[Token]) -> tuple[int, ...]:
    """Return the keys of what was read: the smallest hashes of its numbers and names, smallest first.

    Source: A. Z. Broder, On the resemblance and containment of documents, SEQUENCES 1997 (bottom-k sketch).
    """
    return tuple(sorted({_hashed(feature) for feature in _features(words)})[:MOST])


def picture_keys(picture_hash: str) -> tuple[int, ...]:
    """Return the keys of a page's picture hash; none where there is no hash."""
    size = len(picture_hash) // _BANDS
    return tuple(
        _hashed(f"picture {band} {picture_hash[band * size : (band + 1) * size]}")
        for band in range(_BANDS)
        if size
    )


def _features(words: Sequence[Token]) -> Iterator[str]:
    numbers = [word for word in words if word.digits]
    yield from (word.text for word in numbers if len(word.digits) >= _LONG)
    yield from (f"{one.text} {two.text}" for one, two in pairwise(numbers))
    yield from (f"{one.text} {two.text}" for one, two in pairwise(words) if one.capital and two.capital)


def _hashed(feature: str) -> int:
    """Return 64 bits with a sign, as databases keep them."""
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), signed=True)
