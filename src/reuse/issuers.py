"""Who issued a paper, as an agency of the catalogue: from the name that is printed on it.

Pure. Must not guess: the catalogue has one province, and many provinces have a commune of one name, so a
name counts only where it tells the province too, and only one agency has had it.
"""

import dataclasses as dc
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from archive.catalogue.succession import Link, reachable, successors_on
from archive.catalogue.values import Agency, Tier, Within, holds_on
from archive.search.fold import spelled_words

_COMMITTEE = re.compile(r"^(?:ubnd|uỷ ban nhân dân) ")
_TIERS = {Within.PROVINCE: Tier.PROVINCE, Within.COMMUNE: Tier.COMMUNE}


@dc.dataclass(frozen=True)
class Issuers:
    """All agencies that there ever were, and who took over from whom."""

    agencies: tuple[Agency, ...]
    links: tuple[Link, ...]

    def named(self, name: str, issued_on: dt.date | None) -> Agency | None:
        """Return the only agency that was fully named so on that day (on any day, where it is unknown)."""
        found = {
            agency.code: agency
            for agency in self._by_name.get(_plain(name), ())
            if issued_on is None or holds_on(agency, issued_on)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def same_unit(self, issuer: Agency, here: str, within: Within, day: dt.date) -> bool:
        """Say whether `issuer`, or who took over from it, lies in the same unit as agency `here` on `day`."""
        return bool(self._units(issuer.code, within, day) & self._units(here, within, day))

    @cached_property
    def _by_name(self) -> dict[str, list[Agency]]:
        named: dict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies:
            for name in set(self._full_names(agency)):
                named[name].append(agency)
        return named

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = defaultdict(set)
        for agency in self.agencies:
            if agency.parent:
                parents[agency.code].add(agency.parent)
        return parents

    @cached_property
    def _by_code(self) -> dict[str, list[Agency]]:
        entries: dict[str, list[Agency]] = defaultdict(list)
        for agency in self.agencies:
            entries[agency.code].append(agency)
        return entries

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
        above = sorted(reachable(code, self._parents))
        return [entry for one in above for entry in self._by_code.get(one, ()) if entry.level is tier]


def _plain(name: str) -> str:
    """Return a name as the catalogue and a paper alike would spell it: its marks tell communes apart."""
    return _COMMITTEE.sub("uỷ ban nhân dân ", " ".join(spelled_words(name)))
