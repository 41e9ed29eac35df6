"""Joining the numbers of one person, and parting them: first a look at both, then the officer's word.

Must not join what was not looked at.
"""

import dataclasses as dc
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.accounts.actor import AccountRight
from archive.errors import Forbidden, SohoaError
from archive.owners.identifiers import parse_owner
from desk.counter import joining, parting
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.forms import PageForm
from desk.web.pages.paper_acts import day_typed
from desk.web.problems import Problem, problem_of
from desk.web.rendering import render
from desk.web.sessions import Visitor
from desk.web.words import DONE

router = APIRouter(prefix="/owners/join")


@dc.dataclass(frozen=True, slots=True)
class Typed:
    """What the form says."""

    owner: str = ""
    old: str = ""
    until: str = ""
    reason: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Typed":
        """Take the values of this form out of others."""
        return cls(**{field.name: values.get(field.name, "").strip() for field in dc.fields(cls)})


@router.get("")
def page(request: Request, who: PageVisitor, desk: TheDesk, done: str = "") -> HTMLResponse:
    """Show the form, and both numbers once they are given."""
    return _page(request, who, desk, Typed.of(dict(request.query_params)), done=DONE.get(done, ""))


def _page(
    request: Request,
    who: Visitor,
    desk: Desk,
    typed: Typed,
    *,
    done: str = "",
    parted: parting.Parted | None = None,
    problem: Problem | None = None,
) -> HTMLResponse:
    rows: list[dict[str, Any]] | None = None
    if typed.owner and typed.old:
        try:
            rows = joining.look(desk.house, who.actor, parse_owner(typed.owner), parse_owner(typed.old))
        except SohoaError as error:
            if isinstance(error, Forbidden) or error.status >= 500:
                raise
            problem = problem or problem_of(error, request)
    else:
        with desk.house.act(who.actor, joining.LOOK, ""):
            who.actor.require(joining.LOOK, AccountRight.OFFICER)
    return render(
        request, who, "join", status=problem.status if problem else 200,
        typed=typed, rows=rows, done=done, parted=parted, problem=problem,
    )  # fmt: skip


@router.post("")
def join(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Record that both numbers are one person's."""
    typed = Typed.of({name: form.one(name) for name in form.values})
    try:
        joining.join(
            desk.house, who.actor, parse_owner(typed.owner), parse_owner(typed.old),
            until=day_typed("until", typed.until), reason=typed.reason,
        )  # fmt: skip
    except SohoaError as error:
        if isinstance(error, Forbidden) or error.status >= 500:
            raise
        return _page(request, who, desk, typed, problem=problem_of(error, request))
    return RedirectResponse("/owners/join?done=joined", 303)


@router.post("/part")
def part(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Record that both numbers are two people's after all, and show what must be looked at again."""
    typed = Typed.of({name: form.one(name) for name in form.values})
    try:
        parted = parting.part(
            desk.house, who.actor, parse_owner(typed.owner), parse_owner(typed.old), reason=typed.reason
        )
    except SohoaError as error:
        if isinstance(error, Forbidden) or error.status >= 500:
            raise
        return _page(request, who, desk, typed, problem=problem_of(error, request))
    return _page(request, who, desk, Typed(), done=DONE["parted"], parted=parted)
