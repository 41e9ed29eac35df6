"""A page with its lines and head, as it is looked at while a file is divided.

Must not hold rules.
"""

import dataclasses as dc

from archive.values.reading import PageText
from digitize.describe.cells import with_whole_labels
from digitize.describe.copies import without_certification
from digitize.describe.head import Head, head_of
from digitize.describe.layout import Sheet, sheet_of


@dc.dataclass(frozen=True, slots=True)
class PageLook:
    """A page with its lines and head."""

    page: PageText
    sheet: Sheet
    head: Head


def look_at(page: PageText) -> PageLook:
    """Find lines and head of a page."""
    sheet = without_certification(sheet_of(page))
    lines = with_whole_labels(sheet.page, sheet.lines, sheet.letter)
    head = head_of(dc.replace(sheet, lines=tuple(lines)))
    return PageLook(page, dc.replace(sheet, lines=head.lines), head)
