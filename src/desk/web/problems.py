"""Errors as HTTP tells them: RFC 9457 problem details for programs, a page for people.

Must not tell a paper that may not be seen from one that does not exist, nor show internals.
"""

import dataclasses as dc
import re
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from archive.errors import BadValue, Forbidden, NotFound, SohoaError
from desk.web import words
from desk.web.errors import BadRequest, Bug, MethodRefused, TooManyTries

MEDIA_TYPE = "application/problem+json"
_OPTIONS = re.compile(r" \(--[a-z-]+(, --[a-z-]+)*\)")
"""Where the command line says what to give; programs and forms have other names for it."""
_SUBJECTS = {"key": "giấy tờ/paper", "number": "hồ sơ/dossier"}


@dc.dataclass(frozen=True, slots=True)
class Problem:
    """An error ready to be shown.

    Attributes:
        status: of HTTP.
        code: of the error.
        title: what kind of error it is, the same for each of the kind.
        vi, en: one sentence in each language.
        retryable: the same request may pass later.
        errors: what is wrong where, for a request of the wrong form; never what was sent.
    """

    status: int
    code: str
    title: str
    vi: str
    en: str
    retryable: bool = False
    errors: tuple[dict[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the members of the problem document.

        Source: RFC 9457 section 3.1.
        """
        document: dict[str, Any] = {
            "type": f"urn:sohoa:error:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.vi,
            "code": self.code,
            "text_vi": self.vi,
            "text_en": self.en,
            "retryable": self.retryable,
        }
        return {**document, "errors": list(self.errors)} if self.errors else document


def problem_of(error: Exception, request: Request) -> Problem:
    """Return `error` as a problem; what is not known is a bug without a word on its inside."""
    if isinstance(error, Forbidden):
        error = as_unknown(request)
    if isinstance(error, RequestValidationError):
        return _malformed(error)
    if isinstance(error, HTTPException):
        return _of_http(error, request)
    if not isinstance(error, SohoaError):
        error = Bug(request=request.scope.get("request_id", "-"))
    return _of(error)


def as_unknown(request: Request) -> NotFound:
    """Return the very error that the same address gives where there is nothing."""
    for name, what in _SUBJECTS.items():
        if name in request.path_params:
            return NotFound(what=what, key=request.path_params[name])
    return NotFound(what="trang/page", key=request.url.path)


def _of(error: SohoaError, errors: tuple[dict[str, str], ...] = ()) -> Problem:
    title = (type(error).__doc__ or error.code).split("\n")[0].rstrip(".")
    return Problem(
        error.status, error.code, title, on_screen(error), in_english(error), error.retryable, errors
    )


def on_screen(error: SohoaError) -> str:
    """Return the Vietnamese sentence with the words of the screen: for a value's name, and for no option."""
    if isinstance(error, BadValue):
        said = error.vi.format(**{**error.facts, "name": f"“{words.label(str(error.facts['name']))}”"})
    else:
        said = error.text_vi
    return _OPTIONS.sub("", said)


def in_english(error: SohoaError) -> str:
    """Return the English sentence without the options of the command line."""
    return _OPTIONS.sub("", error.text_en)


def _malformed(error: RequestValidationError) -> Problem:
    found = tuple(
        {"where": ".".join(str(part) for part in one["loc"]), "why": str(one["msg"])}
        for one in error.errors()
    )
    first = found[0] if found else {"where": "body", "why": "?"}
    return _of(BadRequest(**first), found)


def _of_http(error: HTTPException, request: Request) -> Problem:
    if isinstance(error.__cause__, SohoaError):  # FastAPI wraps what stops the reading of a body
        return _of(error.__cause__)
    if error.status_code == 404:
        return _of(NotFound(what="trang/page", key=request.url.path))
    if error.status_code == 405:
        return _of(MethodRefused(method=request.method))
    return _of(BadRequest(where="body", why=str(error.detail)))


def problem_response(problem: Problem, error: Exception) -> JSONResponse:
    """Return the problem as a response for programs."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, TooManyTries):
        headers["Retry-After"] = str(error.facts["seconds"])
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(problem.as_dict(), problem.status, headers, MEDIA_TYPE)
