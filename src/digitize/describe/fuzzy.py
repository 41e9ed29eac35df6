"""Finding a known phrase in text that was misread here and there.

Must not know what the phrases mean.
"""

import dataclasses as dc
import functools
from collections.abc import Iterator

_LETTERS_PER_ERROR = 7
"""One error in seven letters: half of the character errors measured on hard scans (WER 20 %)."""


@dc.dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase was found: `text[start:end]`, and how many letters differ."""

    start: int
    end: int
    errors: int


@functools.lru_cache(maxsize=4_096)
def _masks(pattern: str) -> dict[str, int]:
    masks: dict[str, int] = {}
    for place, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << place
    return masks


@functools.lru_cache(maxsize=8_192)
def grams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of `text`; two texts without common pairs are not alike."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def allowed_errors(pattern: str) -> int:
    """Return how many letters of `pattern` may differ; none in short words, which turn into others."""
    return len(pattern) // _LETTERS_PER_ERROR


def find(pattern: str, text: str, errors: int | None = None) -> Match | None:
    """Find the best place of `pattern` in `text` with at most `errors` edits.

    Args:
        pattern: squashed phrase.
        text: squashed text.
        errors: edits allowed; by default `allowed_errors(pattern)`.

    Returns:
        The match with the fewest edits, the first of several; None where there is none.

    Source: G. Myers, A fast bit-vector algorithm for approximate string matching, JACM 46 (1999).
    """
    limit = allowed_errors(pattern) if errors is None else errors
    if not pattern or len(text) + limit < len(pattern):
        return None
    exact = text.find(pattern)
    if exact >= 0:
        return Match(exact, exact + len(pattern), 0)
    # an edit destroys at most two pairs
    if limit == 0 or len(grams(pattern) & grams(text)) < len(grams(pattern)) - 2 * limit:
        return None
    end, found = _best_end(pattern, text, limit)
    if found > limit:
        return None
    return Match(end - _span(pattern, text[:end], limit), end, found)


def find_all(pattern: str, text: str) -> Iterator[Match]:
    """Yield every place of `pattern` in `text` that overlaps no other, from left to right.

    The best place is found first; a misread one may stand before it as well as behind.
    """
    match = find(pattern, text)
    if match is None or match.start == match.end:
        return
    yield from find_all(pattern, text[: match.start])
    yield match
    for later in find_all(pattern, text[match.end :]):
        yield Match(match.end + later.start, match.end + later.end, later.errors)


def _best_end(pattern: str, text: str, limit: int) -> tuple[int, int]:
    """Return the end of the best match and its edits (more than `limit` where there is none)."""
    masks, size = _masks(pattern), len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    plus, minus, score = full, 0, size
    best, best_end = limit + 1, 0
    for place, letter in enumerate(text):
        equal = masks.get(letter, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = (minus | ~(horizontal | plus)) & full
        down = plus & horizontal
        score += bool(up & top) - bool(down & top)
        up, down = up << 1 & full, down << 1 & full
        plus = (down | ~(vertical | up)) & full
        minus = up & vertical
        if score < best:
            best, best_end = score, place + 1
    return best_end, best


def _span(pattern: str, text: str, limit: int) -> int:
    """Return how many of the last letters of `text` the pattern covers best."""
    tail = text[: -(len(pattern) + limit + 1) : -1] if len(text) > len(pattern) + limit else text[::-1]
    row = list(range(len(pattern) + 1))
    best, span = row[-1], 0
    for count, letter in enumerate(tail, start=1):
        above, row = row, [count]
        for place, wanted in enumerate(reversed(pattern), start=1):
            row.append(min(above[place - 1] + (wanted != letter), above[place] + 1, row[-1] + 1))
        # of equally good spans the one of the pattern's own length is meant
        if row[-1] < best or (row[-1] == best and count <= len(pattern)):
            best, span = row[-1], count
    return span


def likeness(left: str, right: str) -> float:
    """Return 1 for equal texts down to 0: one minus edits per letter of the longer one."""
    longest = max(len(left), len(right))
    if not longest:
        return 1.0
    row = list(range(len(right) + 1))
    for count, letter in enumerate(left, start=1):
        above, row = row, [count]
        for place, wanted in enumerate(right, start=1):
            row.append(min(above[place - 1] + (wanted != letter), above[place] + 1, row[-1] + 1))
    return 1 - row[-1] / longest
