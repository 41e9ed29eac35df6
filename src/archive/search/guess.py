"""What a misspelt word may have meant: words of names, titles and numbers that are one slip away.

Must not guess a person's number, nor tell by a guess that somebody else has a paper here.
"""

import re
import string
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.accounts.readable import readable_by
from archive.papers.models import Paper
from archive.search.match import matching
from archive.search.models import IndexWord, PaperIndex

_MOST_GUESSES = 20
_PART = 900
"""Words of one statement: SQLite's older limit of variables is 999."""
_PERSONAL = re.compile(r"\d{9,13}")
_LETTERS = string.ascii_lowercase + string.digits
_SEEN_AS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"))
"""Letters that a reader of pictures takes for others, both ways."""


def meant(session: Session, actor: Actor, word: str) -> list[str]:
    """Return the words that `word` may have meant: itself, if the actor may read a paper with it.

    A person's number is never guessed: the one beside it is somebody else's. Where none is near, the
    word is left as it is.
    """
    if _PERSONAL.fullmatch(word) or _is_readable(session, actor, word):
        return [word]
    return _known(session, sorted(set(_near(word)) - {word}))[:_MOST_GUESSES] or [word]


def stands_for(words: str, guesses: Sequence[Sequence[str]]) -> str:
    """Return which of the guesses a paper's index row holds."""
    text = f" {words} "
    return " ".join(next((word for word in group if f" {word} " in text), group[0]) for group in guesses)


def _is_readable(session: Session, actor: Actor, word: str) -> bool:
    """Return whether a paper that the actor may read holds that very word."""
    holding = sa.select(Paper.id).join(PaperIndex, PaperIndex.paper_id == Paper.id)
    whole = holding.where(readable_by(actor), matching(session, [[word]]))
    return bool(session.scalar(sa.select(whole.exists())))


def _known(session: Session, words: Sequence[str]) -> list[str]:
    known: list[str] = []
    for start in range(0, len(words), _PART):
        part = words[start : start + _PART]
        known += session.scalars(sa.select(IndexWord.word).where(IndexWord.word.in_(part)))
    return sorted(known)


def _near(word: str) -> Iterator[str]:
    """Return what one insertion, deletion, replacement, swap or misreading makes of `word`."""
    for n in range(len(word) + 1):
        left, right = word[:n], word[n:]
        yield from (left + letter + right for letter in _LETTERS)
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for one, other in _SEEN_AS:
            if right.startswith(one):
                yield left + other + right[len(one) :]
            if right.startswith(other):
                yield left + one + right[len(other) :]
