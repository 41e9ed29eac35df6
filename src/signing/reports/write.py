"""Writes a report to a file of the kind that its name asks for, whole or not at all.

Must not judge, nor write anything beside the file that was asked for.
"""

import contextlib
import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path

from archive.values.verdict import FileVerdict
from signing.errors import ReportKindUnknown, ReportNotWritten
from signing.reports import html, pdf
from signing.reports.json import report, report_row
from signing.reports.picture import Pictures

KINDS = (".pdf", ".html", ".json")
PICTURED = (".pdf", ".html")
"""Kinds of report that show a page."""


def require_kind(path: Path) -> str:
    """Return the kind of report that the file's name asks for.

    Raises:
        ReportKindUnknown: there is none of that kind.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ReportKindUnknown(file=path.name, kinds=", ".join(KINDS))
    return kind


def write_report(
    path: Path,
    judged: Sequence[tuple[str, FileVerdict]],
    *,
    at: dt.datetime,
    font: str = "",
    pictures: Pictures = None,
) -> None:
    """Write a report; one that is there is replaced at once, or stays.

    Args:
        path: .pdf, .html or .json.
        judged: each file's name and its verdict.
        at: as of which time they were judged.
        font: path of the PDF's font (SOHOA_FONT), empty for Tinos.
        pictures: the page of each file that has its signatures, None where it could not be drawn; JSON
            names page and box instead.

    Raises:
        ReportKindUnknown, ReportNotWritten, FontMissing: nothing was written.
    """
    _put(path, rendered(require_kind(path), judged, at=at, font=font, pictures=pictures))


def rendered(
    kind: str,
    judged: Sequence[tuple[str, FileVerdict]],
    *,
    at: dt.datetime,
    font: str = "",
    pictures: Pictures = None,
) -> bytes:
    """Return a report of that kind as bytes; arguments and errors as for `write_report`."""
    if kind == ".json":
        rows = [report_row(target, verdict) for target, verdict in judged]
        text = json.dumps(report(rows, at), ensure_ascii=False, indent=1) + "\n"
        # A file name that is no UTF-8 stays readable as JSON's own escape.
        return text.encode("utf-8", "backslashreplace")
    if kind == ".html":
        return html.page(judged, at, pictures).encode("utf-8")
    return pdf.pages(judged, at, font, pictures)


def _put(path: Path, data: bytes) -> None:
    fresh = path.parent / f".report-{os.getpid()}.new"
    try:
        with fresh.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise ReportNotWritten(file=str(path), why=error.strerror or "?") from error
