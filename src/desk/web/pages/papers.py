"""One paper: its picture beside its fields, and everything that happened to it.

Must not show another paper's existence; see `showing.py`.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archive.catalogue import repository as catalogue
from archive.catalogue.fields import FIELD_NAMES
from archive.catalogue.values import DocumentType
from archive.clock import today
from archive.papers import repository as papers
from archive.papers.doubt import SURE
from archive.values.states import Stage, Standing
from desk.pipeline.profiles import usable_profiles
from desk.pipeline.queue import following, place_of
from desk.pipeline.spread import same_values
from desk.web.cursors import cursor_in_queue, queue_place_of
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.downloads import download
from desk.web.pictures import LARGE_DPI, SCREEN_DPI
from desk.web.problems import Problem
from desk.web.rendering import day, render
from desk.web.sessions import Visitor
from desk.web.showing import page_file, shown_paper, waiting_for_key
from desk.web.upright import upright_box, upright_page
from desk.web.warned import warning_lines
from desk.web.words import DAYS, DONE
from digitize.ocr.choose import installed_engines
from digitize.ocr.models import readable_models

router = APIRouter()


@router.get("/papers/{key}")
def page(
    request: Request, key: str, who: PageVisitor, desk: TheDesk, done: str = "", after: str = ""
) -> HTMLResponse:
    """Show a paper; `after` is the place in the review queue behind which the officer goes on."""
    return paper_page(request, key, who, desk, done=done, after=after)


def paper_page(
    request: Request,
    key: str,
    who: Visitor,
    desk: Desk,
    *,
    done: str = "",
    after: str = "",
    problem: Problem | None = None,
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    """Render a paper; after a refused act with what was typed, so that nothing is typed twice."""
    house, actor = desk.house, who.actor
    with house.act(actor, "paper:show", key) as session:
        view = shown_paper(session, house, actor, key)
        kinds = catalogue.types_on(session, today(house.clock))
        paper = papers.get(session, actor, key)
        here = place_of(paper) if paper.stage == Stage.NEEDS_REVIEW.value else None
        behind = following(session, actor, paper, queue_place_of(after) or here)
        same = same_values(session, actor, paper) if here else {}
        waits, may_act = waiting_for_key(house, paper), papers.may_change(session, actor, paper)
        profiles = usable_profiles(session, house, actor)
    sheets = {page["no"]: page for page in view["pages"]}
    view["pages"] = [upright_page(page) for page in view["pages"]]
    return render(
        request, who, "paper", status=problem.status if problem else 200,
        view=view, kinds=kinds, names={kind.slug: kind.name for kind in kinds},
        fields=field_rows(view, kinds, typed or {}, sheets), typed=typed or {}, following=behind,
        same=same, sure=SURE, here=cursor_in_queue(*here) if here else "",
        done="" if waits else _done(view, done), waits=waits, profiles=profiles,
        may_seal=view["lacks_seal"] and view["profile"] in {profile.slug for profile in profiles},
        problem=problem, may_act=may_act, labels=FIELD_NAMES,
        warnings=warning_lines(view["pages"]), engines=installed_engines(),
        models=readable_models(house.settings.tessdata, house.settings.ocr_model),
    )  # fmt: skip


def _done(view: dict[str, Any], done: str) -> str:
    """Return what was done, as far as it has gone by now."""
    if done == "reinstated" and view["standing"] == Standing.SUPERSEDED.value:
        done = "ended-again"
    return DONE.get("kept" if done == "confirmed" and view["stage"] == Stage.KEPT.value else done, "")


def field_rows(
    view: dict[str, Any],
    kinds: list[DocumentType],
    typed: Mapping[str, str],
    sheets: Mapping[int, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Return the fields that a paper of this type has, in the catalogue's order, then any others.

    Args:
        view: the paper.
        kinds: the catalogue's types.
        typed: what was typed in a refused form.
        sheets: the paper's pages by number, as their files show them; boxes are given upright.
    """
    kind = next((kind for kind in kinds if kind.slug == view["type"]), None)
    names = list(dict.fromkeys([*(kind.fields if kind else ()), *view["fields"]]))
    rows = []
    for name in names:
        field = view["fields"].get(name, {})
        value = field.get("value", "")
        sheet, box = sheets.get(field.get("page", 0)), field.get("box")
        if name in DAYS and value:
            value = day(value)
        rows.append(
            {
                "name": name,
                "label": FIELD_NAMES.get(name, name),
                "value": typed.get(f"field_{name}", value),
                "was": value,
                "raw": field.get("raw", ""),
                "source": field.get("source", ""),
                "confidence": field.get("confidence", 0.0),
                "doubtful": field.get("source") == "read" and field.get("confidence", 0.0) < SURE,
                "page": field.get("page"),
                "box": upright_box(box, sheet) if box and sheet else None,
            }
        )
    return rows


@router.get("/papers/{key}/pages/{no}.jpg", response_class=Response)
def picture(key: str, no: int, who: PageVisitor, desk: TheDesk, large: bool = False) -> Response:
    """Draw a page upright, as it was read; `large` for reading small print."""
    with desk.house.act(who.actor, "paper:picture", key) as session:
        file, number, turned = page_file(session, desk.house, who.actor, key, no)
    data = desk.pictures.draw(file, number, LARGE_DPI if large else SCREEN_DPI, rotation=turned)
    return Response(data, media_type="image/jpeg")


@router.get("/papers/{key}/files/{what}", response_class=Response)
def files(key: str, what: str, who: PageVisitor, desk: TheDesk) -> Response:
    """Give a paper's files; several come in one ZIP."""
    return download(desk.house, who.actor, key, what)
