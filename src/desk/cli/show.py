"""`sohoa show`: everything about a paper.

Must not import the signing room, which takes longer than the answer may.
"""

from typing import Any

from archive.papers import repository as papers
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.pipeline.correction_notices import notice_words
from desk.pipeline.page_receipt import receipt_text
from desk.pipeline.view import whole


def show(key: str, *, as_json: bool) -> int:
    """Print everything about a paper; looking is an event."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "paper:show", key) as session:
            paper = papers.get(session, actor, key)
            house.done(session, actor, "paper:show", str(paper.id))
            session.flush()
            view = whole(session, house, actor, paper)
    out.item(view)
    _show_text(out, view)
    return out.code


def _show_text(out: Output, view: dict[str, Any]) -> None:
    out.say(f"{view['code']}  {view['title'] or view['type']}  [{view['state']}]")
    reusable = (
        "dùng lại được / reusable"
        if view["reusable"]
        else f"không dùng lại / not reusable: {view['why_not']}"
    )
    out.say(f"{view['paper']}  {view['dossier']}  {reusable}\n")
    _say_life(out, view)
    out.table(
        ("field", "value", "by", "sure"),
        [(n, f["value"], f["source"], f"{f['confidence']:.2f}") for n, f in view["fields"].items()],
    )
    out.say("")
    out.table(
        ("role", "printed as", "name", "identifier", "confirmed by"),
        [(p["role"], p["printed"], p["name"], p["owner"], p["confirmed_by"]) for p in view["parties"]],
    )
    out.say("")
    for row in view["receipts"]:
        out.say(f"{row['file']}: {receipt_text(row)}")
    out.say("")
    out.table(
        ("page", "warning", "what to do"),
        [(one["page"], one["code"], one["text"]) for one in view["warnings"]],
    )
    out.say("")
    out.table(
        ("reading", "model", "n", "at", "sure", "failed pages"),
        [
            (r["engine"], r["model"], r["n"], r["at"], r["confidence"], ", ".join(map(str, r["failed"])))
            for r in view["readings"]
        ],
    )
    out.say("")
    out.table(
        ("revision", "reason", "level", "verdict", "at", "sha256"),
        [
            (r["n"], r["reason"], r["level"], r["verdict"], r["at"], r["sha256"][:16])
            for r in view["revisions"]
        ],
    )
    out.say("")
    out.table(
        ("reused in", "component", "by", "at", "ground", "identity"),
        [
            (r["dossier"], r["component"], r["by"], r["at"], r["ground"], r["identity_check"] or "")
            for r in view["reused"]
        ],
    )
    out.say("")
    out.table(
        ("at", "who", "act", "outcome"),
        [(h["at"], h["actor"], h["action"], h["outcome"]) for h in view["history"]],
    )


def _say_life(out: Output, view: dict[str, Any]) -> None:
    for one in view["endings"]:
        by = ", ".join(part for part in (one["authority"], one["decision"], one["newer_code"]) if part)
        doubt = "  ? nay nghi ngờ / now in doubt" if one["doubtful"] else ""
        out.say(f"{one['how']} {one['since']}: {one['reason']} ({by}){doubt}")
        back = one["reinstated"]
        if back:
            out.say(f"  lấy lại / taken back {back['at']} {back['by']}: {back['reason']}")
    for one in view["corrections"]:
        out.say(notice_words(one))
    if view["ends"]:
        out.say(f"thay cho / goes on for: {', '.join(one['code'] for one in view['ends'])}")
    if view["provenance"]["results"]:
        codes = ", ".join(one["code"] for one in view["provenance"]["results"])
        out.say(f"kết quả của hồ sơ / results of its dossier: {codes}")
