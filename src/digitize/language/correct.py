"""Marks of letters mended where the neighbours leave no doubt: `sửa đôi, bô sung` is `sửa đổi, bổ sung`.

Must not touch digits, symbols, codes and names: only syllables in small letters, and in capitals those that
no law ever used. Letters stay, only their marks change.
Source: MEASURED on real scans: six of seven words that the recogniser gets wrong have wrong marks only.
"""

import dataclasses as dc
from collections.abc import Iterator, Sequence

from digitize.language.neighbours import Neighbours
from digitize.language.syllables import is_syllable, parts

_CHANGE = 3.0
"""How much less likely (natural logarithm) a misread mark is than a right one."""
_SURE = 50
"""A pair that was counted so often is known."""
_BETTER = 50
"""So many times more often than the pair that was read."""
_RARE = 50
"""Counted less often in 22 million, a syllable in capitals is a slip, or a name."""
_ENDS = frozenset('.;:!?()“”"')
"""What ends a run: the next word does not depend on the one before."""


@dc.dataclass(frozen=True, slots=True)
class _Token:
    """A word in a run: its place, its syllable in small letters, and whether it may change."""

    at: int
    syllable: str
    open: bool


def corrected(words: Sequence[str], known: Neighbours, doubtful: Sequence[bool] | None = None) -> list[str]:
    """Return words with their marks mended; most stay as they are.

    Args:
        words: in reading order.
        known: what was counted.
        doubtful: of each word, whether it may change; None lets all.
    """
    mended = list(words)
    for run in _runs(words, known, doubtful or [True] * len(words)):
        if any(token.open for token in run):
            likely = _likeliest(run, known)
            for token, syllable in _sure(run, likely, known):
                mended[token.at] = _written(words[token.at], syllable)
    return mended


def _runs(words: Sequence[str], known: Neighbours, doubtful: Sequence[bool]) -> Iterator[list[_Token]]:
    """Yield stretches of small syllables, or of capital ones, with nothing but commas between them.

    A syllable with one capital may be a name: it stays as it is, and speaks for its neighbours.
    """
    run: list[_Token] = []
    capitals = False
    for at, word in enumerate(words):
        before, core, after = parts(word)
        small = core.lower()
        usable = is_syllable(small) and core in (small, core.capitalize(), core.upper())
        whole = core.isupper() and len(core) > 1
        if run and (not usable or _ENDS & set(before) or capitals != whole):
            yield run
            run = []
        if usable:
            capitals = whole
            fixed = known.times(small) >= _RARE if whole else core != small
            run.append(_Token(at, small, doubtful[at] and not fixed))
            if _ENDS & set(after):
                yield run
                run = []
    if run:
        yield run


def _likeliest(run: Sequence[_Token], known: Neighbours) -> list[str]:
    """Return the likeliest syllables of a run (the path of Viterbi), changes held against them."""
    ways: list[tuple[float, str, int]] = [(0.0, "", -1)]
    steps = []
    for token in run:
        choices = [(token.syllable, 0.0)]
        if token.open:
            choices += [(other, -_CHANGE) for other in known.alike(token.syllable) if other != token.syllable]
        ways = [
            max(
                (chance + known.likelihood(before or None, syllable) + cost, syllable, way)
                for way, (chance, before, _) in enumerate(ways)
            )
            for syllable, cost in choices
        ]
        steps.append(ways)
    way = max(range(len(ways)), key=ways.__getitem__)
    path = []
    for ways in reversed(steps):
        _, syllable, way = ways[way]
        path.append(syllable)
    return path[::-1]


def _sure(run: Sequence[_Token], likely: Sequence[str], known: Neighbours) -> Iterator[tuple[_Token, str]]:
    """Yield the changes that a known pair speaks for, and none that was read speaks against."""
    for at, (token, syllable) in enumerate(zip(run, likely, strict=True)):
        if syllable == token.syllable:
            continue
        before = {run[at - 1].syllable, likely[at - 1]} if at else set()
        after = {run[at + 1].syllable, likely[at + 1]} if at + 1 < len(run) else set()
        seen, meant = (_support(one, before, after, known) for one in (token.syllable, syllable))
        if meant >= _SURE and meant >= _BETTER * seen:
            yield token, syllable


def _support(syllable: str, before: set[str], after: set[str], known: Neighbours) -> int:
    """Return how often the best known pair with a neighbour was counted."""
    pairs = [known.together(one, syllable) for one in before] + [
        known.together(syllable, one) for one in after
    ]
    return max(pairs, default=0)


def _written(word: str, syllable: str) -> str:
    """Return `syllable` between the signs of `word`, in capitals where the word was."""
    before, core, after = parts(word)
    return f"{before}{syllable.upper() if core.isupper() and len(core) > 1 else syllable}{after}"
