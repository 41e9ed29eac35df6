"""Look papers up.

Must not say how many papers there are that the actor may not read.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archive.accounts.actor import READERS, AccountRight
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.errors import BadValue
from archive.owners.identifiers import parse_owner
from archive.search.facets import Facets
from archive.search.question import Order, Place
from desk.choice import day_of, one_of
from desk.looking import MOST, Answers, Wanted, as_csv
from desk.web import words
from desk.web.cursors import cursor_of, search_place_of
from desk.web.doors import PageVisitor, TheDesk
from desk.web.looking import look_up
from desk.web.problems import problem_of
from desk.web.rendering import render

router = APIRouter()
_LIMIT = 30
_MOST_COUNTS = 12
"""Of each facet; the smaller ones are found by words."""


class Asked(BaseModel):
    """The fields of the form, as they were typed."""

    text: str = ""
    owner: str = ""
    type: str = ""
    number: str = ""
    agency: str = ""
    issued_from: str = ""
    issued_to: str = ""
    dossier: str = ""
    state: str = ""
    order: str = Order.BEST.value
    reusable: bool = False
    cursor: str = ""


TheQuestion = Annotated[Asked, Query()]


@router.get("/lookup")
def page(request: Request, who: PageVisitor, desk: TheDesk, asked: TheQuestion) -> HTMLResponse:
    """Show the form and what was found; the latest papers where nothing was asked."""
    with desk.house.act(who.actor, "paper:find", ""):
        who.actor.require("paper:find", *READERS)
    found, problem = Answers([]), None
    start = search_place_of(asked.cursor)
    try:
        found = look_up(desk.house, who.actor, _wanted(asked, start, _LIMIT, facets=start is None))
    except BadValue as error:
        problem = problem_of(error, request)
    with desk.house.database.reading() as session:
        kinds = catalogue.types_on(session, today(desk.house.clock))
        agencies = catalogue.agency_names(session)
    fields = _fields(asked)
    names = {kind.slug: kind.name for kind in kinds}
    return render(
        request, who, "lookup", status=problem.status if problem else 200,
        asked=asked, fields=fields, found=found, kinds=kinds, problem=problem, names=names,
        facets=_links(fields, found.facets, names, agencies) if found.facets else [],
        following={**fields, "cursor": cursor_of(found.following)} if found.following else None,
        may_reuse=who.actor.may(AccountRight.OFFICER, AccountRight.HANDLER),
    )  # fmt: skip


@router.get("/lookup.csv")
def spreadsheet(who: PageVisitor, desk: TheDesk, asked: TheQuestion) -> Response:
    """Give the answers as a file for a spreadsheet, at most a thousand."""
    found = look_up(desk.house, who.actor, _wanted(asked, None, MOST, facets=False))
    headers = {"Content-Disposition": 'attachment; filename="tra-cuu.csv"'}
    return Response(as_csv(found.rows), media_type="text/csv; charset=utf-8", headers=headers)


def _wanted(asked: Asked, start: Place | None, limit: int, *, facets: bool) -> Wanted:
    return Wanted(
        text=asked.text[:400], owner=parse_owner(asked.owner) if asked.owner else None, type=asked.type,
        number=asked.number, agency=asked.agency[:200],
        issued_from=day_of(asked.issued_from, "issued_from"), issued_to=day_of(asked.issued_to, "issued_to"),
        dossier=asked.dossier, state=asked.state, order=one_of(Order, asked.order, "order"),
        reusable=asked.reusable, facets=facets, after=start, limit=limit,
    )  # fmt: skip


def _fields(asked: Asked) -> dict[str, str]:
    """Return what was asked as the query of a link, without what is empty and the place."""
    fields = asked.model_dump(exclude={"cursor", "reusable"}, exclude_defaults=True)
    return {**fields, "reusable": "true"} if asked.reusable else fields


def _links(
    fields: dict[str, str], facets: Facets, kinds: dict[str, str], agencies: dict[str, str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the counts of each facet with the question that narrows to it."""
    years = {year: {"issued_from": f"{year}-01-01", "issued_to": f"{year}-12-31"} for year in facets.years}
    groups = [
        ("Loại giấy tờ", [(kinds.get(one, one), n, {"type": one}) for one, n in facets.types.items()]),
        ("Năm cấp", [(one, n, years[one]) for one, n in facets.years.items()]),
        ("Trạng thái", [(words.STATES[one], n, {"state": one}) for one, n in facets.states.items()]),
        ("Cơ quan lưu", [(agencies.get(one, one), n, {"agency": one}) for one, n in facets.agencies.items()]),
    ]
    return [
        (
            title,
            [
                {"name": name, "count": n, "query": {**fields, **more}}
                for name, n, more in counts[:_MOST_COUNTS]
            ],
        )
        for title, counts in groups
        if len(counts) > 1
    ]  # fmt: skip
