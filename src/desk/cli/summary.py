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
from desk.spreadsheet import harmless
from signing.errors import ReportNotWritten

HEAD = ("file", "verdict", "reason", "level", "signers", "times", "vi")


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
            self._rows.writerow([harmless(cell) for cell in cells])


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


def written_to(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there.

    Raises:
        ReportNotWritten: it cannot be written there.
    """
    fresh = path.with_name(f".{path.name}-{os.getpid()}.new")
    with _told(path):
        try:
            fresh.write_bytes(data)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReportNotWritten(file=str(path), why=error.strerror or "?") from error
