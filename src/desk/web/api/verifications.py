"""Judge the signatures of a PDF that somebody brings; nothing of it is kept.

Must not store the file, nor say that it is one of ours.
"""

from typing import Any

from fastapi import APIRouter

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict
from desk.web.doors import ApiVisitor, TheDesk
from desk.web.forms import ApiForm
from desk.web.judging import judge_uploaded

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
    return {"results": [verdict_row(name, verdict) for name, verdict in results]}


def verdict_row(name: str, verdict: FileVerdict) -> dict[str, Any]:
    """Return a verdict as the contract gives it."""
    return {
        "file": name,
        "verdict": verdict.verdict.value,
        "reason": verdict.reason,
        "level": verdict.level.value if verdict.level else None,
        "text_vi": verdict.vi,
        "text_en": verdict.en,
        "signatures": [
            {
                "field": one.field,
                "signer": one.signer,
                "time": vietnam_iso(one.time) if one.time else None,
                "level": one.level.value if one.level else None,
                "integrity": one.integrity.value,
                "certificate": one.certificate.value,
                "changes": one.changes.value,
                "verdict": one.verdict.value,
                "reason": one.reason,
                "text_vi": one.vi,
                "text_en": one.en,
            }
            for one in verdict.signatures
        ],
    }
