"""Dividing a file into papers, blank pages and separator sheets.

Must not divide in doubt: two papers in one are seen at once by the officer, a torn one is not.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from archive.values.reading import PageText
from digitize.describe.folding import fold, squash
from digitize.describe.fuzzy import find
from digitize.describe.head import Head
from digitize.describe.layout import Sheet
from digitize.describe.qr import is_separator, read_codes
from digitize.describe.types import title_of
from digitize.ports import TypeRule

_SEPARATOR_TITLE = squash("TỜ PHÂN CÁCH")
_ANNEX = tuple(
    map(squash, ("PHỤ LỤC", "Kèm theo Quyết định", "Ban hành kèm theo Quyết định", "TRANG BỔ SUNG"))
)
_FEW_WORDS = 60
_SURE_TITLE = 0.75
_NUMBERED = re.compile(
    r"^\W*(?:trang|page|to)\W{0,3}(\d{1,3})\s*(?:/|tren|of)\s*(\d{1,3})\W*$|^\W*(\d{1,3})\s?/\s?(\d{1,3})\W*$"
)
_NUMBER = re.compile(r"^\W*so\W{0,3}\d")
_ALONE = re.compile(r"^[-–—\s]*(\d{1,3})[-–—\s]*$")


@dc.dataclass(frozen=True, slots=True)
class PageLook:
    """A page with its lines and head."""

    page: PageText
    sheet: Sheet
    head: Head


@dc.dataclass(frozen=True, slots=True)
class Division:
    """Pages of each paper, blanks and separators; every page is in exactly one of them."""

    papers: tuple[tuple[PageLook, ...], ...]
    blanks: tuple[int, ...]
    separators: tuple[int, ...]


def divide(looks: Sequence[PageLook], types: Sequence[TypeRule], *, one_paper: bool) -> Division:
    """Divide the pages of a file.

    Args:
        looks: pages in order.
        types: of the catalogue; their titles are first-page evidence.
        one_paper: never divide; a file of blank pages only is then one paper all the same.
    """
    blanks = [look.page.number for look in looks if is_blank(look.page)]
    separators = [
        look.page.number for look in looks if look.page.number not in blanks and is_separator_sheet(look)
    ]
    aside = {*blanks, *separators}
    rest = [look for look in looks if look.page.number not in aside]
    if one_paper:
        if not rest:
            return Division((tuple(looks),) if looks else (), (), ())
        return Division((tuple(rest),), tuple(blanks), tuple(separators))
    papers: list[list[PageLook]] = []
    parted = True
    for look in looks:
        number = look.page.number
        if number in separators:
            parted = True
        elif number not in blanks:
            if parted or begins_paper(look, papers[-1], types):
                papers.append([look])
            else:
                papers[-1].append(look)
            parted = False
    return Division(tuple(map(tuple, papers)), tuple(blanks), tuple(separators))


def is_blank(page: PageText) -> bool:
    """Say whether nothing is on a page; one with a code on it is not blank."""
    return page.blank and not page.codes


def is_separator_sheet(look: PageLook) -> bool:
    """Say whether a page is a separator sheet: by its code, or by a large title and little else."""
    if any(is_separator(code) for code in look.page.codes):
        return True
    words = sum(len(line.tokens) for line in look.sheet.lines)
    if words > _FEW_WORDS or look.head.motto is not None:
        return False
    return any(
        (match := find(_SEPARATOR_TITLE, line.key)) and match.end - match.start >= len(line.key) - 2
        for line in look.sheet.lines
    )


def begins_paper(look: PageLook, before: Sequence[PageLook], types: Sequence[TypeRule]) -> bool:
    """Say whether a page begins a new paper after the pages `before`."""
    number = printed_number(look.sheet)
    if number is not None and number > 1:
        return False
    if _is_annex(look):
        return False
    title = max((t.quality for rule in types if (t := title_of((look.sheet, look.head), rule))), default=0.0)
    motto = look.head.motto is not None
    evidence = [
        motto,
        title >= _SURE_TITLE,
        number == 1,
        _new_code(look, before),
        motto and _has_number(look),
    ]
    # a motto alone may stand on an annexed form, a title alone may be a heading of the body
    return sum(evidence) >= 2 or (title >= 0.95 and _different_title(look, before, types))


def printed_number(sheet: Sheet) -> int | None:
    """Return the page number printed at the top or bottom (`2`, `Trang 2/3`), None without one.

    Source: Decree 30/2020/NĐ-CP, appendix I: from the second page on, in the middle of the top margin.
    """
    edge = [line for line in sheet.lines if not 0.1 < line.place.top / sheet.height < 0.9]
    for line in edge:
        text = fold(line.text)
        numbered = _NUMBERED.match(text)
        if numbered:
            page, of = (int(g) for g in numbered.groups() if g is not None)
            if 1 <= page <= of:
                return page
        alone = _ALONE.match(text)
        if alone and 1 < int(alone[1]) < 200 and abs(line.middle - sheet.width / 2) < 0.1 * sheet.width:
            return int(alone[1])
    return None


def _has_number(look: PageLook) -> bool:
    """Say whether the head names a body and under it a number: a form that is annexed has dots there."""
    bottom = look.head.agency[-1].place.bottom if look.head.agency else 0
    near = [
        line
        for line in look.head.lines
        if bottom <= line.place.top < bottom + 4 * look.sheet.letter and _NUMBER.match(fold(line.text))
    ]
    return bool(look.head.agency) and bool(near)


def _is_annex(look: PageLook) -> bool:
    top = [line for line in look.sheet.lines if line.place.top < 0.3 * look.sheet.height]
    return any((match := find(key, line.key)) and match.start <= 2 for key in _ANNEX for line in top)


def _new_code(look: PageLook, before: Sequence[PageLook]) -> bool:
    """Say whether the page carries a dossier's code with another paper name than the pages before."""
    names = {says.paper_name for says in read_codes(look.page.codes) if says.paper_name}
    known = {says.paper_name for b in before for says in read_codes(b.page.codes) if says.paper_name}
    return bool(names - known)


def _different_title(look: PageLook, before: Sequence[PageLook], types: Sequence[TypeRule]) -> bool:
    """Say whether the page has the title of a type that the pages before do not have."""
    mine = _best_slug(look, types)
    return mine is not None and all(_best_slug(b, types) not in (None, mine) for b in before[:1])


def _best_slug(look: PageLook, types: Sequence[TypeRule]) -> str | None:
    found = [
        (t.quality * t.length, rule.slug) for rule in types if (t := title_of((look.sheet, look.head), rule))
    ]
    return max(found)[1] if found else None
