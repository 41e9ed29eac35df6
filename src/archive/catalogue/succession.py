"""Who took over from whom: walks along the links between agencies.

Pure functions over links; must not know tables nor files.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable, Mapping


@dc.dataclass(frozen=True, slots=True)
class Link:
    """`successor` took over from `agency` on the day `since`."""

    agency: str
    successor: str
    since: dt.date


def successors_on(code: str, day: dt.date, *, alive: frozenset[str], links: Iterable[Link]) -> frozenset[str]:
    """Return the agencies that stand for `code` on `day`: itself while it exists.

    Args:
        code: an agency of any time.
        day: date in Vietnam.
        alive: codes of the agencies that exist on `day`.
        links: all links.

    Returns:
        Codes that exist on `day`; empty where nobody took over, or `code` is unknown.
    """
    onward: dict[str, set[str]] = {}
    for link in links:
        if link.since <= day:
            onward.setdefault(link.agency, set()).add(link.successor)
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        now = waiting.pop()
        if now in seen:
            continue
        seen.add(now)
        if now in alive:
            found.add(now)
        else:
            waiting += onward.get(now, ())
    return frozenset(found)


def predecessors_of(code: str, links: Iterable[Link]) -> frozenset[str]:
    """Return every agency that `code` took over from, at any remove, and `code` itself."""
    back: dict[str, set[str]] = {}
    for link in links:
        back.setdefault(link.successor, set()).add(link.agency)
    return reachable(code, back)


def reachable(code: str, edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return `code` and all that can be reached from it along `edges`."""
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        now = waiting.pop()
        if now not in seen:
            seen.add(now)
            waiting += edges.get(now, ())
    return frozenset(seen)


def in_a_circle(code: str, edges: Mapping[str, Iterable[str]]) -> bool:
    """Return whether a way along `edges` leads from `code` back to it."""
    return any(code in reachable(step, edges) for step in edges.get(code, ()))
