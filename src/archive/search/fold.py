"""Folding of Vietnamese text for search: the same for what is indexed and what is asked.

Must not be done anywhere else: FTS5 never folds đ while PostgreSQL's unaccent does.
"""

import re
import unicodedata

_WORD = re.compile(r"[0-9a-z]+")
_SPELLED = re.compile(r"[^\W_]+")
# The mark stands on the first vowel in the older spelling (hòa, khỏe, thúy), on the second in the newer.
_OLD_PLACES = re.compile("([òóỏõọ])([ae])|([ùúủũụ])(y)")


def fold(text: str) -> str:
    """Return `text` without marks, đ as d, in lower case; both tone placements (hoà, hòa) meet."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`: runs of letters and digits."""
    return _WORD.findall(fold(text))


def spelled_words(text: str) -> list[str]:
    """Return the words of `text` in lower case with their marks, each in one tone placement."""
    plain = unicodedata.normalize("NFC", text).lower()
    return _SPELLED.findall(_OLD_PLACES.sub(_new_place, plain))


def _new_place(match: re.Match[str]) -> str:
    marked, after = (match[1], match[2]) if match[1] else (match[3], match[4])
    apart = unicodedata.normalize("NFD", marked)
    return apart[0] + unicodedata.normalize("NFC", after + apart[1:])
