"""One paper while its fields are looked for.

Must not hold rules.
"""

import dataclasses as dc
import datetime as dt

from digitize.describe.head import Head
from digitize.describe.layout import Line, Sheet
from digitize.describe.people import Person
from digitize.describe.roles import owning_roles
from digitize.describe.types import Title


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

    def sheet(self, page: int) -> Sheet:
        """Return the sheet of a page of the file."""
        return next(sheet for sheet in self.sheets if sheet.page == page)
