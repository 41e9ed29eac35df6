"""The pages that officers see, one module a subject; they work without JavaScript."""

from fastapi import APIRouter

from desk.web.pages import (
    audit,
    docs,
    dossiers,
    home,
    joins,
    lookup,
    paper_acts,
    papers,
    previews,
    queue,
    readings,
    reuse,
    sign_in,
    signing,
    upload,
    uses,
    verify,
)


def routers() -> list[APIRouter]:
    """Return every router of the pages."""
    modules = (sign_in, home, upload, papers, paper_acts, readings, queue, signing, lookup, dossiers, reuse,
               previews, uses, joins, verify, audit, docs)  # fmt: skip
    return [module.router for module in modules]
