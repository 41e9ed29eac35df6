"""One paper while its fields are looked for.

Must not hold rules.
"""

import dataclasses as dc
import datetime as dt
from functools import cached_property

from digitize.describe.head import Head
from digitize.describe.layout import Line, Sheet, sides_of
from digitize.describe.paragraphs import is_entry, paragraphs
from digitize.describe.people import Person
from digitize.describe.roles import owning_roles
from digitize.describe.titles import Title


@dc.dataclass(frozen=True)
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

    @cached_property
    def sides(self) -> tuple[Line, ...]:
        """The lines, parted where words stand side by side."""
        return tuple(side for line in self.lines for side in sides_of(self.sheet(line.page), line))

    @cached_property
    def paragraphs(self) -> tuple[Line, ...]:
        """The lines, those of running text joined."""
        return tuple(paragraphs(self.lines, is_entry))

    def sheet(self, page: int) -> Sheet:
        """Return the sheet of a page of the file."""
        return next(sheet for sheet in self.sheets if sheet.page == page)
