"""The API's operations as a plain page, from the same description that programs read.

Must not load anything from elsewhere.
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.web.rendering import render

router = APIRouter()


@router.get("/api/docs")
def page(request: Request) -> HTMLResponse:
    """List the operations."""
    described = request.app.openapi()
    return render(
        request, None, "docs", title=described["info"]["title"], version=described["info"]["version"],
        operations=_operations(described["paths"]),
    )  # fmt: skip


def _operations(paths: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "says": operation.get("description", operation.get("summary", "")),
            "parameters": operation.get("parameters", []),
            "body": _body(operation),
        }
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    for kind, body in content.items():
        name = str(body.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        return f"{kind} {name}".strip()
    return ""
