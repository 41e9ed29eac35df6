"""What the lines of such papers say: text of laws, heads, labels and values, forms, syllables in any order.

Must not draw. Syllables in any order keep the network from guessing a word that is not there.
"""

import gzip
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from scripts.train_lines.alphabet import SIGNS
from scripts.train_lines.forms import filled_in, machine_readable
from scripts.train_lines.terms import BULLETS, HEADS, LABELS
from scripts.train_lines.values import date, name, value

_KNOWN = frozenset(SIGNS)
_FILLED_IN, _MACHINE_READABLE = 0.12, 0.03
"""Shares of the lines; the others are parted by percent of all in `Words`."""
_LENGTHS = (1, 2, 3, 4, 6, 8, 10, 12, 13, 14, 15, 16, 17, 18, 20)
_MOST_SIGNS = (40, 90, 110, 130)
_LEAST_TIMES, _LONGEST_SYLLABLE = 8, 7


class Words:
    """Draws the text of one line after the other.

    Args:
        paragraphs: text of laws, NFC; gives sentences and syllables.
        rng: decides.
    """

    def __init__(self, paragraphs: Sequence[str], rng: random.Random) -> None:
        self._rng = rng
        self._paragraphs = [paragraph.split() for paragraph in paragraphs]
        self._syllables = _syllables(self._paragraphs)
        self._mix = (
            (41, self._law),
            (6, lambda: self.law(min(self._length(), 10)).upper()),
            (2, lambda: self._law().title()),
            (2, lambda: rng.choice(BULLETS) + self._law()),
            (6, self._law_with_values),
            (8, self._label),
            (4, self._head),
            (5, lambda: " ".join(value(rng) for _ in range(rng.randint(1, 5)))),
            (2, lambda: rng.choice((name(rng), name(rng).upper()))),
            (9, self._any_syllables),
        )

    def line(self) -> str:
        """Return the text of a line: not empty, all signs of the alphabet."""
        kind = self._rng.random()
        if kind < _FILLED_IN:
            return filled_in(self._rng)
        if kind < _FILLED_IN + _MACHINE_READABLE:
            return machine_readable(self._rng)
        shares, kinds = zip(*self._mix, strict=True)
        while not (text := self._finished(self._rng.choices(kinds, shares)[0]())):
            pass
        return text

    def law(self, most: int) -> str:
        """Return up to `most` words of a law, from a paragraph's start or from its middle."""
        paragraph = self._rng.choice(self._paragraphs)
        start = self._rng.randint(0, max(0, len(paragraph) - max(2, most // 2)))
        if self._rng.random() < 0.3:
            start = 0
        return " ".join(paragraph[start : start + most])

    def _length(self) -> int:
        return self._rng.choice(_LENGTHS)

    def _law(self) -> str:
        return self.law(self._length())

    def _law_with_values(self) -> str:
        words = self._law().split()
        for _ in range(self._rng.randint(1, 3)):
            words.insert(self._rng.randint(0, len(words)), value(self._rng))
        return " ".join(words)

    def _label(self) -> str:
        rng = self._rng
        kinds = (
            lambda: name(rng),
            lambda: name(rng),
            lambda: name(rng).upper(),
            lambda: value(rng),
            lambda: self.law(rng.randint(1, 8)),
            lambda: date(rng),
        )
        given = rng.choice(kinds)()
        bullet = rng.choice(("", "", rng.choice(BULLETS)))
        text = bullet + rng.choice(LABELS) + rng.choice((": ", ":", " : ")) + given
        if rng.random() < 0.3:
            text += f"{rng.choice((' ', ' ', '; ', ', '))}{rng.choice(LABELS)}: {value(rng)}"
        return text

    def _head(self) -> str:
        head = self._rng.choice(HEADS)
        after = (" " + name(self._rng), " " + self.law(3).upper(), " TỈNH " + self.law(2).upper())
        return head + self._rng.choice(("", "", *after))

    def _any_syllables(self) -> str:
        words = self._rng.choices(self._syllables, k=self._rng.randint(1, 12))
        way = self._rng.random()
        if way < 0.3:
            words = [word.upper() for word in words]
        elif way < 0.5:
            words = [word.capitalize() for word in words]
        return " ".join(words) + self._rng.choice(("", "", ".", ",", ";", ":"))

    def _finished(self, text: str) -> str:
        """Quote or bracket some, leave out signs that are not in the alphabet, cut what is too long."""
        if self._rng.random() < 0.03:
            text = f"“{text}”"
        if self._rng.random() < 0.03:
            text = f"({text})"
        known = "".join(sign for sign in text.replace("−", "-") if sign in _KNOWN)
        return re.sub(" +", " ", known).strip()[: self._rng.choice(_MOST_SIGNS)].strip()


def _syllables(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    """Return the short words that are used again and again."""
    times = Counter(word.strip('.,;:()"“”').lower() for paragraph in paragraphs for word in paragraph)
    return [
        word
        for word, often in times.items()
        if often >= _LEAST_TIMES
        and word.isalpha()
        and len(word) <= _LONGEST_SYLLABLE
        and _KNOWN.issuperset(word)
    ]


def load(corpus: Path, seed: int) -> Words:
    """Take the paragraphs that `corpus.py` wrote, one a line."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return Words(lines.read().split("\n"), random.Random(seed))
