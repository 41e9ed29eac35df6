"""Who issued a paper, as an agency of the catalogue: from the name that is printed on it.

Pure. Must not guess: the catalogue has one province, and many provinces have a commune of one name, so a
name counts only where it tells the province too, and only one agency has had it.
"""

import dataclasses as dc
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from archive.catalogue.succession import Link, reachable, successors_on
from archive.catalogue.values import Agency, Tier, Within, holds_on
from archive.search.fold import spelled_words

_COMMITTEE = re.compile(r"^(?:ubnd|uỷ ban nhân dân) ")
_TIERS = {Within.PROVINCE: Tier.PROVINCE, Within.COMMUNE: Tier.COMMUNE}


@dc.dataclass(frozen=True, slots=True)
class Issuers:
    """All agencies that there ever were, and who took over from whom."""

    agencies: tuple[Agency, ...]
    links: tuple[Link, ...]

    def named(self, name: str, issued_on: dt.date | None) -> Agency | None:
        """Return the only agency that was fully named so on that day (on any day, where it is unknown)."""
        wanted = _plain(name)
        found = {
            agency.code: agency
            for agency in self.agencies
            if (issued_on is None or holds_on(agency, issued_on)) and wanted in self._full_names(agency)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def same_unit(self, issuer: Agency, here: str, within: Within, day: dt.date) -> bool:
        """Say whether `issuer`, or who took over from it, lies in the same unit as agency `here` on `day`."""
        return bool(self._units(issuer.code, within, day) & self._units(here, within, day))

    def _full_names(self, agency: Agency) -> Iterator[str]:
        """Yield the names of an agency that tell its province: `sở tư pháp tỉnh hải sơn`."""
        bare = _plain(agency.name)
        for province in self._above(agency.code, Tier.PROVINCE):
            place = _COMMITTEE.sub("", _plain(province.name))
            yield bare if bare.endswith(f" {place}") else f"{bare} {place}"

    def _units(self, code: str, within: Within, day: dt.date) -> frozenset[str]:
        """Return the provinces or communes in which an agency lies on `day`; it may have been divided."""
        alive = frozenset(agency.code for agency in self.agencies if holds_on(agency, day))
        units = {unit.code for unit in self._above(code, _TIERS[within])}
        return frozenset(
            now for unit in units for now in successors_on(unit, day, alive=alive, links=self.links)
        )

    def _above(self, code: str, tier: Tier) -> list[Agency]:
        """Return the agencies of that tier among an agency and those above it."""
        parents: dict[str, set[str]] = defaultdict(set)
        for agency in self.agencies:
            if agency.parent:
                parents[agency.code].add(agency.parent)
        above = reachable(code, parents)
        return [agency for agency in self.agencies if agency.code in above and agency.level is tier]


def _plain(name: str) -> str:
    """Return a name as the catalogue and a paper alike would spell it: its marks tell communes apart."""
    return _COMMITTEE.sub("uỷ ban nhân dân ", " ".join(spelled_words(name)))
