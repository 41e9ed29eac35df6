"""Cells that a spreadsheet opens as they are.

Must not let a stranger's words become a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, also in full width (OWASP, CSV Injection)."""
_MARK = "\ufeff"
"""At the beginning it tells spreadsheets that the letters are UTF-8."""


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet computes, without letters that end the line or turn it around."""
    shown = "".join(letter if letter.isprintable() or _is_byte(letter) else "\ufffd" for letter in text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file of these rows."""
    stream = io.StringIO(newline="")
    # Every cell quoted: some spreadsheets split unquoted ones at semicolons.
    lines = csv.writer(stream, quoting=csv.QUOTE_ALL)
    lines.writerows([harmless(cell) for cell in row] for row in [head, *rows])
    return (_MARK + stream.getvalue()).encode("utf-8", "backslashreplace")


def _is_byte(letter: str) -> bool:
    """Return whether it stands for a byte of a file name that is no UTF-8; it is written as an escape."""
    return "\udc80" <= letter <= "\udcff"
