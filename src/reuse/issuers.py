"""Who issued a paper, as an agency of the catalogue: from the name that is printed on it.

Pure. Must not guess: where two agencies have had the name, nobody knows which it was.
"""

import dataclasses as dc
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from archive.catalogue.succession import Link, successors_on
from archive.catalogue.values import Agency, Tier, Within
from archive.search.fold import words_of

_SHORT = ((r"\bubnd\b", "uy ban nhan dan"), (r"\bhdnd\b", "hoi dong nhan dan"), (r"\btp\b", "thanh pho"))
_TIERS = {Within.PROVINCE: (Tier.PROVINCE,), Within.COMMUNE: (Tier.COMMUNE,)}


@dc.dataclass(frozen=True, slots=True)
class Issuers:
    """All agencies that there ever were, and who took over from whom."""

    agencies: tuple[Agency, ...]
    links: tuple[Link, ...]

    def named(self, name: str, issued_on: dt.date | None) -> Agency | None:
        """Return the only agency that had this name on that day (of any day, where it is unknown)."""
        wanted = _plain(name)
        found = {
            agency.code: agency
            for agency in self.agencies
            if _plain(agency.name) == wanted and (issued_on is None or _was(agency, issued_on))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def same_unit(self, issuer: Agency, here: str, within: Within, day: dt.date) -> bool:
        """Say whether `issuer`, or who took over from it, lies in the same unit as agency `here` on `day`."""
        return bool(self._units(issuer.code, within, day) & self._units(here, within, day))

    def _units(self, code: str, within: Within, day: dt.date) -> frozenset[str]:
        """Return the provinces or communes in which an agency lies on `day`; it may have been divided."""
        alive = frozenset(agency.code for agency in self.agencies if _was(agency, day))
        parents: dict[str, set[str]] = defaultdict(set)
        for agency in self.agencies:
            if agency.parent:
                parents[agency.code].add(agency.parent)
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            now = waiting.pop()
            if now in seen:
                continue
            seen.add(now)
            if any(agency.code == now and agency.level in _TIERS[within] for agency in self.agencies):
                found |= successors_on(now, day, alive=alive, links=self.links)
            else:
                waiting += parents[now]
        return frozenset(found)


def issuers_of(agencies: Iterable[Agency], links: Iterable[Link]) -> Issuers:
    """Return them as one value."""
    return Issuers(tuple(agencies), tuple(links))


def _was(agency: Agency, day: dt.date) -> bool:
    return agency.valid_from <= day and (agency.valid_to is None or day <= agency.valid_to)


def _plain(name: str) -> str:
    text = " ".join(words_of(name))
    for short, full in _SHORT:
        text = re.sub(short, full, text)
    return text
