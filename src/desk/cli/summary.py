"""The summary of many verdicts as CSV: one row a file, opened by a spreadsheet as it is.

Must not let a stranger's file name or signer become a formula, nor leave a half-written file.
"""

import contextlib
import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict
from signing.errors import ReportNotWritten

HEAD = ("file", "verdict", "reason", "level", "signers", "times", "vi")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, also in full width (OWASP, CSV Injection)."""


class Summary:
    """Takes verdicts one by one and keeps none."""

    def __init__(self, path: Path, stream: IO[str]) -> None:
        self._path = path
        # Every cell quoted: some spreadsheets split unquoted ones at semicolons.
        self._rows = csv.writer(stream, quoting=csv.QUOTE_ALL)
        self._write(HEAD)

    def add(self, target: str, verdict: FileVerdict) -> None:
        """Write the row of one file.

        Raises:
            ReportNotWritten: the disk is full.
        """
        times = [vietnam_iso(one.time) if one.time else "?" for one in verdict.signatures]
        self._write(
            (
                target,
                verdict.verdict.value,
                verdict.reason,
                verdict.level.value if verdict.level else "",
                "; ".join(one.signer or "?" for one in verdict.signatures),
                "; ".join(times),
                verdict.vi,
            )
        )

    def _write(self, cells: Sequence[str]) -> None:
        with _told(self._path):
            self._rows.writerow([_harmless(cell) for cell in cells])


@contextlib.contextmanager
def summary_at(path: Path) -> Iterator[Summary]:
    """Give a summary that stands at `path` once all is judged; what is there stays until then.

    Raises:
        ReportNotWritten: it cannot be written there.
    """
    fresh = path.with_name(f".{path.name}-{os.getpid()}.new")
    with _told(path):
        # The mark at the beginning tells spreadsheets that the letters are UTF-8.
        stream = fresh.open("x", encoding="utf-8-sig", errors="backslashreplace", newline="")
    try:
        with stream:
            yield Summary(path, stream)
            with _told(path):
                stream.flush()
                os.fsync(stream.fileno())
        with _told(path):
            fresh.replace(path)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReportNotWritten(file=str(path), why=error.strerror or "?") from error


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet computes, without letters that end the line or turn it around."""
    shown = "".join(letter if letter.isprintable() or _is_byte(letter) else "\ufffd" for letter in text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def _is_byte(letter: str) -> bool:
    """Return whether it stands for a byte of a file name that is no UTF-8; it is written as an escape."""
    return "\udc80" <= letter <= "\udcff"
