"""Looks papers up for command line, API and pages, and records what was shown.

Must not show a paper, nor count one, without an event in the same transaction.
"""

import dataclasses as dc
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.errors import BadValue
from archive.owners import repository as owners
from archive.papers.models import Paper
from archive.search.facets import NOTHING, Facets, count
from archive.search.find import find
from archive.search.places import Standing as Line
from archive.search.places import places
from archive.search.question import Found, Manner, Order, Place, Question
from archive.values.description import OwnerId
from archive.values.states import Stage, Standing
from desk import spreadsheet
from desk.choice import not_in_catalogue
from desk.house import House
from desk.pipeline.view import found_rows

MOST = 1000
"""Papers of one answer, and those that are looked through for reusable ones."""
_AGENCY = re.compile(r"[A-Za-z]\d{2}(\.\d+)*|\d{3}(\.\d{2}){2}\.[A-Za-z]\d{2}", re.ASCII)
_STATES = frozenset({*Stage, *Standing} - {Standing.PENDING})
_HEAD = {
    "code": "mã", "type": "loại giấy tờ", "title": "tên, trích yếu", "owner_id": "số định danh",
    "owner_name": "chủ giấy tờ", "number": "số, ký hiệu", "issued_on": "ngày cấp",
    "valid_until": "giá trị đến", "state": "trạng thái", "why_not": "lý do chưa dùng lại được",
}  # fmt: skip


@dc.dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, as they say it; all that is given must hold.

    Attributes:
        agency: code of one that received or keeps the dossier (with those it took over from), or words of
            the name of the one that issued the paper.
        reusable: only papers that may be used again.
        facets: count the papers by type, year, state and agency.
        after: the place of the last paper of the page before.
    """

    text: str = ""
    owner: OwnerId | None = None
    type: str = ""
    number: str = ""
    agency: str = ""
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    dossier: str = ""
    state: str = ""
    order: Order = Order.BEST
    reusable: bool = False
    facets: bool = False
    after: Place | None = None
    limit: int = 50


@dc.dataclass(frozen=True, slots=True)
class Answers:
    """A page of answers.

    Attributes:
        rows: as `find` lists them, each with the line where its words stand and its place.
        guessed: words that were tried where nothing exact was there.
        following: place behind which the next page begins, None at the end.
        facets: counts, where they were asked for.
    """

    rows: list[dict[str, Any]]
    guessed: str = ""
    following: Place | None = None
    facets: Facets | None = None


def look_up(session: Session, house: House, actor: Actor, wanted: Wanted) -> Answers:
    """Return papers that the actor may read; the event names them.

    Raises:
        BadValue: there is no such state, type or agency.
    """
    question = _question(session, wanted)
    answers = (
        _reusable(session, house, actor, question)
        if wanted.reusable
        else _all(session, house, actor, question)
    )
    if wanted.facets:
        answers = dc.replace(answers, facets=_facets(session, actor, question))
    house.done(
        session, actor, "paper:find", "",
        **_told(wanted), shown=[row["paper"] for row in answers.rows],
    )  # fmt: skip
    return answers


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return the rows as a file for a spreadsheet."""
    return spreadsheet.table(list(_HEAD.values()), ([str(row[name] or "") for name in _HEAD] for row in rows))


def facet_rows(facets: Facets) -> dict[str, Any]:
    """Return counts as scripts get them; `total` is "1000+" where there are more."""
    return {**dc.asdict(facets), "total": f"{facets.total}+" if facets.capped else str(facets.total)}


def _question(session: Session, wanted: Wanted) -> Question:
    if wanted.state and wanted.state not in _STATES:
        choice = ", ".join(sorted(_STATES))
        raise BadValue(
            value=wanted.state, name="state", why_vi=f"chọn một trong: {choice}", why_en=f"one of: {choice}"
        )
    # A word misspelt finds nothing, and nothing found reads as: there is none.
    if wanted.type and wanted.type not in {kind.slug for kind in catalogue.types_ever(session)}:
        raise not_in_catalogue(wanted.type, "type", "loại", "type")
    agency = wanted.agency.strip()
    code = _AGENCY.fullmatch(agency)
    if code and catalogue.agency(session, agency) is None:
        raise not_in_catalogue(wanted.agency, "agency", "cơ quan", "agency")
    return Question(
        text=wanted.text,
        owners=tuple(owners.all_numbers(session, wanted.owner)) if wanted.owner else (),
        type=wanted.type, dossier=wanted.dossier, limit=wanted.limit, number=wanted.number,
        issuer="" if code else wanted.agency,
        agencies=catalogue.predecessors(session, agency) if code else frozenset(),
        issued_from=wanted.issued_from, issued_to=wanted.issued_to,
        received_from=wanted.received_from, received_to=wanted.received_to,
        state=wanted.state, order=wanted.order, after=wanted.after,
    )  # fmt: skip


def _all(session: Session, house: House, actor: Actor, question: Question) -> Answers:
    found = find(session, actor, question)
    following = found.places[-1] if found.more else None
    rows = found_rows(session, house, found.papers)
    return Answers(_placed(session, house, found, found.papers, rows), found.guessed, following)


def _reusable(session: Session, house: House, actor: Actor, question: Question) -> Answers:
    """Return those that may be used again; a page goes on until it is full or enough were looked through."""
    found = find(session, actor, dc.replace(question, limit=MOST))
    papers: list[Paper] = []
    rows: list[dict[str, Any]] = []
    place: Place | None = None
    for row, paper, at in zip(
        found_rows(session, house, found.papers), found.papers, found.places, strict=True
    ):
        if len(papers) == question.limit:
            break
        place = at
        if row["reusable"]:
            papers.append(paper)
            rows.append(row)
    ended = place is None or (place == found.places[-1] and not found.more)
    placed = _placed(session, house, found, papers, rows)
    return Answers(placed, found.guessed, None if ended else place)


def _placed(
    session: Session, house: House, found: Found, papers: Sequence[Paper], rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the rows of those papers, each with the line of its words and its place."""
    begun = bool(found.places) and found.places[0].manner is Manner.BEGUN
    lines = (
        places(session, house.store, [paper.id for paper in papers], found.words, begun=begun)
        if found.words else {}
    )  # fmt: skip
    stands = {paper.id: str(at) for paper, at in zip(found.papers, found.places, strict=True)}
    return [
        {**row, "hit": _hit(lines.get(paper.id)), "place": stands[paper.id]}
        for row, paper in zip(rows, papers, strict=True)
    ]


def _hit(line: Line | None) -> dict[str, Any] | None:
    if line is None:
        return None
    boxes = [box.as_list() for box in line.boxes]
    return {"page": line.page, "line": line.line, "boxes": boxes, "width": line.width, "height": line.height}


def _facets(session: Session, actor: Actor, question: Question) -> Facets:
    """Count all that fits; how the words are taken is that of the first paper."""
    if not question.text.strip():
        return count(session, actor, question)
    first = question.after
    if first is None:
        found = find(session, actor, dc.replace(question, limit=1, order=Order.NEWEST))
        first = found.places[0] if found.places else None
    return count(session, actor, question, first) if first else NOTHING


def _told(wanted: Wanted) -> dict[str, str]:
    """Return what was asked, as its event tells it; nothing of what was left empty but text and owner."""
    asked = {
        name: str(getattr(wanted, name) or "")
        for name in ("type", "number", "agency", "issued_from", "issued_to", "received_from", "received_to",
                     "dossier", "state")
    }  # fmt: skip
    given = {name: value for name, value in asked.items() if value}
    return {"text": wanted.text, "owner": str(wanted.owner or ""), **given}
