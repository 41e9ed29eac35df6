"""Draws the page of a judged file for its report, in the reader's child.

Must not stop a report: a page that cannot be drawn is told in it.
"""

from collections.abc import Callable
from pathlib import Path

from archive.errors import SohoaError
from archive.values.verdict import FileVerdict
from digitize.ports import Reader
from signing.reports.picture import Picture, page_to_show, picture_of

Look = Callable[[Path, FileVerdict], None]
"""What somebody does with a judged file while it is at hand."""
_DPI = 80
"""A page as wide as a report's is read without a glass, and takes 60 kB."""


def drawn(reader: Reader, file: Path, verdict: FileVerdict) -> Picture | None:
    """Return the first page on which a signature of `file` is shown, else page 1; None where it fails."""
    page = page_to_show(verdict)
    try:
        return picture_of(reader.picture(file, page, dpi=_DPI), page)
    except SohoaError:
        return None
