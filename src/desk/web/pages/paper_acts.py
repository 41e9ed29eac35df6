"""What an officer does to a paper from its page.

Must not hold rules: the pipeline does. A refused act shows the page again with what was typed.
"""

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.errors import BadValue, Forbidden, SohoaError
from archive.owners.identifiers import parse_owner_role
from archive.papers.descriptions import NO_EXPIRY
from archive.values.description import Presented
from desk.choice import one_of
from desk.pipeline import acts
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.correct import Corrections
from desk.pipeline.correction_notices import Noted, note_correction
from desk.pipeline.page_plan import Aside, Asked, numbers_of, ranges_of
from desk.pipeline.reinstate import reinstate
from desk.pipeline.resplit import resplit
from desk.pipeline.revoke import Revocation, replace, revoke
from desk.verifying import judge_paper
from desk.web.choice import missing
from desk.web.doors import Desk, PageVisitor, TheDesk
from desk.web.errors import TypedNotKept
from desk.web.forms import Form, PageForm
from desk.web.pages.papers import paper_page
from desk.web.problems import problem_of
from desk.web.rendering import FOR_EVER, render
from desk.web.sessions import Visitor
from desk.web.signing import sign_as
from desk.web.words import DAYS
from digitize.errors import EngineMissing

router = APIRouter(prefix="/papers/{key}")
_FIELD, _WAS = "field_", "was_"
_SHOWN_AGAIN = (400, 409, 422)
_NOT_KEPT = {"owners": ("chủ giấy tờ", "the owners"), "reason": ("lý do", "the reason")}
"""What only confirming writes down: names of the form, and how it is called in both languages."""


def _act(
    request: Request, key: str, form: Form, who: Visitor, desk: Desk, done: str, work: Callable[[], object]
) -> Response:
    """Do it and come back to the paper's page; a refusal that the officer can mend is shown there."""
    try:
        work()
    except SohoaError as error:
        mended = error.status in _SHOWN_AGAIN or isinstance(error, EngineMissing)
        if not mended or isinstance(error, Forbidden):
            raise
        typed = {name: form.one(name) for name in form.values} | {"rest": " ".join(form.all("rest"))}
        return paper_page(request, key, who, desk, problem=problem_of(error, request), typed=typed)
    behind = f"&after={quote(form.one('after'))}" if form.one("after") else ""
    return RedirectResponse(f"/papers/{key}?done={done}{behind}", 303)


def _version(form: Form) -> int | None:
    text = form.one("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@router.post("/confirm")
def confirm_paper(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Confirm and, with the key at hand, sign."""

    def work() -> None:
        confirm(desk.house, who.actor, key, _said(form))

    return _act(request, key, form, who, desk, "confirmed", work)


def _said(form: Form) -> Confirmation:
    # The one button for sure papers says in its own words that the original was compared, and is complete.
    presented = one_of(Presented, form.one("at_once") or form.one("presented"), "presented")
    if not form.checked("complete") and not form.checked("at_once"):
        raise missing("complete")
    return Confirmation(
        presented=presented,
        changes=changes_of(form),
        owners=tuple(parse_owner_role(line) for line in form.lines("owners")),
        reason=form.one("reason"),
        profile=form.one("profile"),
        version=_version(form),
        rest_of_batch=form.all("rest"),
    )


def changes_of(form: Form) -> dict[str, str]:
    """Return the fields whose value is another than the form was shown with."""
    names = [name.removeprefix(_FIELD) for name in form.values if name.startswith(_FIELD)]
    changed = [name for name in names if form.one(_FIELD + name) != form.one(_WAS + name)]
    return {name: _meant(name, form.one(_FIELD + name)) for name in changed}


def _meant(name: str, typed: str) -> str:
    """Return a value in the form of the archive: a day as people write it becomes an ISO date."""
    if name not in DAYS or not typed or (name == "date_of_birth" and len(typed) == 4):
        return typed
    if typed.casefold() == FOR_EVER:
        return NO_EXPIRY
    day = day_typed(name, typed)
    return day.isoformat() if day else typed


def day_typed(name: str, typed: str) -> dt.date | None:
    """Return a day as people write it, or as programs do; None for an empty text.

    Raises:
        BadValue: there is no such day.
    """
    if not typed:
        return None
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed)
    iso = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else typed
    try:
        return dt.date.fromisoformat(iso)
    except ValueError as error:
        raise BadValue(
            value=typed,
            name=name,
            why_vi="cần một ngày có thật, viết ngày/tháng/năm",
            why_en="it must be a day that exists, as day/month/year",
        ) from error


@router.post("/owners")
def owners(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Say whose paper a kept one is."""

    def work() -> None:
        named = tuple(parse_owner_role(line) for line in form.lines("owners"))
        if not named:
            raise missing("owners")
        presented = one_of(Presented, form.one("presented"), "presented")
        said = Confirmation(presented=presented, owners=named, version=_version(form))
        confirm(desk.house, who.actor, key, said)

    return _act(request, key, form, who, desk, "owned", work)


@router.post("/sign")
def sign(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Order the signature."""
    role = form.one("role", "officer")
    return _act(
        request, key, form, who, desk, "signed",
        lambda: sign_as(desk.house, who.actor, key, role, _version(form)),
    )  # fmt: skip


@router.post("/mark")
def mark(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Note something of the paper."""
    what = one_of(acts.Mark, form.one("mark"), "mark")
    return _act(
        request, key, form, who, desk, what.value,
        lambda: acts.mark(
            desk.house, who.actor, key, what, form.one("reason"), version=_version(form)
        ),
    )  # fmt: skip


@router.post("/revoke")
def revoke_paper(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Take the paper out of reuse."""

    def work() -> None:
        said = Revocation(
            form.one("reason"), form.one("superseded_by"), form.one("authority"), form.one("decision"),
            form.one("decision_paper"), day_typed("since", form.one("since")), _version(form),
        )  # fmt: skip
        revoke(desk.house, who.actor, key, said)

    return _act(request, key, form, who, desk, "revoked", work)


@router.post("/replace")
def replace_paper(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Let another copy go on in the place of an incomplete one."""
    return _act(
        request, key, form, who, desk, "replaced",
        lambda: replace(
            desk.house, who.actor, key, form.one("by"), form.one("reason"), version=_version(form)
        ),
    )  # fmt: skip


@router.post("/reinstate")
def reinstate_paper(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Take back an end that the rule made wrongly."""
    return _act(
        request, key, form, who, desk, "reinstated",
        lambda: reinstate(desk.house, who.actor, key, form.one("reason"), version=_version(form)),
    )  # fmt: skip


@router.post("/note-correction")
def note(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Note that the paper was corrected."""

    def work() -> None:
        noted = Noted(
            form.one("reason"), form.one("notice"), form.one("agency"), form.one("number"),
            day_typed("issued_on", form.one("issued_on")), _version(form),
        )  # fmt: skip
        note_correction(desk.house, who.actor, key, noted)

    return _act(request, key, form, who, desk, "noted", work)


@router.post("/retry")
def retry(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Try a failed paper again."""
    return _act(
        request, key, form, who, desk, "retried",
        lambda: acts.retry(desk.house, who.actor, key, version=_version(form)),
    )  # fmt: skip


@router.post("/read-again")
def read_again(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Order a further reading; fields that were corrected are kept with the order."""

    def work() -> None:
        typed = [words for name, words in _NOT_KEPT.items() if form.one(name)]
        if typed and not form.checked("let_go"):
            vi, en = (", ".join(side) for side in zip(*typed, strict=True))
            raise TypedNotKept(what_vi=vi, what_en=en)
        made = Corrections(changes_of(form), form.all("rest"))
        engine, model = form.one("engine"), form.one("model")
        acts.read_again(desk.house, who.actor, key, engine, model, version=_version(form), corrections=made)

    return _act(request, key, form, who, desk, "ordered-reading", work)


@router.post("/split")
def split(request: Request, key: str, form: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Divide the file anew."""

    def work() -> None:
        empty, sheets = numbers_of(form.one("blanks")), numbers_of(form.one("separators"))
        passed = {*numbers_of(form.one("aside")), *empty, *sheets}
        asked = Asked(ranges_of(form.one("pages"), passed), Aside(empty, sheets))
        resplit(desk.house, who.actor, key, asked, version=_version(form))

    return _act(request, key, form, who, desk, "resplit", work)


@router.post("/verify")
def verify(request: Request, key: str, _form_: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Judge the signatures of the kept file now."""
    code, verdict = judge_paper(desk.house, who.actor, key)
    return render(request, who, "verify", results=[(code, verdict)], problem=None, paper=key)
