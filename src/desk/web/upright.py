"""Turns what stands on a page upright with its picture, and says in words where it stands.

Must not change what is kept: there boxes lie on the page as its file shows it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Box = Sequence[int]
_MOST = 0.6
"""What takes up more of a side stands at no end of it."""
_ROWS, _COLUMNS = ("trên", "", "dưới"), ("trái", "", "phải")


def upright_page(page: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page with the size that it has upright, and its warnings where they then stand."""
    sides = (page["height"], page["width"]) if page["rotation"] % 180 else (page["width"], page["height"])
    warnings = [
        {**one, "box": upright_box(one["box"], page) if one["box"] else None} for one in page["warnings"]
    ]
    return {**page, "width": sides[0], "height": sides[1], "warnings": warnings}


def upright_box(box: Box, page: Mapping[str, Any]) -> list[int]:
    """Return where a box of a page lies when the page stands upright.

    Args:
        box: left, top, right, bottom in pixels of the page as its file shows it.
        page: its width, height and rotation: degrees clockwise by which the content is turned.
    """
    left, top, right, bottom = box
    width, height = page["width"], page["height"]
    return {
        90: [top, width - right, bottom, width - left],
        180: [width - right, height - bottom, width - left, height - top],
        270: [height - bottom, left, height - top, right],
    }.get(page["rotation"], [left, top, right, bottom])


def place_of(box: Box | None, page: Mapping[str, Any]) -> str:
    """Return in words where a box stands on an upright page; empty for the whole page."""
    if box is None or not (page["width"] and page["height"]):
        return ""
    row = _ROWS[_third(box[1], box[3], page["height"])]
    column = _COLUMNS[_third(box[0], box[2], page["width"])]
    if row and column:
        return f"góc {row} bên {column}"
    if row or column:
        return f"phía {row}" if row else f"bên {column}"
    whole = box[2] - box[0] > _MOST * page["width"] and box[3] - box[1] > _MOST * page["height"]
    return "" if whole else "ở giữa"


def _third(start: int, end: int, side: int) -> int:
    """Return in which third of a side the middle of a stretch lies; the middle one where it is long."""
    return 1 if end - start > _MOST * side else min(2, (start + end) * 3 // (2 * side))
