"""What both API and pages show of a paper, with each look recorded.

Must not show the existence of another paper that the actor may not read.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import READERS, Actor
from archive.errors import BadValue, NotFound
from archive.owners.identifiers import parse_owner
from archive.papers import readings
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper, PaperPage
from archive.values.ids import Sha256
from archive.values.states import Stage
from desk.house import House
from desk.pipeline.ended_by import ended_rows
from desk.pipeline.page_warnings import warning_row
from desk.pipeline.sweep import waits_for_key
from desk.pipeline.view import whole


def shown_paper(session: Session, house: House, actor: Actor, key: str) -> dict[str, Any]:
    """Return everything about a paper and record the look.

    Raises:
        NotFound: there is none that the actor may read.
    """
    actor.require("paper:show", *READERS)
    paper = papers.get(session, actor, key)
    house.done(session, actor, "paper:show", str(paper.id))
    session.flush()
    view = whole(session, house, actor, paper)
    view["pages"] = [page_row(session, leaf) for leaf in paper.leaves]
    view["came_signed"] = paper.came_signed
    return view


def page_row(session: Session, leaf: PaperPage) -> dict[str, Any]:
    """Return a page of a paper as it was read; sizes are 0 before that."""
    row = readings.newest_page(session, leaf.intake_id, leaf.page)
    return {
        "no": leaf.no,
        "width": row.width if row else 0,
        "height": row.height if row else 0,
        "dpi": row.dpi if row else 0,
        "rotation": row.rotation if row else 0,
        "blank": row.blank if row else False,
        "confidence": row.confidence if row else 0.0,
        "text": row.text if row else "",
        "warnings": [warning_row(notice) for notice in row.notices] if row else [],
    }


def page_file(session: Session, house: House, actor: Actor, key: str, no: int) -> tuple[Sha256, int, int]:
    """Return in which kept original, on which page of it, and how far turned, page `no` of a paper stands.

    The look is recorded. Turned is in degrees clockwise, as it was read.

    Raises:
        NotFound: there is no such page that the actor may see.
    """
    actor.require("paper:picture", *READERS)
    paper = papers.get(session, actor, key)
    leaf = next((leaf for leaf in paper.leaves if leaf.no == no), None)
    if leaf is None:
        raise NotFound(what="trang/page", key=no)
    intake = session.get_one(Intake, leaf.intake_id)
    house.done(session, actor, "paper:picture", str(paper.id), page=no)
    row = readings.newest_page(session, leaf.intake_id, leaf.page)
    return Sha256(intake.sha256), leaf.page, row.rotation if row else 0


def as_typed(kind: str, number: str) -> str:
    """Return an owner as people type it: without the kind where the number alone says it."""
    whole_text = f"{kind}:{number}"
    try:
        return number if str(parse_owner(number)) == whole_text else whole_text
    except BadValue:
        return whole_text


def waiting_for_key(house: House, paper: Paper) -> bool:
    """Whether a confirmed paper rests until somebody signs it: no machine works on it."""
    if paper.stage != Stage.CONFIRMED.value:
        return False
    with house.database.reading() as session:
        return waits_for_key(session, house, paper)


def state_row(paper: Paper) -> dict[str, Any]:
    """Return the answer to an act on a paper."""
    return {
        "paper": str(paper.id),
        "code": paper.code,
        "state": papers.state(paper),
        "level": paper.level,
        "verdict": paper.verdict,
        "version": paper.version,
    }


def acted_row(house: House, actor: Actor, paper: Paper) -> dict[str, Any]:
    """Return the same with the papers that this one ended, and which of these ends are in doubt now."""
    with house.database.reading() as session:
        return {**state_row(paper), "ended": ended_rows(session, house, actor, paper)}


def ids_of(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the papers of a list, as its event names them."""
    return [str(row["paper"]) for row in rows]
