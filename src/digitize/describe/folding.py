"""Folding of text for comparing what was read with what is printed on forms.

Must not be used for search: the index has its own `fold` in the archive.
"""

import functools
import unicodedata

_DIGIT_LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "]": "1", "[": "1", "!": "1"}
    | {"S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "b": "6", "ó": "6"}
)


@functools.lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return `text` without marks, đ as d, in lower case."""
    # ð and Ð (Icelandic eth) look like đ and Đ, and old Vietnamese keyboards produced them
    plain = text.translate({0x111: "d", 0x110: "D", 0xF0: "d", 0xD0: "D"})
    bare = unicodedata.normalize("NFD", plain)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


@functools.lru_cache(maxsize=16_384)
def squash(text: str) -> str:
    """Return the folded letters and digits of `text` alone: spaces and punctuation are misread most.

    `rn`, which no Vietnamese word has, is `m` misread.
    """
    return "".join(c for c in fold(text) if c.isascii() and c.isalnum()).replace("rn", "m")


def as_digits(text: str) -> str:
    """Return `text` with letters that look like digits replaced; for places where digits stand."""
    return text.translate(_DIGIT_LOOKALIKES)


def same_but_for_tone_places(left: str, right: str) -> bool:
    """Say whether two texts have the same letters and marks: `khoẻ` and `khỏe` are one word."""
    return sorted(unicodedata.normalize("NFD", left.lower())) == sorted(
        unicodedata.normalize("NFD", right.lower())
    )


def is_capitals(text: str) -> bool:
    """Say whether the letters of `text` are capitals (one in eight may be misread)."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) * 8 >= len(letters) * 7


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a table that is written as one text with semicolons between them."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())
