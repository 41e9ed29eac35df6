"""Holds every kept object against its hash and its row, in both directions.

Must not repair anything: what is missing comes from a backup, what is left over from an administrator.
"""

import dataclasses as dc
import random
import time
from collections.abc import Iterator, Sequence

from archive.errors import ObjectDamaged, ObjectMissing
from archive.search.drift import Drift
from archive.store.repository import every_row, known
from archive.values.ids import Sha256
from desk.house import House

_MOST = 1000
_CHUNK = 500
_SETTLE_SECONDS = 1.0


@dc.dataclass(frozen=True, slots=True)
class Finding:
    """One object that is not as it should be: `kind` is damaged, missing or orphan."""

    kind: str
    sha256: str
    what: str


def check_objects(house: House, *, sample: int = 0) -> Iterator[Finding | int]:
    """Yield each finding, and at the end the number of objects that were checked.

    Args:
        house: whose store and rows.
        sample: hash only so many objects, chosen at random; 0 hashes all.
    """
    house.sweep_remains()
    with house.database.reading() as session:
        # Staged rows belong to a signing under way; the paper's own leg adopts or drops them.
        rows = [(row.sha256, row.size, row.what) for row in every_row(session) if row.state == "kept"]
    chosen = random.sample(rows, min(sample, len(rows))) if sample else rows
    for sha256, size, what in chosen:
        fault = _fault(house, Sha256(sha256), size)
        if fault:
            yield Finding(fault, sha256, what)
    yield from (Finding("orphan", key, "") for key in _orphans(house))
    yield len(chosen)


def _fault(house: House, key: Sha256, size: int) -> str:
    try:
        if house.store.size(key) != size:
            return "damaged"
        with house.store.open(key) as stream:
            while stream.read(1 << 20):
                pass
    except ObjectMissing:
        return "missing"
    except ObjectDamaged:
        return "damaged"
    return ""


def _orphans(house: House) -> list[str]:
    """Return objects without a row; bytes come before rows, so a second look tells who is only early."""
    suspects = _without_row(house, [str(entry.key) for entry in house.store.keys()])  # noqa: SIM118
    if not suspects:
        return []
    time.sleep(_SETTLE_SECONDS)
    return _without_row(house, suspects)


def _without_row(house: House, keys: Sequence[str]) -> list[str]:
    left: list[str] = []
    with house.database.reading() as session:
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            there = known(session, part)
            left += [key for key in part if key not in there]
    return left


def summary(findings: Sequence[Finding], checked: int, drifts: Sequence[Drift] = ()) -> dict[str, object]:
    """Return the last line of `sohoa archive check`."""
    index = {kind: [str(d.paper_id) for d in drifts if d.kind == kind] for kind in ("missing", "stale")}
    of = {kind: [f.sha256 for f in findings if f.kind == kind] for kind in ("damaged", "missing", "orphan")}
    return {
        "checked": checked,
        "damaged": of["damaged"][:_MOST],
        "missing": of["missing"][:_MOST],
        "orphans": of["orphan"][:_MOST],
        "index_missing": index["missing"][:_MOST],
        "index_stale": index["stale"][:_MOST],
        "counts": {
            "damaged": len(of["damaged"]),
            "missing": len(of["missing"]),
            "orphans": len(of["orphan"]),
            "index_missing": len(index["missing"]),
            "index_stale": len(index["stale"]),
        },
    }
