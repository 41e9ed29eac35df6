"""Every address of the desk, however deep its router lies.

Must not know what an address does.
"""

from collections.abc import Iterator, Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount


def addresses(app: Starlette) -> list[tuple[str, str]]:
    """Return method and path of everything that `app` answers."""
    return sorted(set(_walk(app.routes, "")))


def _walk(routes: Sequence[BaseRoute], prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from _walk(included.routes, prefix + route.include_context.prefix)
        elif isinstance(route, Mount):
            yield "GET", prefix + route.path
        else:
            for method in route.methods - {"HEAD"}:
                yield method, prefix + route.path
