"""Who issued a paper, as an agency of the catalogue: from the name that is printed on it.

Pure. Must not guess: the catalogue has one province, and many provinces have a commune of one name, so a
name counts only where it tells the province too, and only one agency has had it.
"""

import dataclasses as dc
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
            (agency.code, agency.level): agency
            for agency in self._by_name.get(_plain(name), ())
            if issued_on is None or holds_on(agency, issued_on)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def same_unit(self, issuer: Agency, here: str, within: Within, day: dt.date) -> bool:
        """Say whether `issuer`, or who took over from it, lies wholly in the unit of agency `here` on `day`.

        Of an agency that was divided among several units nobody knows in which of them the paper belongs.
        """
        theirs = self._units(issuer.code, _TIERS[within], day)
        return len(theirs) == 1 and theirs == self._units(here, _TIERS[within], day)

    def numbering(self, commune: Agency) -> str:
        """Return under which code the land of a commune has been counted since; empty for no commune.

        Where communes were joined, or one was divided, each one's numbers stay its own: those of several
        meet under the new name.
        """
        if self._units_of(commune.code, Tier.COMMUNE, commune.valid_from) != {commune.code}:
            return ""
        now, seen = commune.code, set[str]()
        while now not in seen:
            seen.add(now)
            heirs = {link.successor for link in self.links if link.agency == now}
            if len(heirs) == 1 and self._communes_before(*heirs) == {now}:
                (now,) = heirs
        return now

    def _communes_before(self, code: str) -> set[str]:
        before = {link.agency for link in self.links if link.successor == code}
        return {one.code for one in self._entries(before, Tier.COMMUNE)}

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
        """Yield the names of an agency that tell its province: `xã tân lập[ huyện vĩnh khê] tỉnh hải sơn`."""
        bare = _plain(agency.name)
        above = reachable(agency.parent, self._parents) if agency.parent else frozenset()
        districts = ["", *(f" {_place(one)}" for one in self._entries(above, Tier.DISTRICT))]
        for province in self._entries(above | {agency.code}, Tier.PROVINCE):
            place = f" {_place(province)}"
            if bare.endswith(place):
                yield bare
            else:
                yield from (f"{bare}{district}{place}" for district in districts)

    def _entries(self, codes: Iterable[str], tier: Tier) -> list[Agency]:
        return [
            entry for code in sorted(codes) for entry in self._by_code.get(code, ()) if entry.level is tier
        ]

    def _units(self, code: str, tier: Tier, day: dt.date) -> frozenset[str]:
        """Return the provinces or communes in which an agency, or who took over from it, lies on `day`.

        Where nobody took over from the agency itself, it lies where its unit went. Empty where one of
        several that took over lies in no such unit.
        """
        heirs = self._heirs(code, day) or frozenset(
            heir
            for unit in self._units_of(code, tier, self._last_day(code, day))
            for heir in self._heirs(unit, day)
        )
        found = [self._units_of(heir, tier, day) for heir in heirs]
        return frozenset().union(*found) if all(found) else frozenset()

    def _units_of(self, code: str, tier: Tier, day: dt.date) -> frozenset[str]:
        """Return the highest agencies of that tier among the agency and those above it.

        An office of a commune is of its tier too, and may be led by the province's: the police.
        """
        above = {one: self._above(one, day) for one in self._above(code, day)}
        of_tier = {one for one in above if any(entry.level is tier for entry in self._holding(one, day))}
        return frozenset(one for one in of_tier if not (above[one] - {one}) & of_tier)

    def _above(self, code: str, day: dt.date) -> frozenset[str]:
        """Return the agency and all above it: who leads it, and whose code its own begins with.

        Source: Decision 20/2020/QĐ-TTg, article 4 (the code of a unit begins with that of the one it is of).
        """
        found: set[str] = set()
        waiting = [code]
        while waiting:
            now = waiting.pop()
            if now not in found and now in self._by_code:
                found.add(now)
                waiting += [entry.parent for entry in self._holding(now, day) if entry.parent]
                waiting += [now[:at] for at, letter in enumerate(now) if letter == "."]
        return frozenset(found)

    def _holding(self, code: str, day: dt.date) -> list[Agency]:
        return [entry for entry in self._by_code.get(code, ()) if holds_on(entry, day)]

    def _heirs(self, code: str, day: dt.date) -> frozenset[str]:
        return successors_on(code, day, alive=self._alive(day), links=self.links)

    def _last_day(self, code: str, day: dt.date) -> dt.date:
        """Return the last day of an agency that ended before `day`, or else `day`."""
        ends = [one.valid_to for one in self._by_code.get(code, ()) if one.valid_to and one.valid_to <= day]
        return max(ends, default=day)

    def _alive(self, day: dt.date) -> frozenset[str]:
        if day not in self._known_alive:
            self._known_alive[day] = frozenset(one.code for one in self.agencies if holds_on(one, day))
        return self._known_alive[day]

    @cached_property
    def _known_alive(self) -> dict[dt.date, frozenset[str]]:
        return {}


def _place(committee: Agency) -> str:
    """Return the unit that a committee is of: `tỉnh hải sơn`."""
    return _COMMITTEE.sub("", _plain(committee.name))


def _plain(name: str) -> str:
    """Return a name as the catalogue and a paper alike would spell it: its marks tell communes apart."""
    return _COMMITTEE.sub("uỷ ban nhân dân ", " ".join(spelled_words(name)))
