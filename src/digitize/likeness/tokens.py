"""The words of a paper as they are compared: folded, since accents are misread most.

Must not leave anything out: what every paper of a form has tells how well both were read.
"""

import dataclasses as dc
from collections.abc import Iterable

from digitize.describe.folding import fold


@dc.dataclass(frozen=True, slots=True)
class Token:
    """One word.

    Attributes:
        text: its folded letters and digits.
        digits: its digits alone, empty where it has none.
        capital: it begins with a capital.
    """

    text: str
    digits: str
    capital: bool


def tokens(texts: Iterable[str]) -> tuple[Token, ...]:
    """Return the words of the pages with these texts, in reading order."""
    found = []
    for word in " ".join(texts).split():
        text = "".join(c for c in fold(word) if c.isalnum())
        if text:
            digits = "".join(c for c in text if c.isdecimal())
            first = next(c for c in word if c.isalnum() or c.isalpha())
            found.append(Token(text, digits, first.isupper()))
    return tuple(found)
