"""`sohoa reuse …`: check, preview, take, refuse, ask, fetch.

Must not hold rules: the reuse room does.
"""

import dataclasses as dc
from pathlib import Path
from typing import Any

from archive.owners.identifiers import parse_owner
from archive.values.ids import Sha256
from desk.bootstrap import acting, open_house
from desk.choice import day_of, one_of
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.cli.summary import written_to
from desk.counter import elsewhere, previewing, reusing, slips
from desk.counter.offers import answer_rows
from desk.counter.request import CounterRequest
from reuse.answers import conclusion
from reuse.figures import By
from reuse.models import AskedInstead


def check(request: CounterRequest, slip: Path | None, *, as_json: bool) -> int:
    """Say component by component what the citizen need not bring, and end with one sentence to say."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        if slip is None:
            answers = reusing.check(house, actor, request)
        else:
            made = slips.check(house, actor, request)
            written_to(slip, made.data)
            answers = made.answers
        told = elsewhere.look(house, actor, request, answers)
        found = answer_rows(house, answers, told)
    end = conclusion(answers)
    rows = [{**row, "summary": end} for row in found]
    for row in rows:
        out.item(row)
    out.table(
        ("component", "status", "papers", "say"),
        [
            (r["component"], r["status"], " ".join(p["code"] for p in r["papers"] if p["reusable"]), r["say"])
            for r in rows
        ],
    )
    for paper in {p["code"]: p for row in rows for p in row["papers"]}.values():
        if paper["owner_name"]:
            out.say(f"{paper['code']}: {paper['owner_name']}")
        for line in paper["corrected"]:
            out.say(f"{paper['code']}: {line}")
    if any(row["elsewhere"] for row in rows):
        others = [(row["component"], one) for row in rows for one in row["elsewhere"]]
        out.table(
            ("component", "elsewhere", "source", "title", "number", "say"),
            [(code, e["key"], e["source"], e["title"], e["number"], e["say"]) for code, e in others],
        )
    for line in {
        f"{one['source']}: {one['why']}": None for row in rows for one in row["sources"] if one["why"]
    }:
        out.say(line)
    out.say(end)
    return out.code


def fetch(key: str, request: CounterRequest, *, as_json: bool) -> int:
    """Take a paper in that a store of others has; a worker, or the next `ingest`, goes on with it."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        paper = elsewhere.fetch(house, acting(house, channel()), key, request)
    line = {
        "paper": str(paper.id), "code": paper.code, "dossier": request.dossier,
        "component": request.component, "state": paper.stage, "sha256": paper.original_sha256,
    }  # fmt: skip
    out.item(line, f"{key} → {paper.code}  {paper.stage}  {paper.original_sha256[:16]}")
    return out.code


def figures(by: str, first: str, last: str, *, as_json: bool) -> int:
    """Tell how often citizens were asked for what was there, by default in the last twelve months."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        days = day_of(first, "from"), day_of(last, "to")
        rows = reusing.figures(house, acting(house, channel()), one_of(By, by, "by"), *days)
    lines = [dc.asdict(row) | {"spared": row.spared} for row in rows]
    for line in lines:
        out.item(line)
    head = ("key", "spared", "asked", "was_reusable", "taken", "refused", "outside")
    out.table(head, [[line[name] for name in head] for line in lines])
    return out.code


def uses(owner: str, requester: str, ground: str, *, as_json: bool) -> int:
    """Tell who used the owner's papers, when and for what."""
    out = Output(as_json=as_json)
    who = parse_owner(owner)
    with open_house(settings()) as house:
        rows = reusing.uses(house, acting(house, channel()), who, requester, ground)
    for row in rows:
        out.item(row)
    head = ("at", "code", "type", "agency", "officer", "dossier", "purpose", "ground")
    out.table(head, [[row[name] for name in head] for row in rows])
    return out.code


def preview(paper: str, request: CounterRequest, shown: str, to: Path, *, as_json: bool) -> int:
    """Write an offered paper's pages under a mark; `take --shown` holds to the answer's `shown`."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        seen = previewing.look(house, acting(house, channel()), paper, request, shown=shown)
        made = previewing.document(house, seen)
    written_to(to, made.data)
    offer = seen.offer
    line = {
        "paper": str(offer.candidate.id), "code": offer.candidate.code, "component": request.component,
        "revision": seen.revision, "shown": str(seen.shown), "reusable": offer.why_not is None,
        "why_not": offer.why_not.value if offer.why_not else None, "why": offer.why,
        "file": str(to), "sha256": str(Sha256.of(made.data)), "pages": made.pages, "drawn": made.drawn,
    }  # fmt: skip
    out.item(line, f"{to}  {made.drawn}/{made.pages}  {seen.shown}  {offer.why}")
    return out.code


def take(paper: str, request: CounterRequest, shown: str, *, as_json: bool) -> int:
    """Take a paper over into a dossier."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        row = reusing.take(house, acting(house, channel()), paper, request, shown=shown)
    out.item(
        reusing.taken_row(row),
        f"{paper} → {row.dossier_number} {row.component}  {row.verdict}  {row.revision_sha256[:16]}",
    )
    return out.code


def refuse(paper: str, request: CounterRequest, reason: str, *, as_json: bool) -> int:
    """Refuse an offered paper."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        row = reusing.refuse(house, acting(house, channel()), paper, request, reason=reason)
    line = {**_not_taken(row), "paper": str(row.paper_id), "reason": reason}
    out.item(line, f"{paper}: {reason}")
    return out.code


def ask(request: CounterRequest, reason: str, *, as_json: bool) -> int:
    """Ask the citizen for a component all the same."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        row = reusing.ask(house, acting(house, channel()), request, reason=reason)
    line = {**_not_taken(row), "asked": True, "was_reusable": row.was_reusable, "reason": reason}
    out.item(line, f"{request.component}: {reason}")
    return out.code


def _not_taken(row: AskedInstead) -> dict[str, Any]:
    return {
        "paper": None, "dossier": row.dossier_number, "component": row.component, "revision": None,
        "taken": False,
    }  # fmt: skip
