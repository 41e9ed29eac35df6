"""`sohoa find`: looks papers up.

Must not show a paper without an event that names it.
"""

from archive.owners import repository as owners
from archive.owners.identifiers import parse_owner
from archive.search.find import find as search
from archive.search.question import Question
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.pipeline.view import found_rows


def find(
    text: str, owner: str, type_slug: str, dossier: str, limit: int, *, reusable: bool, as_json: bool
) -> int:
    """Run the command."""
    out = Output(as_json=as_json)
    who = parse_owner(owner) if owner else None
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "paper:find", "") as session:
            numbers = tuple(owners.all_numbers(session, who)) if who else ()
            question = Question(text, numbers, type_slug, dossier, 1000 if reusable else limit)
            found = search(session, actor, question)
            rows = found_rows(session, house, found.papers)
            if reusable:
                rows = [row for row in rows if row["reusable"]][:limit]
            house.done(
                session, actor, "paper:find", "",
                text=text, owner=str(who or ""), shown=[row["paper"] for row in rows],
            )  # fmt: skip
    if found.guessed:
        out.say(
            f"Không có kết quả đúng chữ; thử “{found.guessed}”. / Nothing exact; tried “{found.guessed}”."
        )
    for row in rows:
        out.item(row)
    out.table(
        ("code", "type", "title", "owner", "number", "issued", "state", "reusable"),
        [
            (r["code"], r["type"], r["title"][:40], r["owner_id"], r["number"], r["issued_on"], r["state"],
             "yes" if r["reusable"] else r["why_not"])
            for r in rows
        ],
    )  # fmt: skip
    return out.code
