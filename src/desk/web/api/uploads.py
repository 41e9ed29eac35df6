"""Hand papers in: several files at once, a result for each.

Must not read a file into memory; see `multipart.py`.
"""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from archive.accounts.actor import AccountRight
from desk.pipeline.receive import ACTION
from desk.web.answers import TheWriting
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.forms import ApiForm
from desk.web.intake import handed_in, take_in

router = APIRouter(prefix="/uploads", tags=["uploads"])

_TEXT = {"type": "string"}
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "owner": {
                            "type": "array", "items": _TEXT,
                            "description": "[KIND:]ID[:ROLE]; as procedure and dossier, else the receipt's",
                        },
                        "procedure": _TEXT, "dossier": _TEXT, "component": _TEXT,
                        "kind": {"type": "string", "enum": ["component", "result"]},
                        "as_one": {"type": "string", "description": "not empty: the files are one paper"},
                    },
                }
            }
        },
    }
}  # fmt: skip


@router.post("", openapi_extra=_FORM)
def upload(form: ApiForm, who: ApiVisitor, desk: TheDesk, writing: TheWriting) -> JSONResponse:
    """Take files in; `results` has a line a file, with its papers or the reason why it was refused."""
    with desk.house.act(who.actor, ACTION, form.one("dossier")):
        who.actor.require(ACTION, AccountRight.OFFICER)
    asked = {"form": form.values, "files": [(file.name, file.sha256) for file in form.files]}

    def work() -> dict[str, Any]:
        results = take_in(desk.house, who.actor, form.files, handed_in(form), as_one=form.checked("as_one"))
        return {"results": results}

    return writing.answer(asked, work)
