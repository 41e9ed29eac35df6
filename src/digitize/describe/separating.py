"""Sheets that lie between papers in a scan run: our own, cover sheets, and sheets with Patch T.

Must not know how a run is divided; `digitize/sheets.py` draws our sheets.
"""

import dataclasses as dc

from archive.values.reading import PageText
from digitize.describe.folding import squash
from digitize.describe.fuzzy import find
from digitize.describe.page_look import PageLook
from digitize.describe.qr import is_separator

_PATCH_T = "PatchT"
"""Format of the code that `digitize/codes/patches.py` finds."""
_TITLES = tuple(map(squash, ("TỜ PHÂN CÁCH", "PATCH T", "PATCH CODE T", "SEPARATOR SHEET")))
_FEW_WORDS = 60


@dc.dataclass(frozen=True, slots=True)
class Cover:
    """What a cover sheet says of the papers after it: their dossier and component, empty where unsaid."""

    dossier: str
    component: str


def is_separator_sheet(look: PageLook) -> bool:
    """Say whether a page is a separator sheet: by its code, or by a title and little else."""
    if any(is_separator(code) for code in look.page.codes):
        return True
    words = sum(len(line.tokens) for line in look.sheet.lines)
    if words > _FEW_WORDS or look.head.motto is not None:
        return False
    if any(code.format == _PATCH_T for code in look.page.codes):
        return True
    return any(_is_title(line.key) for line in look.sheet.lines)


def _is_title(key: str) -> bool:
    return any(
        (match := find(title, key)) is not None and match.end - match.start >= len(key) - 2
        for title in _TITLES
    )


def cover_of(page: PageText) -> Cover | None:
    """Return what a cover sheet says, None for any other page and for sheets that only divide."""
    for code in page.codes:
        if is_separator(code):
            _, *parts = (part.strip() for part in code.payload.split("|"))
            if any(parts):
                return Cover(parts[0], parts[1] if len(parts) > 1 else "")
    return None
