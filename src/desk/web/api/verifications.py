"""Judge the signatures of a PDF that somebody brings; nothing of it is kept.

Must not store the file, nor say that it is one of ours.
"""

from typing import Any

from fastapi import APIRouter

from desk.web.doors import ApiVisitor, TheDesk
from desk.web.forms import ApiForm
from desk.web.judging import judge_uploaded
from signing.reports.json import report_row

router = APIRouter(prefix="/verifications", tags=["verifications"])

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@router.post("", openapi_extra=_FORM)
def verify(form: ApiForm, who: ApiVisitor, desk: TheDesk) -> dict[str, Any]:
    """Judge each file of the form."""
    results = judge_uploaded(desk.house, who.actor, form.files)
    return {"results": [report_row(name, verdict) for name, verdict in results]}
