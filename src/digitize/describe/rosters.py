"""People in a table: a row each, under a row of headings (`TT | Họ và tên | Ngày sinh | Số định danh`).

Must not read a row that has no name or no whole number of its own.
"""

from collections.abc import Iterator, Sequence

from digitize.describe.anchor_words import NAME_LABELS
from digitize.describe.anchors import name_span
from digitize.describe.evidence import Span
from digitize.describe.fuzzy import find
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, rows
from digitize.describe.personal import Found, bare_identifier

_ROWS = 20


def rows_of_people(lines: Sequence[Line]) -> Iterator[tuple[Line, Span, Found]]:
    """Yield the row, the name and the personal number of everybody in a table.

    Args:
        lines: printed lines; the cells of a row may have come apart.
    """
    for line in filter(is_row_of_headings, lines):
        below = [t for other in lines if other.page == line.page for t in other.tokens
                 if t.place.top >= line.place.bottom - line.height / 2]  # fmt: skip
        for row in rows(line.page, below)[:_ROWS]:
            found = _person(row)
            if found is not None:
                yield row, *found


def is_row_of_headings(line: Line) -> bool:
    """Say whether `line` has the headings of columns: a name, a number, none with a colon."""
    if any(token.text.endswith(":") for token in line.tokens) or len(line.tokens) < 6:
        return False
    return any(hit.kind in (Kind.ID, Kind.EITHER) for hit in hits_in(line)) and any(
        find(label, line.key) for label in NAME_LABELS if len(label) > 4
    )


def _person(row: Line) -> tuple[Span, Found] | None:
    number = bare_identifier(row)
    first = next((at for at, token in enumerate(row.tokens) if token.text[0].isalpha()), None)
    if first is None or first > 2 or number is None:
        return None
    name = name_span(row.page, row.tokens[first:])
    return (name, number) if name is not None else None
