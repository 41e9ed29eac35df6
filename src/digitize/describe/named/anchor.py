"""What is found where somebody is named, and where a part of the paper begins.

Must hold no rule.
"""

import dataclasses as dc

from archive.values.description import OwnerKind, Role
from digitize.describe.evidence import Span


@dc.dataclass(frozen=True, slots=True)
class Anchor:
    """A person or organisation named in a line.

    Attributes:
        start: letter of the line's key where the label begins.
        end: letter behind the name, or behind the label where no name could be read.
        name: the words of the name; None where none could be read: the block counts all the same.
        role: as the label says; None for an official.
        plain: the label says no role.
        kind: of the identifier that such a party has.
        prose: in running text (`ông …`), not behind a label of a form.
        sure: 0 to 1, how well the label was read.
        words: in which the label says the role, as printed.
        asks: they asked for the paper (`Theo đề nghị của ông …`): it may be about somebody else.
    """

    start: int
    end: int
    name: Span | None
    role: Role | None
    plain: bool
    kind: OwnerKind
    prose: bool
    sure: float
    words: str = ""
    asks: bool = False


@dc.dataclass(frozen=True, slots=True)
class Section:
    """A heading after which people have another role; `words` say it as printed."""

    start: int
    role: Role
    words: str = ""
