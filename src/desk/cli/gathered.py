"""What the report of a call needs: names, verdicts and a picture of each file.

Must not keep anything where no report is wanted: a call may judge ten thousand files.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from archive.values.verdict import FileVerdict
from desk.picturing import Look
from signing.reports.picture import Picture
from signing.reports.write import PICTURED, require_kind, write_report


class Gathered:
    """Gathers for a report.

    Args:
        report: where it goes; None where none is wanted.
        draw: draws the page of a judged file.

    Raises:
        ReportKindUnknown: there is none of that kind.
    """

    def __init__(self, report: Path | None, draw: Callable[[Path, FileVerdict], Picture | None]) -> None:
        self._report, self._draw = report, draw
        self._pictured = report is not None and require_kind(report) in PICTURED
        self._judged: list[tuple[str, FileVerdict]] = []
        self._pictures: list[Picture | None] = []
        self._seen: Picture | None = None

    @property
    def look(self) -> Look | None:
        """What shall be done with a file while it is at hand."""
        return self._look if self._pictured else None

    def _look(self, file: Path, verdict: FileVerdict) -> None:
        self._seen = self._draw(file, verdict)

    def add(self, name: str, verdict: FileVerdict) -> None:
        """Take a verdict, with the picture of the file that was looked at last."""
        if self._report is not None:
            self._judged.append((name, verdict))
            self._pictures.append(self._seen)
        self._seen = None

    def write(self, *, at: dt.datetime, font: str) -> None:
        """Write the report; errors as for `write_report`."""
        if self._report is None:
            return
        pictures = self._pictures if self._pictured else None
        write_report(self._report, self._judged, at=at, font=font, pictures=pictures)
