"""Putting a label together that its column broke: `Tên công ty viết bằng tiếng` | `Việt:`, its value beside.

Must not join anything else: only where the second line goes on in small letters, left of the values.
"""

import dataclasses as dc
from collections.abc import Sequence

from digitize.describe.layout import Line, line_of, rows
from digitize.describe.tokens import Token

_GAP = 0.6
"""In usual heights of a word; a blank is a third of that."""
_ROWS = 3
"""So many values begin at the same place before it is a column."""


@dc.dataclass(slots=True)
class _Cell:
    """The rows of a label, and those of its value."""

    label: list[Line]
    value: list[Line]


def with_whole_labels(page: int, lines: Sequence[Line], letter: float) -> list[Line]:
    """Return `lines`, each broken label as one line with its value behind it.

    Args:
        page: 1-based.
        lines: of the upright page.
        letter: usual height of a word in pixels.
    """
    whole = list(lines)
    for border in _borders(lines, letter):
        for cell in _broken(page, whole, border, letter):
            tokens = [token for part in (*cell.label, *cell.value) for token in part.tokens]
            joined = line_of(page, tokens)
            inside = set(map(id, tokens))
            touched = [at for at, line in enumerate(whole) if any(id(t) in inside for t in line.tokens)]
            if joined is None or not touched:
                continue
            rest = [line for at in touched if (line := _without(page, whole[at], inside)) is not None]
            whole[touched[0] : touched[0] + 1] = [joined, *rest]
            for at in reversed(touched[1:]):
                del whole[at + len(rest)]
    return whole


def _without(page: int, line: Line, inside: set[int]) -> Line | None:
    return line_of(page, [token for token in line.tokens if id(token) not in inside])


def _borders(lines: Sequence[Line], letter: float) -> list[int]:
    """Return where columns of values begin: several rows have a gap and then a word there."""
    starts = sorted(
        token.place.left
        for line in lines
        for before, token in zip(line.tokens, line.tokens[1:], strict=False)
        if token.place.left - before.place.right > _GAP * letter
    )
    starts += [line.place.left for line in lines]
    borders: list[int] = []
    for start in sorted(starts):
        near = [other for other in starts if 0 <= other - start < letter / 2]
        if len(near) >= _ROWS and not (borders and start - borders[-1] < letter):
            borders.append(start)
    return borders[1:]


def _broken(page: int, lines: Sequence[Line], border: int, letter: float) -> list[_Cell]:
    """Return the labels left of `border` that go on in a second line, with what stands right of it."""
    across = [
        line for line in lines if any(t.place.left < border - 2 < t.place.right - 2 for t in line.tokens)
    ]
    free = [token for line in lines if line not in across for token in line.tokens]
    left = rows(page, (token for token in free if token.place.right <= border))
    right = rows(page, (token for token in free if token.place.left >= border - 2))
    cells: list[_Cell] = []
    for row in left:
        last = cells[-1].label[-1] if cells else None
        if last is not None and _goes_on(last, row, letter):
            cells[-1].label.append(row)
        else:
            cells.append(_Cell([row], []))
    broken = [cell for cell in cells if len(cell.label) > 1]
    for cell in broken:
        top, bottom = cell.label[0].place.top - letter / 2, cell.label[-1].place.bottom + letter / 2
        beside = [row for row in right if top <= row.place.top and row.place.bottom <= bottom]
        starts = any(abs(row.place.left - border) < letter for row in beside)
        # two people side by side have a label each
        labels = any(":" in row.text for row in beside)
        cell.value = beside if starts and not labels else []
    return [cell for cell in broken if cell.value]


def _goes_on(above: Line, row: Line, letter: float) -> bool:
    """Say whether a label goes on in `row`: small letters right below, no colon before."""
    gap = row.place.top - above.place.bottom
    first: Token = row.tokens[0]
    if ":" in above.text or not -letter / 2 < gap < 0.8 * letter or len(row.tokens) > 6:
        return False
    small = first.text[:1].islower() or above.key.endswith("tieng")  # `viết bằng tiếng | Việt:`
    return small and abs(row.place.left - above.place.left) < letter
