"""What somebody looks for, in which order, and behind which place of the answers.

Pure values; must not know tables.
"""

import dataclasses as dc
import datetime as dt
import re
import uuid
from collections.abc import Sequence
from enum import StrEnum

from archive.errors import BadValue
from archive.papers.models import Paper
from archive.values.description import OwnerId

_PLACE = re.compile(r"([wbg])(?:n(\d{1,18})(?:\.([0-9a-f]{32}))?|b(\d{1,4})\.(\d{1,18}))", re.ASCII)


class Order(StrEnum):
    """Which answers come first."""

    BEST = "best"
    NEWEST = "newest"


class Manner(StrEnum):
    """How the words were taken: whole, the last one as begun, or others in place of misspelt ones."""

    WHOLE = "w"
    BEGUN = "b"
    GUESSED = "g"


@dc.dataclass(frozen=True, slots=True)
class Place:
    """Where one answer stands, so that the next ones can be asked for whatever came in meanwhile.

    Attributes:
        manner: how the words were taken on the first page; the following ones take them so, too.
        at: the last answer's place in the order of arrival; the newest one's where `ranked` says more.
        paper: the last paper where several came at once; None where `at` is enough.
        ranked: how many of the best were shown, None where they are in the order of arrival.
    """

    manner: Manner
    at: int
    paper: uuid.UUID | None = None
    ranked: int | None = None

    def __str__(self) -> str:
        if self.ranked is not None:
            return f"{self.manner.value}b{self.ranked}.{self.at}"
        return f"{self.manner.value}n{self.at}" + (f".{self.paper.hex}" if self.paper else "")

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Return the place that `str` made `text` of.

        Raises:
            BadValue: it is none.
        """
        found = _PLACE.fullmatch(text)
        if found is None:
            raise BadValue(
                value=text[:80], name="cursor",
                why_vi="không phải vị trí do lần tra cứu trước cho", why_en="no search has given this place",
            )  # fmt: skip
        manner = Manner(found[1])
        if found[4]:
            return cls(manner, int(found[5]), ranked=int(found[4]))
        return cls(manner, int(found[2]), uuid.UUID(found[3]) if found[3] else None)


@dc.dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; all that is given must hold.

    Attributes:
        text: words, with or without accents; all must occur.
        owners: identifiers of one person or organisation; any of them.
        type: slug.
        dossier: number of the dossier the paper was digitised for or taken into.
        limit: most answers.
        number: number and symbol as printed, spaces and accents left aside; exactly this one.
        issuer: words of the name of the agency that issued it.
        agencies: codes; any of them received the dossier or keeps it.
        issued_from, issued_to: first and last day of issue.
        received_from, received_to: first and last day it came in, in Vietnam.
        state: as lists show it.
        order: which come first.
        after: the last answer of the page before, None for the first page.
    """

    text: str = ""
    owners: tuple[OwnerId, ...] = ()
    type: str = ""
    dossier: str = ""
    limit: int = 50
    number: str = ""
    issuer: str = ""
    agencies: frozenset[str] = frozenset()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    state: str = ""
    order: Order = Order.BEST
    after: Place | None = None


@dc.dataclass(frozen=True, slots=True)
class Found:
    """Papers in order.

    Attributes:
        papers: at most as many as were asked for.
        guessed: the words that were tried instead where nothing exact was there.
        places: of each paper.
        more: whether there are further ones.
        words: those that were looked for, or stand in place of them; of each, any.
    """

    papers: Sequence[Paper]
    guessed: str = ""
    places: Sequence[Place] = ()
    more: bool = False
    words: Sequence[Sequence[str]] = ()
