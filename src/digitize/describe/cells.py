"""Forms with a column of labels and one of values: what belongs together becomes one line.

A label that its column broke (`Tên công ty viết bằng tiếng` | `Việt:`) goes on in small letters, left of the
values; a value that was read apart from its label stands beside it. Must not know any label but that a value
is none.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from digitize.describe.labels import hits_in
from digitize.describe.layout import Line, line_of, rows, same_row
from digitize.describe.tokens import Token

_GAP = 0.6
"""In usual heights of a word; a blank is a third of that."""
_LONG = 10
"""Words of no label but of running text."""
_ENUMERATOR = re.compile(r"[a-zđ]{1,2}[.)]")
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
    borders = _borders(lines, letter)
    for border in borders:
        for cell in _broken(page, whole, border, letter):
            whole = _with_cell(page, whole, cell)
    for border in borders:
        for cell in _apart(whole, border, letter):
            whole = _with_cell(page, whole, cell)
    return whole


def _with_cell(page: int, lines: Sequence[Line], cell: _Cell) -> list[Line]:
    """Return `lines` with the label and the value of `cell` as one, where its first line stood."""
    whole = list(lines)
    tokens = [token for part in (*cell.label, *cell.value) for token in part.tokens]
    joined = line_of(page, tokens)
    inside = set(map(id, tokens))
    touched = [at for at, line in enumerate(whole) if any(id(t) in inside for t in line.tokens)]
    if joined is None or not touched:
        return whole
    rest = [line for at in touched if (line := _without(page, whole[at], inside)) is not None]
    whole[touched[0] : touched[0] + 1] = [joined, *rest]
    for at in reversed(touched[1:]):
        del whole[at + len(rest)]
    return whole


def _apart(lines: Sequence[Line], border: int, letter: float) -> list[_Cell]:
    """Return the labels left of `border` that were read without the value beside them.

    Only where most rows of the form have a label at the left and a value at the border, read together or not,
    and where no value is a label: two people side by side have their own.
    """
    together = [line for line in lines if _gap_at(line, border, letter)]
    values = [line for line in lines if abs(line.place.left - border) < letter / 2]
    left = [line for line in lines if line.place.right <= border - _GAP * letter]
    pairs = [(label, value) for value in values for label in left if same_row(label.place, value.place)]
    margins = [line.place.left for line in (*together, *(label for label, _ in pairs))]
    if not margins or any(_is_label(value) for _, value in pairs):
        return []
    margin = sorted(margins)[len(margins) // 2]
    if sum(abs(start - margin) < letter for start in margins) < _ROWS:
        return []
    free = [other for other in values if not any(same_row(line.place, other.place) for line in left)]
    cells = [cell for label in left if (cell := _between(label, left, values, letter)) is not None]
    cells += [_Cell([line], more) for line in together if (more := _more(line, free, letter))]
    for label, value in pairs:
        if abs(label.place.left - margin) >= letter or len(label.tokens) > _LONG:
            continue
        cells.append(_Cell([label], [value, *_more(value, free, letter)]))
    return cells


def _between(label: Line, left: Sequence[Line], values: Sequence[Line], letter: float) -> _Cell | None:
    """Return a label that stands in the middle of the two rows of its value."""
    middle = (label.place.top + label.place.bottom) / 2
    rows_of_value = [
        value
        for value in values
        if abs((value.place.top + value.place.bottom) / 2 - middle) < letter
        and not any(same_row(other.place, value.place) for other in left)
    ]
    return _Cell([label], rows_of_value) if len(rows_of_value) == 2 else None


def _gap_at(line: Line, border: int, letter: float) -> bool:
    pairs = zip(line.tokens, line.tokens[1:], strict=False)
    return any(
        abs(after.place.left - border) < letter / 2 and after.place.left - before.place.right > _GAP * letter
        for before, after in pairs
    )


def _more(value: Line, free: Sequence[Line], letter: float) -> list[Line]:
    """Return the lines in which `value` goes on below."""
    more: list[Line] = []
    for other in sorted(free, key=lambda line: line.place.top):
        last = more[-1] if more else value
        if -letter / 2 < other.place.top - last.place.bottom < 0.8 * letter:
            more.append(other)
    return more


def _is_label(line: Line) -> bool:
    return any(token.text.endswith(":") for token in line.tokens[:6]) or any(
        hit.start == 0 for hit in hits_in(line)
    )


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
    if _ENUMERATOR.fullmatch(first.text):  # `b)` begins the next one
        return False
    small = first.text[:1].islower() or above.key.endswith("tieng")  # `viết bằng tiếng | Việt:`
    return small and abs(row.place.left - above.place.left) < letter
