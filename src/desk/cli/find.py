"""`sohoa find`: looks papers up.

Must not show a paper without an event that names it.
"""

import dataclasses as dc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.search.facets import Facets
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.cli.summary import written_to
from desk.looking import Answers, Wanted, as_csv, facet_rows, look_up


def find(wanted: Wanted, csv: Path | None, *, as_json: bool) -> int:
    """Run the command."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "paper:find", "") as session:
            found = look_up(session, house, actor, wanted)
    if csv is not None:
        written_to(csv, as_csv(found.rows))
    if found.guessed:
        out.say(
            f"Không có kết quả đúng chữ; thử “{found.guessed}”. / Nothing exact; tried “{found.guessed}”."
        )
    _print(out, found)
    return out.code


def _print(out: Output, found: Answers) -> None:
    following = str(found.following) if found.following else None
    for row in found.rows:
        out.item({**row, "guessed": found.guessed})
    if found.facets:  # a line more only for who asks: every other one is a paper
        out.item({"facets": facet_rows(found.facets)})
    out.table(
        ("code", "type", "title", "owner", "number", "issued", "state", "reusable", "page"),
        [
            (r["code"], r["type"], r["title"][:40], r["owner_id"], r["number"], r["issued_on"], r["state"],
             "yes" if r["reusable"] else r["why_not"], _line(r["hit"]))
            for r in found.rows
        ],
    )  # fmt: skip
    if found.facets:
        _count(out, found.facets)
    if following:
        out.say(f"còn nữa / more: --after {following}")


def _line(hit: Mapping[str, Any] | None) -> str:
    return f"{hit['page']}: {hit['line'][:50]}" if hit else ""


def _count(out: Output, facets: Facets) -> None:
    for name, counts in dc.asdict(facets).items():
        if isinstance(counts, dict):
            shown = ", ".join(f"{value} {n}" for value, n in counts.items())
            out.say(f"{name}: {shown}")
