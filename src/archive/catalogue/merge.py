"""What the catalogue will be once given entries are laid over stored ones.

Pure; must not read files nor the database.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable

from archive.catalogue.sheets import Entry


def merge(stored: Iterable[Entry], given: Iterable[Entry]) -> tuple[Entry, ...]:
    """Lay `given` over `stored`.

    A given entry replaces the stored one of the same key and first day. A stored entry that still
    holds, and that a given one of the same key follows, ends on the eve of it. Nothing is ever left out:
    what was in force once must stay known.

    Args:
        stored: entries of the database.
        given: entries of files.

    Returns:
        Stored entries that are not replaced, then the given ones.
    """
    given = tuple(given)
    replaced = {entry.identity for entry in given}
    starts: dict[tuple[str, tuple[str, ...]], list[dt.date]] = {}
    for entry in given:
        starts.setdefault((entry.sheet, entry.key), []).append(entry.valid_from)
    kept = [
        _ended(entry, starts.get((entry.sheet, entry.key), []))
        for entry in stored
        if entry.identity not in replaced
    ]
    return (*kept, *given)


def _ended(entry: Entry, starts: list[dt.date]) -> Entry:
    later = [start for start in starts if start > entry.valid_from]
    if entry.valid_to is not None or not later:
        return entry
    eve = min(later) - dt.timedelta(days=1)
    return dc.replace(entry, values={**entry.values, "valid_to": eve})
