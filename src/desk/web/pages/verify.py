"""Bring a PDF and get its verdict: three lines a signature.

Must not keep the file.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.errors import SohoaError
from desk.web.doors import PageVisitor, TheDesk
from desk.web.forms import PageForm
from desk.web.judging import judge_uploaded
from desk.web.problems import problem_of
from desk.web.rendering import render

router = APIRouter()


@router.get("/verify")
def page(request: Request, who: PageVisitor) -> HTMLResponse:
    """Show the form."""
    return render(request, who, "verify", results=[], problem=None, paper="")


@router.post("/verify")
def verify(request: Request, form: PageForm, who: PageVisitor, desk: TheDesk) -> HTMLResponse:
    """Judge the files of the form."""
    try:
        results = judge_uploaded(desk.house, who.actor, form.files)
    except SohoaError as error:
        if error.status >= 500:
            raise
        problem = problem_of(error, request)
        return render(request, who, "verify", status=error.status, results=[], problem=problem, paper="")
    return render(request, who, "verify", results=results, problem=None, paper="")
