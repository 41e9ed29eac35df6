"""Folding of Vietnamese text for search: the same for what is indexed and what is asked.

Must not be done anywhere else: FTS5 never folds đ while PostgreSQL's unaccent does.
"""

import re
import unicodedata

_WORD = re.compile(r"[0-9a-z]+")


def fold(text: str) -> str:
    """Return `text` without marks, đ as d, in lower case; both tone placements (hoà, hòa) meet."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`: runs of letters and digits."""
    return _WORD.findall(fold(text))
