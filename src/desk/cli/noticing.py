"""`sohoa notices` and `sohoa acknowledge`.

Must not hold rules: the reuse room does.
"""

from typing import Any

from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.counter import noticing


def notices(dossier: str, *, unseen: bool, as_json: bool) -> int:
    """List what the actor's dossiers are told."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        rows = noticing.told(house, acting(house, channel()), dossier, unseen=unseen)
    for row in rows:
        out.item(row)
    head = ("dossier", "told", "code", "how", "since", "reason", "newer_code", "seen_by", "notice")
    out.table(head, [[_cell(row, name) for name in head] for row in rows])
    return out.code


def _cell(row: dict[str, Any], name: str) -> object:
    """Return what the table shows: of an end that was taken back why it was, not why it had ended."""
    return row["reinstated"]["reason"] if name == "reason" and row["reinstated"] else row[name]


def acknowledge(dossier: str, notice: str, *, as_json: bool) -> int:
    """Say that a notice was seen."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        row = noticing.acknowledge(house, acting(house, channel()), dossier, notice)
    line = {"dossier": row.dossier_number, "notice": notice, "told": row.told, "seen_by": row.seen_by}
    out.item(line, f"{row.dossier_number}: {row.told}, {row.seen_by}")
    return out.code
