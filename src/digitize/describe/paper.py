"""One paper while its fields are looked for.

Must not hold rules.
"""

import dataclasses as dc
import datetime as dt

from digitize.describe.head import Head
from digitize.describe.layout import Line, Sheet, parts_of
from digitize.describe.people import Person
from digitize.describe.roles import owning_roles
from digitize.describe.titles import Title

_GAP = 1.5
"""In usual heights of a line; blanks are a third of one."""


@dc.dataclass(frozen=True, slots=True)
class PaperView:
    """What the finders of fields look at.

    Attributes:
        slug: type of the paper.
        sheets: its pages, upright.
        heads: the heads of the pages.
        lines: of all pages in reading order, head blocks divided.
        people: parties, the owner first.
        title: heading that gave the type, None where none did.
        today: Vietnam's date.
    """

    slug: str
    sheets: tuple[Sheet, ...]
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    people: tuple[Person, ...]
    title: Title | None
    today: dt.date

    @property
    def owner(self) -> Person | None:
        """The first party, if it has an owner's part: no parent takes the place of a child left unread."""
        first = self.people[0] if self.people else None
        return first if first is not None and first.role in owning_roles(self.slug) else None

    @property
    def parts(self) -> tuple[Line, ...]:
        """Return the lines, parted where words stand side by side: number at the left, date at the right."""
        return tuple(
            part for line in self.lines for part in parts_of(line, _GAP * self.sheet(line.page).letter)
        )

    def sheet(self, page: int) -> Sheet:
        """Return the sheet of a page of the file."""
        return next(sheet for sheet in self.sheets if sheet.page == page)
