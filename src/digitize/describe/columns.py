"""Putting two people who stand side by side one after the other.

A marriage certificate prints wife and husband in two columns; read across, one's number would
follow the other's name. Must not know whose column is whose.
"""

import statistics
from collections.abc import Sequence

from digitize.describe.couples import couples_apart
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, Sheet, Token, rows, same_row
from digitize.describe.named.anchors import anchors_in

_PERSONAL = frozenset({Kind.ID, Kind.BIRTH, Kind.SEX, Kind.HOME, Kind.ETHNIC, Kind.NATION})


def in_order(sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of `sheet`, left column before right column where labels stand in pairs."""
    apart = couples_apart(sheet)
    if apart is not None:
        return apart
    pairs = _pairs(sheet)
    if not pairs:
        return sheet.lines
    border = statistics.median(right.place.left for _, right in pairs)
    pairs = [pair for pair in pairs if abs(pair[1].place.left - border) < sheet.width / 10]
    top = min(min(left.place.top, right.place.top) for left, right in pairs)
    last = max(max(left.place.bottom, right.place.bottom) for left, right in pairs)
    border -= sheet.letter / 2
    top = _top_of_columns(sheet, border, top)
    above, inside, below = _divide(sheet, border, top, last)
    left = [token for token in inside if _middle(token) < border]
    right = [token for token in inside if _middle(token) >= border]
    return (*above, *rows(sheet.page, left), *rows(sheet.page, right), *below)


def _pairs(sheet: Sheet) -> list[tuple[Token, Token]]:
    """Return the first words of equal labels that stand side by side with a gap before the right one."""
    marks: list[tuple[str, Token, Line, int]] = []
    for line in sheet.lines:
        found = [(hit.kind.value, hit.start) for hit in hits_in(line) if hit.kind in _PERSONAL]
        found += [("name", anchor.start) for anchor in anchors_in(line, None) if not anchor.prose]
        for kind, start in found:
            at = line.owners[start]
            marks.append((kind, line.tokens[at], line, at))
    pairs = []
    for kind, left, _, _ in marks:
        for other, right, line, at in marks:
            # a name that its cell broke into two lines stands half a line higher
            shift = abs(right.place.top - left.place.top) < sheet.letter if kind == "name" else False
            beside = left.place.right <= right.place.left and (shift or same_row(left.place, right.place))
            if kind == other and beside and _has_gap(sheet, line, at):
                pairs.append((left, right))
    return pairs


def _has_gap(sheet: Sheet, line: Line, at: int) -> bool:
    """Running text also says `sinh năm` twice in a line, but with no more than a blank before it."""
    return at == 0 or line.tokens[at].place.left - line.tokens[at - 1].place.right >= 0.9 * sheet.letter


def _top_of_columns(sheet: Sheet, border: float, top: int) -> int:
    """Return where the columns begin: at the first pair of labels, or above it.

    Rows right above it that keep to the two columns belong to them, though their labels were misread:
    the names stand there, and who stands on the right must not follow who stands on the left.
    """
    for row in reversed(rows(sheet.page, (token for line in sheet.lines for token in line.tokens))):
        if row.place.bottom > top + sheet.letter / 2:
            continue
        both = row.place.left < border < row.place.right
        if top - row.place.bottom > 2 * sheet.letter or not both or _crosses(row, border, sheet.letter):
            break
        top = row.place.top
    return top


def _divide(sheet: Sheet, border: float, top: int, last: int) -> tuple[list[Line], list[Token], list[Line]]:
    """Return the lines above, the words of the two columns, and the lines below.

    The columns end below their last pair of labels, at the first line that runs across the border.
    """
    body = [line for line in sheet.lines if line.place.bottom > top + sheet.letter / 2]
    across = [
        line.place.top for line in body if line.place.top >= last and _crosses(line, border, sheet.letter)
    ]
    stop = min(across, default=sheet.height + 1)
    above = [line for line in sheet.lines if line not in body]
    inside = [line for line in body if line.place.top < stop]
    below = [line for line in body if line.place.top >= stop]
    return above, [token for line in inside for token in line.tokens], below


def _crosses(line: Line, border: float, letter: float) -> bool:
    if any(t.place.left < border - letter / 2 and t.place.right > border + letter / 2 for t in line.tokens):
        return True
    pairs = zip(line.tokens, line.tokens[1:], strict=False)
    return any(
        a.place.right <= border + letter / 2
        and b.place.left >= border - letter / 2
        and b.place.left - a.place.right < 0.8 * letter
        for a, b in pairs
    )


def _middle(token: Token) -> float:
    return (token.place.left + token.place.right) / 2


def lines_in_order(sheets: Sequence[Sheet]) -> list[Line]:
    """Return the lines of all `sheets`, people one after the other."""
    return [line for sheet in sheets for line in in_order(sheet)]
