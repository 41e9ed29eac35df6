"""`sohoa owner …`.

Must not decide who is who: an officer says so.
"""

from archive.owners.identifiers import parse_owner
from desk.bootstrap import acting, open_house
from desk.choice import day_of
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.counter import joining, parting


def join(new: str, old: str, until: str, reason: str, *, as_json: bool) -> int:
    """Record that `old` is a former number of the person with `new`."""
    out = Output(as_json=as_json)
    who, former, last = parse_owner(new), parse_owner(old), day_of(until, "until")
    with open_house(settings()) as house:
        joining.join(house, acting(house, channel()), who, former, until=last, reason=reason)
    row = {"owner": str(who), "old": str(former), "until": last.isoformat() if last else None}
    out.item(row, f"{former} → {who}")
    return out.code


def part(new: str, old: str, reason: str, *, as_json: bool) -> int:
    """Record that `old` is no number of the person with `new`."""
    out = Output(as_json=as_json)
    who, other = parse_owner(new), parse_owner(old)
    with open_house(settings()) as house:
        parted = parting.part(house, acting(house, channel()), who, other, reason=reason)
    row = {
        "owner": str(who), "old": str(other), "dossiers": [*parted.dossiers], "elsewhere": parted.elsewhere
    }  # fmt: skip
    again = ", ".join([*parted.dossiers, *([f"+{parted.elsewhere}"] if parted.elsewhere else [])])
    out.item(row, f"{other} ≠ {who}" + (f"; xem lại hồ sơ / look again at: {again}" if again else ""))
    return out.code
