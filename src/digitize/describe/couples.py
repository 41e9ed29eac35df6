"""Two people in the columns of one table: `Thông tin | Chồng | Vợ`, the labels at the left.

Read row by row, one's number would follow the other's name; here each becomes a form of their own. Must not
know what the labels mean.
"""

import math
from collections import Counter
from collections.abc import Sequence

from digitize.describe.layout import Line, Sheet, Token, line_of, rows

_PAIRS = (
    ("chong", "vo"),
    ("vo", "chong"),
    ("bennam", "bennu"),
    ("bennu", "bennam"),
    ("cha", "me"),
    ("me", "cha"),
)
_WORDS_OF_HEADINGS, _LABELS, _ROWS = 10, 3, 30
_STEP = 8
"""Pixels within which words begin at the same place."""


def couples_apart(sheet: Sheet) -> tuple[Line, ...] | None:
    """Return the lines of `sheet`, one column's entries before the other's; None without such a table."""
    everything = rows(sheet.page, (token for line in sheet.lines for token in line.tokens))
    for at, row in enumerate(everything):
        heads = _heads(row)
        columns = _columns(heads, everything[at + 1 :]) if heads else None
        if columns is None:
            continue
        inside = _inside(everything[at + 1 :], columns)
        if sum(row.tokens[0].place.right < columns[0] for row in inside) < _LABELS:
            continue
        top, bottom = row.place.top, inside[-1].place.bottom
        above = [line for line in sheet.lines if line.place.bottom <= top + line.height / 2]
        below = [line for line in sheet.lines if line.place.top >= bottom - line.height / 2]
        return (*above, *_entries(sheet.page, inside, columns), *below)
    return None


def _heads(row: Line) -> tuple[Token, Token] | None:
    """Return the headings of both columns, if `row` has them."""
    keys = [token.key for token in row.tokens]
    last = {token.key: token for token in row.tokens}  # `Phần khai về cha, mẹ | Người mẹ | Người cha`
    for first, second in _PAIRS:
        if first in last and second in last and len(keys) <= _WORDS_OF_HEADINGS:
            left, right = last[first], last[second]
            if right.place.left - left.place.right > 2 * row.height:
                return left, right
    return None


def _columns(heads: tuple[Token, Token], below: Sequence[Line]) -> tuple[int, int] | None:
    """Return where both columns of values begin: where most entries do, left of the middle of the heading."""
    starts = Counter(
        token.place.left // _STEP
        for row in below[:_ROWS]
        for before, token in zip(row.tokens, row.tokens[1:], strict=False)
        if token.place.left - before.place.right > 0.6 * row.height
    )
    border = _middle(heads[0])
    found = []
    for low, high in ((0.0, border), (border, _middle(heads[1]))):
        near = {start: times for start, times in starts.items() if low <= start * _STEP <= high}
        if not near:
            return None
        found.append(max(near, key=lambda start: (near[start], -start)) * _STEP)
    return found[0], found[1]


def _inside(below: Sequence[Line], columns: tuple[int, int]) -> list[Line]:
    """Return the rows of the table: no word stands across where a column begins."""
    found: list[Line] = []
    for row in below[:_ROWS]:
        if any(
            token.place.left < start - _STEP and token.place.right > start + _STEP
            for token in row.tokens
            for start in columns
        ):
            break
        pairs = zip(row.tokens, row.tokens[1:], strict=False)
        # a sentence goes on over the border with no more than a blank
        over = [(a, b) for a, b in pairs if a.place.right <= columns[0] <= b.place.left]
        if any(
            b.place.left - a.place.right < 0.5 * row.height and b.place.left > columns[0] + 2 * _STEP
            for a, b in over
        ):
            break
        found.append(row)
    while found and found[-1].place.right < columns[1]:
        found.pop()
    return found


def _entries(page: int, inside: Sequence[Line], columns: tuple[int, int]) -> list[Line]:
    """Return each column as lines of label and value."""
    labels = [[t for t in row.tokens if t.place.left < columns[0] - _STEP] for row in inside]
    named = [at for at, label in enumerate(labels) if label]
    if not named:
        return []
    # where every label has a value beside it, cells begin at their labels; else labels stand in the middle
    on_top = all(any(t.place.left >= columns[0] - _STEP for t in inside[at].tokens) for at in named)
    entries = []
    for low, high in (columns, (columns[1], math.inf)):
        values: dict[int, list[Token]] = {at: [] for at in named}
        for number, row in enumerate(inside):
            above = [at for at in named if at <= number]
            owner = (
                above[-1]
                if on_top and above
                else min(named, key=lambda at: abs(_height(inside[at]) - _height(row)))
            )
            values[owner] += [t for t in row.tokens if low <= t.place.left + _STEP < high]
        made = (line_of(page, [*labels[at], *values[at]]) for at in named)
        entries += [line for line in made if line is not None]
    return entries


def _height(row: Line) -> float:
    return (row.place.top + row.place.bottom) / 2


def _middle(token: Token) -> float:
    return (token.place.left + token.place.right) / 2
