"""`sohoa queue` and `sohoa audit corrections`: what waits for review, and what officers corrected.

Must not show a paper without an event.
"""

from archive.audit.repository import RIGHTS
from archive.papers.examples import examples
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.pipeline.queue import look

CORRECTIONS = "audit:corrections"


def queue(dossier: str, limit: int, *, as_json: bool) -> int:
    """Print the papers that wait for review, the least sure first."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        rows, more = look(house, acting(house, channel()), dossier=dossier, limit=limit)
    for row in rows:
        words = "; ".join(reason["text"] for reason in row["reasons"])
        text = f"{row['code']}  {row['doubt']:.2f}  {row['type']:<36}  {row['file']}  {words}"
        out.item(row, text.rstrip())
    if more is not None:
        out.say(f"… còn nữa, tăng --limit / more follow, raise --limit ({limit})")
    return out.code


def corrections(*, as_json: bool) -> int:
    """Print every correction as an example; auditors only."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, CORRECTIONS, "") as session:
            actor.require(CORRECTIONS, *RIGHTS)
            house.done(session, actor, CORRECTIONS, "")
        with house.database.reading() as session:
            for row in examples(session, actor):
                words = f"{row['field']}: “{row['before']}” → “{row['after']}”"
                out.item(row, f"{row['at']}  {row['code']}  {row['by']}  {words}")
    return out.code
