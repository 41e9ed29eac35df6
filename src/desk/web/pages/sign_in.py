"""The way in and out.

Must not lead anywhere but to this desk after a sign-in.
"""

import secrets
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.web import sessions
from desk.web.doors import Desk, PageVisitor, TheDesk, client_of, cookie_name
from desk.web.errors import FormStale, TooManyTries, WrongPassword
from desk.web.forms import CSRF_FIELD, OpenForm, PageForm
from desk.web.problems import problem_of
from desk.web.rendering import render

router = APIRouter()
_FORM_COOKIE = "sohoa-form"
_HOUR = 3600


def address_of_sign_in(request: Request) -> str:
    """Return where to sign in, and to come back from there to the page that was asked for."""
    if request.method != "GET" or request.url.path == "/":
        return "/sign-in"
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/sign-in?next={quote(asked, safe='/')}"


@router.get("/sign-in")
def page(request: Request, desk: TheDesk, next: str = "/") -> HTMLResponse:
    """Show the form."""
    return _form(request, desk, next)


def _form(
    request: Request, desk: Desk, following: str, *, name: str = "", error: Exception | None = None
) -> HTMLResponse:
    token = secrets.token_urlsafe(24)
    problem = problem_of(error, request) if error else None
    response = render(
        request, None, "sign_in", status=problem.status if problem else 200,
        csrf=token, next=inside(following), name=name, problem=problem,
    )  # fmt: skip
    # Before there is a session the token is held against a cookie of this browser.
    response.set_cookie(
        _FORM_COOKIE, token, max_age=_HOUR, path="/sign-in", httponly=True, samesite="strict",
        secure=desk.house.settings.secure_cookies,
    )  # fmt: skip
    return response


@router.post("/sign-in")
def enter(request: Request, form: OpenForm, desk: TheDesk) -> Response:
    """Open a session."""
    name, following = form.one("name")[:64], inside(form.one("next", "/"))
    held = request.cookies.get(_FORM_COOKIE, "")
    try:
        if not held or not secrets.compare_digest(held.encode(), form.one(CSRF_FIELD).encode()):
            raise FormStale
        password = next(iter(form.values.get("password", ())), "")
        token, _ = sessions.sign_in(
            desk.house, desk.throttle, name, password, client=client_of(request), channel="web"
        )
    except (FormStale, WrongPassword, TooManyTries) as error:
        return _form(request, desk, following, name=name, error=error)
    response = RedirectResponse(following, 303)
    response.set_cookie(
        cookie_name(desk.house), token, max_age=desk.house.settings.session_hours * _HOUR, path="/",
        httponly=True, samesite="lax", secure=desk.house.settings.secure_cookies,
    )  # fmt: skip
    return response


@router.post("/sign-out")
def leave(_form_: PageForm, who: PageVisitor, desk: TheDesk) -> Response:
    """Close the session."""
    sessions.sign_out(desk.house, who)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(
        cookie_name(desk.house), path="/", httponly=True, samesite="lax",
        secure=desk.house.settings.secure_cookies,
    )  # fmt: skip
    return response


def inside(address: str) -> str:
    """Return `address` if it lies on this desk, else the first page: no sign-in leads elsewhere."""
    odd = "\\" in address or any(ord(letter) < 32 for letter in address)
    return address if address.startswith("/") and not address.startswith("//") and not odd else "/"
