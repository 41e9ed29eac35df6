"""A describer that says what it was told: for tests of what comes after describing."""

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence

from archive.values.description import OTHER_TYPE, Batch, Description, Field, Party
from archive.values.reading import PageText
from digitize.ports import TypeRule


@dc.dataclass
class FakeDescriber:
    """Gives every paper one type, fields and parties; blank pages are named, nothing is split.

    Attributes:
        type: of every paper.
        fields: of every paper.
        parties: of every paper.
        papers: pages of each paper; one paper of all pages that are not blank where None.
        asked: the priors it was called with.
        sure: confidence of the type.
    """

    type: str = OTHER_TYPE
    fields: dict[str, Field] = dc.field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    papers: tuple[tuple[int, ...], ...] | None = None
    asked: list[str | None] = dc.field(default_factory=list)
    sure: float = 0.9

    def describe(
        self,
        pages: Sequence[PageText],
        *,
        types: Sequence[TypeRule],
        prior: str | None = None,
        one_paper: bool = False,
        today: dt.date,
    ) -> Batch:
        """Answer as told; see the port for the arguments."""
        self.asked.append(prior)
        blanks = tuple(page.number for page in pages if page.blank)
        whole = tuple(page.number for page in pages if not page.blank)
        divided = self.papers if self.papers is not None and not one_paper else (whole,)
        said = tuple(
            Description(numbers, self.type, self.sure, "như đã bảo", dict(self.fields), self.parties)
            for numbers in divided
            if numbers
        )
        return Batch(said, blanks)
