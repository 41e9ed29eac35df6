"""`sohoa renew`: carries on now all proofs that end soon, or says how they stand.

Must not decide what is due: SOHOA_RENEW_DAYS does; running workers do the same by themselves.
"""

import time
import uuid

from archive.accounts.actor import AccountRight
from archive.clock import vietnam_iso
from archive.errors import Exit
from archive.papers import repository as papers
from desk.bootstrap import acting, at_work, open_house
from desk.cli.lines import state_line
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.house import House
from desk.pipeline.ordering import under_way
from desk.pipeline.renew import wanting
from desk.pipeline.sweep import sweep
from desk.proofs import Proofs, proofs

ACTION = "proofs:renew"
_POLL_SECONDS = 0.2


def renew(*, plan: bool, as_json: bool) -> int:
    """Renew what is due and print a line a paper; the last line says how all proofs stand."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, ACTION, "") as session:
            actor.require(ACTION, AccountRight.ADMIN)
            house.done(session, actor, ACTION, "", plan=plan)
        if not plan:
            with at_work(house):
                _renew(house, out)
        with house.database.reading() as session:
            stand = proofs(session, house.clock.now(), house.settings)
    _tell(stand, out)
    if stand.lost:
        out.ended(Exit.FAILED)
    if not plan and stand.due:
        out.ended(Exit.UNAVAILABLE)
    return out.code


def _renew(house: House, out: Output) -> None:
    """Sweep until nothing that is due is under way; what is left waits for its next try."""
    open_ones: dict[uuid.UUID, None] = {}
    while True:
        sweep(house)
        with house.database.reading() as session:
            live = house.engine.live()
            due = {paper.id: under_way(paper, live) for paper in wanting(session, house)}
        for paper_id in [key for key in open_ones if key not in due]:
            del open_ones[paper_id]
            with house.database.reading() as session:
                line = state_line(papers.at_work(session, paper_id))
            out.item(line, f"{line['code']}  {line['level']}  {line['error'] or '✓'}")
        open_ones.update(dict.fromkeys(due))
        if not any(due.values()):
            return
        time.sleep(_POLL_SECONDS)


def _tell(stand: Proofs, out: Output) -> None:
    ends = vietnam_iso(stand.next_end) if stand.next_end else None
    since = vietnam_iso(stand.unfinished_since) if stand.unfinished_since else None
    line = {
        "due": stand.due,
        "late": stand.late,
        "lost": stand.lost,
        "next_end": ends,
        "unfinished": stand.unfinished,
        "unfinished_since": since,
        "why": stand.why,
    }
    why = ", ".join(f"{code} {count}" for code, count in stand.why.items())
    ends, vi, en = ends or "–", f" từ {since}: {why}" * bool(since), f" since {since}: {why}" * bool(since)
    out.item(
        line,
        f"đến hạn gia hạn {stand.due}, trễ {stand.late}, mất bằng chứng {stand.lost}, hạn gần nhất {ends}; "
        f"chưa đủ mức {stand.unfinished}{vi}\n"
        f"due {stand.due}, late {stand.late}, lost {stand.lost}, next end {ends}; "
        f"below their level {stand.unfinished}{en}",
    )
