"""Vietnamese syllables as letters: which they are, and their shape without marks.

Must not know how often a syllable occurs.
Source: the alphabet of 29 letters, with five marks of tone on the twelve vowels.
"""

import re
import unicodedata

LONGEST = 7
"""Letters of the longest syllable, `nghiêng`."""

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = frozenset("bcdđghklmnpqrstvx") | frozenset(
    unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES
)
"""Small letters of the alphabet, vowels with every tone."""

_WORD = re.compile(r"([^\w]*)(\w*)([^\w]*)")


def parts(word: str) -> tuple[str, str, str]:
    """Return the signs before, the core and the signs after it; a word with signs inside is all core."""
    found = _WORD.fullmatch(word)
    return (found[1], found[2], found[3]) if found else ("", word, "")


def is_syllable(core: str) -> bool:
    """Say whether `core` can be a syllable: small letters of the alphabet only."""
    return 0 < len(core) <= LONGEST and LETTERS.issuperset(core)


def shape(syllable: str) -> str:
    """Return `syllable` without the marks that are most often misread: `đổi` and `doi` have one shape."""
    apart = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
