"""Gathers the warnings of a paper's pages into the lines that stand above its picture.

Must not leave one out: an officer who does not see it cannot have the page scanned again in time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.web.upright import place_of

_NO_NEW_SCAN = ("handwritten", "text-layer-ignored")
"""Codes that are told, and ask for no other scan: they stand last."""


def warning_lines(pages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a line for each kind of warning, what asks for another scan first.

    Args:
        pages: upright, with their warnings.

    Returns:
        Code, text in both languages, and the places: number of the page with the words for where on it.
    """
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for page in pages:
        for one in page["warnings"]:
            line = lines.setdefault(
                (one["code"], one["text"]),
                {"code": one["code"], "text": one["text"], "text_en": one["text_en"], "places": {}},
            )
            # one page may hold a dozen handwritten places: each corner of it is named once
            line["places"].setdefault(page["no"], {})[place_of(one["box"], page)] = None
    found = [
        {**line, "places": [(no, ", ".join(filter(None, words))) for no, words in line["places"].items()]}
        for line in lines.values()
    ]
    return sorted(found, key=lambda line: line["code"] in _NO_NEW_SCAN)
