"""Dividing a file into papers, blank pages and separator sheets.

Must not divide in doubt: two papers in one are seen at once by the officer, a torn one is not.
"""

import dataclasses as dc
from collections.abc import Sequence

from archive.values.reading import PageText
from digitize.describe.first_pages import ENOUGH, ENOUGH_BETWEEN_SHEETS, weight_of_beginning
from digitize.describe.page_look import PageLook as PageLook
from digitize.describe.page_look import look_at as look_at
from digitize.describe.separating import is_separator_sheet
from digitize.ports import TypeRule


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
    enough = ENOUGH_BETWEEN_SHEETS if separators else ENOUGH
    papers: list[list[PageLook]] = []
    parted = True
    for look in looks:
        number = look.page.number
        if number in separators:
            parted = True
        elif number not in blanks:
            if parted or weight_of_beginning(look, papers[-1], types) >= enough:
                papers.append([look])
            else:
                papers[-1].append(look)
            parted = False
    return Division(tuple(map(tuple, papers)), tuple(blanks), tuple(separators))


def is_blank(page: PageText) -> bool:
    """Say whether nothing is on a page; one with a code on it is not blank."""
    return page.blank and not page.codes
