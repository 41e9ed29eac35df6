"""`sohoa dossier …`.

Must not hold rules: the pipeline does.
"""

from archive.clock import vietnam_iso
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.pipeline.closing import close_dossier


def close(number: str, *, as_json: bool) -> int:
    """Close a dossier."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        held = close_dossier(house, acting(house, channel()), number)
    at = vietnam_iso(held.closed_at) if held.closed_at else None
    out.item({"dossier": held.number, "closed_at": at}, f"{held.number}: đã đóng / closed {at}")
    return out.code
