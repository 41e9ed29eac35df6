"""What the command line prints: one JSON object a line, or tables for people; errors on stderr.

Must not compute anything; the only place of the product that prints.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.errors import Exit

_ORDER = (Exit.BUG, Exit.UNAVAILABLE, Exit.FAILED, Exit.BAD_INPUT, Exit.INDETERMINATE, Exit.OK)


class Output:
    """Collects the worst exit code of the items, and prints each of them as it comes."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._worst = Exit.OK

    def item(self, values: Mapping[str, Any], text: str = "") -> None:
        """Print one item: its values as JSON, or `text` for a person."""
        if self.as_json:
            sys.stdout.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")
        elif text:
            sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def say(self, text: str) -> None:
        """Print a line that only people need."""
        if not self.as_json:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print a table for people; scripts get `item` lines instead."""
        if self.as_json:
            return
        lines = [[str(cell if cell is not None else "") for cell in row] for row in rows]
        widths = [max(len(line[n]) for line in [list(head), *lines]) for n in range(len(head))]
        for line in [list(head), ["─" * width for width in widths], *lines]:
            sys.stdout.write(
                "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
            )
        sys.stdout.flush()

    def ended(self, code: Exit) -> None:
        """Note how one item ended."""
        if _ORDER.index(code) < _ORDER.index(self._worst):
            self._worst = code

    @property
    def code(self) -> int:
        """The exit code of the whole call: the worst of its items."""
        return int(self._worst)


def complain(code: str, vi: str, en: str) -> None:
    """Print an error on stderr: its code, and what to do in both languages."""
    sys.stderr.write(f"{code}: {vi}\n{' ' * len(code)}  {en}\n")
    sys.stderr.flush()
