"""What a load changes, cell by cell, as a person reads it.

Pure; must not decide what is written.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator

from archive.catalogue.cells import Cell
from archive.catalogue.sheets import Entry


@dc.dataclass(frozen=True, slots=True)
class Difference:
    """A cell that gets another content, or a row that is new.

    Attributes:
        sheet: kind of file.
        key: the row's key, its parts parted by blanks.
        valid_from: its first day.
        column: name of the column; empty for a new row.
        before: what stood there, as in a file; empty for a new row.
        after: what will stand there; for a new row all its cells that are not empty.
    """

    sheet: str
    key: str
    valid_from: dt.date
    column: str
    before: str
    after: str


def differences(before: Entry | None, after: Entry) -> Iterator[Difference]:
    """Yield what is new in a row, column by column; `before` is None for a new one."""
    row = (after.sheet, " ".join(after.key), after.valid_from)
    if before is None:
        filled = (f"{name}={text}" for name, cell in after.values.items() if (text := _text(cell)))
        yield Difference(*row, "", "", ", ".join(filled))
        return
    for name, cell in after.values.items():
        if cell != before.values[name]:
            yield Difference(*row, name, _text(before.values[name]), _text(cell))


def _text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return ";".join(cell)
    if isinstance(cell, bool):
        return str(int(cell))
    return "" if cell is None else str(cell)
