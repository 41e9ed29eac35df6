"""Renders pages: one set of templates, escaped always, with what every page needs.

Must not look anything up.
"""

import datetime as dt
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.clock import in_vietnam
from archive.papers.descriptions import NO_EXPIRY
from desk.web import words
from desk.web.reasons import sentence
from desk.web.sessions import Visitor
from reuse.values import REASONS_VI, WhyNot

FOR_EVER = "không thời hạn"


def environment() -> Environment:
    """Return the templates; autoescape holds for every one of them, whatever its name."""
    made = Environment(
        loader=PackageLoader("desk.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        moment=moment,
        day=day,
        sentence=sentence,
        megabytes=megabytes,
        action=action,
        role=role,
        number=number,
    )
    made.globals.update(words=words, reason_vi=reason_vi)
    return made


def render(
    request: Request,
    who: Visitor | None,
    name: str,
    /,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HTMLResponse:
    """Return a page.

    Args:
        request: it answers.
        who: signed in, None before that.
        name: of the template without its ending.
        status: of HTTP.
        context: what the template shows.
    """
    roles = sorted(role.value for role in who.actor.roles) if who else []
    template = request.app.state.templates.get_template(f"{name}.html")
    shown = {"who": who, "roles": roles, "path": request.url.path, **context}
    return HTMLResponse(template.render(shown), status)


def moment(text: str | dt.datetime | None) -> str:
    """Return a time as people write it: 09/11/2026 14:05, Vietnam time."""
    if not text:
        return "–"
    when = dt.datetime.fromisoformat(text) if isinstance(text, str) else text
    return in_vietnam(when).strftime("%d/%m/%Y %H:%M")


def day(text: str | None) -> str:
    """Return an ISO date as people write it; what is no date stays as it is."""
    if text == NO_EXPIRY:
        return FOR_EVER
    try:
        return dt.date.fromisoformat(text or "").strftime("%d/%m/%Y")
    except ValueError:
        return text or "–"


def number(owner: str | None) -> str:
    """Return the number of an owner's identifier without its kind."""
    return (owner or "").partition(":")[2]


def megabytes(size: int) -> str:
    """Return a number of bytes in MB."""
    return f"{size / 1_000_000:g} MB"


def action(code: str) -> str:
    """Return an action in words."""
    return words.ACTIONS.get(code, code)


def role(code: str) -> str:
    """Return a role in words."""
    return words.ROLES.get(code, code)


def reason_vi(code: str | None) -> str:
    """Return in words why a paper may not be reused; empty where it may."""
    return REASONS_VI[WhyNot(code)] if code else ""
