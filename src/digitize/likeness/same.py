"""Says whether two papers are the same one, by what was read on both.

Must not take two papers of one form for one: what was filled in decides, numbers before words. Misread
letters, lost words and lost digits contradict nothing; another number and another name at the same place do.
"""

import dataclasses as dc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from archive.values.description import OTHER_TYPE
from archive.values.description import Field as Found
from archive.values.doubles import SameBy
from digitize.describe.fuzzy import likeness as spelled_alike
from digitize.likeness.keys import FEW_WORDS
from digitize.likeness.tokens import Token, tokens

_SURE = 0.8
"""Confidence of a field from which another value on the other paper makes it another paper."""
_DECISIVE = ("number", "issued_on", "valid_until", "owner_id")
_TEXTS = ("title", "abstract")
"""Fields that are decisive where they say something else altogether."""
_IDENTIFYING = ("number", "issued_on", "owner_id", "owner_name")
"""A form without any of them, nor a number as long as an identifier, is blank: blanks are all alike."""
_IDENTIFIER = 9
"""Digits that no date and no number of a law has."""
_LEAST_SHARE = 0.6
"""Of the words of the longer one: two readings of a hard scan have three in four words in common."""
_NEARLY_ALL = 0.9
"""The same where one of them was taken for another type: by the words it is all but the same sheet."""
_MOST_AGAINST = 2.0
"""Weight of contradictions that two readings of one paper have: one number misread for another."""
_ALIKE = 0.5
"""Letters in common from which two words are one word read twice."""
_ALMOST = 0.8
"""Letters in common from which two values of a field are one value read twice."""
_ALMOST = 0.8
"""Letters in common from which two values of a field are one value read twice."""
_DAY = 2
"""Digits of a day, a count, a number of a list: one of them misread says little."""
_LOST_DIGITS = 3
"""One digit in so many may be lost or added in reading."""
_SAME_SCAN = 0.97
"""Of 256 bits: saved anew, at half the resolution or in gray, a scan differs in 2 %; the paper in more."""


@dc.dataclass(frozen=True, slots=True)
class Told:
    """What two papers are compared by.

    Attributes:
        type: slug of the document type.
        words: of all its pages.
        fields: of its description, by name.
        pictures: the hash of each page, empty where there is none.
    """

    type: str
    words: tuple[Token, ...]
    fields: Mapping[str, Found]
    pictures: tuple[str, ...] = ()

    @property
    def wordy(self) -> bool:
        """Whether there are words enough to judge by."""
        return len(self.words) >= FEW_WORDS


def same(one: Told, other: Told) -> tuple[SameBy, float] | None:
    """Return how two papers are the same and how alike they are, 0 to 1; None where they are two papers.

    Pictures alone decide only where neither has words to speak of: papers of one form look alike.
    """
    looks = pictures_alike(one.pictures, other.pictures)
    words = same_paper(one, other) if one.wordy and other.wordy else 0.0
    if looks and (words or not (one.wordy or other.wordy)):
        return SameBy.SCAN, looks
    return (SameBy.PAPER, words) if words else None


def pictures_alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the least share of equal bits of two scans' pages if they are the same scan, else 0."""
    if len(one) != len(other) or not any(one):
        return 0.0
    shares = [_equal_bits(*pages) for pages in zip(one, other, strict=True)]
    return min(shares) if min(shares) >= _SAME_SCAN else 0.0


def _equal_bits(one: str, other: str) -> float:
    if not (one and other):
        return float(one == other)  # a page without a picture: blank, or it could not be read
    return 1 - (int(one, 16) ^ int(other, 16)).bit_count() / (4 * max(len(one), len(other)))


def same_paper(one: Told, other: Told) -> float:
    """Return the share of words that both have if they are the same paper, else 0."""
    share = _share(one.words, other.words)
    named_alike = one.type == other.type or OTHER_TYPE in (one.type, other.type)
    if share < (_LEAST_SHARE if named_alike else _NEARLY_ALL) or not _identified(one, other):
        return 0.0
    weight = against(one.words, other.words)
    # Where the words agree throughout, a number that differs was taken from two places of one paper.
    names = (*_DECISIVE, *_TEXTS) if weight else _TEXTS
    return 0.0 if weight > _MOST_AGAINST or _other_fields(one, other, names) else share


def _share(one: Sequence[Token], other: Sequence[Token]) -> float:
    """Return how many of the words of the longer one are on both."""
    mine, its = (Counter(word.text for word in words) for words in (one, other))
    return (mine & its).total() / max(len(one), len(other), 1)


def _other_fields(one: Told, other: Told, names: Sequence[str]) -> bool:
    """Say whether one of the fields that is sure on both has another value."""
    printed = ({word.text for word in each.words} for each in (one, other))
    on_both = set.intersection(*printed)  # each of two owners may come first
    return any(
        min(mine.confidence, its.confidence) >= _SURE
        and alike < (_ALIKE if mine.name in _TEXTS else 1)
        and not {_plain(mine.value), _plain(its.value)} <= on_both
        for mine, its, alike in _compared(one, other, names)
    )


def _identified(one: Told, other: Told) -> bool:
    """Say whether both show the same number, day or owner: nothing less tells papers of a form apart."""
    if any(alike >= _ALMOST for _, _, alike in _compared(one, other, _IDENTIFYING)):
        return True
    numbers = ({word.digits for word in each.words} for each in (one, other))
    return any(len(digits) >= _IDENTIFIER for digits in set.intersection(*numbers))


def _compared(one: Told, other: Told, names: Sequence[str]) -> Iterator[tuple[Found, Found, float]]:
    """Yield those of the fields that both have, with how alike their values are spelled."""
    for name in names:
        if name in one.fields and name in other.fields:
            mine, its = one.fields[name], other.fields[name]
            yield mine, its, spelled_alike(_plain(mine.value), _plain(its.value))


def _plain(value: str) -> str:
    return "".join(word.text for word in tokens([value]))


def against(one: Sequence[Token], other: Sequence[Token]) -> float:
    """Return the weight of all that contradicts the two being one paper, place by place."""
    mine, its = ([word.text for word in words] for words in (one, other))
    places = SequenceMatcher(None, mine, its, autojunk=False).get_opcodes()
    return sum(
        _at_place(one[start:end], other[its_start:its_end])
        for tag, start, end, its_start, its_end in places
        if tag == "replace"  # what only one of them has was lost in reading the other
    )


def _at_place(one: Sequence[Token], other: Sequence[Token]) -> float:
    """Return how much the words of one place contradict each other."""
    mine, its = ([word.digits for word in words if word.digits] for words in (one, other))
    if mine and its:
        if len(mine) != len(its):
            mine, its = ["".join(mine)], ["".join(its)]
        return sum(_of_numbers(*pair) for pair in zip(mine, its, strict=True))
    return _of_words(
        [word.text for word in one if not word.digits and len(word.text) > 1],
        [word.text for word in other if not word.digits and len(word.text) > 1],
    )


def _of_numbers(one: str, other: str) -> float:
    """Return 0 for digits lost, ½ or 1 for one digit changed, 2 for another number."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) <= max(1, len(long) // _LOST_DIGITS) and _within(short, long):
        return 0
    edits = round((1 - spelled_alike(one, other)) * len(long))
    if edits > 1 and len(short) > 1:
        return 2
    return 1 if len(long) > _DAY else 0.5


def _within(short: str, long: str) -> bool:
    """Say whether `short` is `long` with digits left out."""
    rest = iter(long)
    return all(digit in rest for digit in short)


def _of_words(one: Sequence[str], other: Sequence[str]) -> float:
    """Return ½ for another word at the same place, 1 for more; words that only one has were lost."""
    left = list(other)
    alone = 0
    for word in one:
        like = next((its for its in left if spelled_alike(word, its) >= _ALIKE), None)
        if like is None:
            alone += 1
        else:
            left.remove(like)
    return min(alone, len(left), 2) / 2
