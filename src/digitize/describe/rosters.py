"""People in a table: a row each, under a row of headings (`TT | Họ và tên | Ngày sinh | Số định danh`).

Must not read a row that has no name or no whole number of its own.
"""

import dataclasses as dc
import re
from collections.abc import Iterator, Sequence

from digitize.describe.dates import dates_in
from digitize.describe.evidence import Span
from digitize.describe.fuzzy import find
from digitize.describe.labels import Kind, hits_in
from digitize.describe.layout import Line, rows
from digitize.describe.named.names import name_span
from digitize.describe.named.words import NAME_LABELS
from digitize.describe.personal import Found, bare_identifier
from digitize.describe.values import iso

_ROWS = 20
_OF_ANOTHER = re.compile(r"(?:cccd|cancuoc|dinhdanh|cmnd|canhan)cua(?:me|cha|bo|nguoi|chuho|vo|chong)")
"""A column of numbers that are another's: `Số CCCD của mẹ`."""
_VALUE = re.compile(r"\d{4}|\d/\d")


@dc.dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a table.

    Attributes:
        headings: index of the line of headings among the lines.
        line: the row.
        name: words of the name.
        facts: the personal number, and the birth where the row holds one date.
    """

    headings: int
    line: Line
    name: Span
    facts: dict[Kind, Found]


def rows_of_people(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield everybody in a table who has a whole number, down to the next row of headings.

    Args:
        lines: printed lines; the cells of a row may have come apart.
    """
    tables = [at for at, line in enumerate(lines) if is_row_of_headings(line)]
    for at, following in zip(tables, [*tables[1:], None], strict=False):
        head = lines[at]
        end = lines[following].place.top if following and lines[following].page == head.page else None
        below = [t for other in lines if other.page == head.page for t in other.tokens
                 if t.place.top >= head.place.bottom - head.height / 2
                 and (end is None or t.place.bottom < end + head.height / 2)]  # fmt: skip
        for row in rows(head.page, below)[:_ROWS]:
            found = _person(row)
            if found is not None:
                name, facts = found
                yield Row(at, row, name, {} if _OF_ANOTHER.search(head.key) else facts)


def is_row_of_headings(line: Line) -> bool:
    """Say whether `line` has the headings of columns: a name, a number, none with a colon."""
    if any(token.text.endswith(":") or _VALUE.search(token.text) for token in line.tokens):
        return False
    if len(line.tokens) < 6:
        return False
    return any(hit.kind in (Kind.ID, Kind.EITHER) for hit in hits_in(line)) and any(
        find(label, line.key) for label in NAME_LABELS if len(label) > 4
    )


def _person(row: Line) -> tuple[Span, dict[Kind, Found]] | None:
    number = bare_identifier(row)
    first = next((at for at, token in enumerate(row.tokens) if token.text[0].isalpha()), None)
    if first is None or first > 2 or number is None:
        return None
    name = name_span(row.page, row.tokens[first:])
    if name is None:
        return None
    dates = dates_in(row.text)
    births = (
        {Kind.BIRTH: Found(iso(dates[0].date), Span(row.page, row.tokens), 0.8)} if len(dates) == 1 else {}
    )
    return name, {Kind.ID: number, **births}
