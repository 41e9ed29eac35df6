"""The rule by which a newer paper ends an older one of its type.

Pure. Must not look anything up, and in doubt ends nothing: what has ended does not come back.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from archive.catalogue.values import SAME_OWNER

OF_A_COMMUNE = frozenset({"parcel", "map_sheet"})
"""Fields whose numbers begin anew in every commune (Circular 26/2024/TT-BTNMT on cadastral maps)."""


@dc.dataclass(frozen=True, slots=True)
class Issued:
    """What the rule asks of a paper.

    Attributes:
        type: slug as which it counts today.
        issued_on: None where it is not known.
        received_on: day on which it came in.
        owners: persons whose it is; empty while one of them is unconfirmed or without a number.
        fields: what an officer confirmed of it.
        commune: code of the commune that gave its parcel and map sheet their numbers; empty where unknown.
    """

    type: str
    issued_on: dt.date | None
    received_on: dt.date
    owners: frozenset[uuid.UUID]
    fields: Mapping[str, str]
    commune: str = ""


def ends(newer: Issued, older: Issued, rule: Collection[str]) -> bool:
    """Return whether `newer` ends `older`.

    Args:
        newer: the one that goes on.
        older: the one that may have ended.
        rule: `ends_earlier` of their type: `owner`, or names of fields that must be the same as well.
    """
    if not rule or newer.type != older.type or not newer.owners or newer.owners != older.owners:
        return False
    if OF_A_COMMUNE.intersection(rule) and not _same(newer.commune, older.commune):
        return False
    return _later(newer, older) and all(
        _same(newer.fields.get(name, ""), older.fields.get(name, "")) for name in rule if name != SAME_OWNER
    )


def _later(newer: Issued, older: Issued) -> bool:
    """Of one day, or of a day that is misread, neither is known to be the newer one."""
    if newer.issued_on is None or older.issued_on is None:
        return False
    sound = newer.issued_on <= newer.received_on and older.issued_on <= older.received_on
    return sound and newer.issued_on > older.issued_on


def _same(one: str, other: str) -> bool:
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(value: str) -> str:
    return "".join(value.split()).casefold()
