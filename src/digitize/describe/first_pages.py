"""Whether a page begins a new paper, by what first pages have and pages that go on lack.

Each piece of evidence weighs a little, and none is enough alone: a motto may stand on an annexed form, a
title may be a heading of the body. Must not divide in doubt.
"""

import re
from collections.abc import Iterator, Sequence

from digitize.describe.folding import fold, squash
from digitize.describe.fuzzy import find
from digitize.describe.page_look import PageLook
from digitize.describe.page_numbers import page_number
from digitize.describe.qr import read_codes
from digitize.describe.titles import headings_on, title_of
from digitize.ports import TypeRule

ENOUGH = 1.45
"""What a page must weigh to begin a paper: two good pieces of evidence."""
ENOUGH_BETWEEN_SHEETS = 2.5
"""The same where sheets divide the run: who laid them there said where papers begin."""

# What a piece of evidence weighs; a title weighs its quality, at most 1.
_MOTTO = 1.0
_OTHER_TITLE = 0.5  # the title is of another type than the paper before
_FIRST = 1.0  # page 1 of n is printed
_NOT_ON = 0.5  # its page number cannot follow the one before
_AFTER_LAST, _BEFORE_LAST = 0.5, -1.0  # n of n, or less, is printed on the page before
_OWN_NUMBER, _DATED = 0.5, 0.45  # number, or else place and day in figures, in the head
_NEW_CODE = 1.0  # a dossier's code that names another paper
_SIZE = 0.5  # of a sheet larger or smaller
_OWNER = 0.5  # people whom the pages before do not have
_SHORT = 0.3  # the page before is not full
_SURE_TITLE = 0.75
_OTHER_SIZE = 1.15
_ANNEX = tuple(
    map(squash, ("PHỤ LỤC", "Kèm theo Quyết định", "Ban hành kèm theo Quyết định", "TRANG BỔ SUNG"))
)
_NUMBER = re.compile(r"^\W*so\W{0,3}\d")
_DATE = re.compile(r"\bngay\W{0,3}\d{1,2}\W{1,3}thang\W{0,3}\d{1,2}\b")
_PERSON = re.compile(r"(?<!\d)\d{9,15}(?!\d)")
"""Personal, tax and insurance numbers."""
_FULL = 0.8
"""A text that goes on overleaf reaches so far down its page."""


def weight_of_beginning(look: PageLook, before: Sequence[PageLook], types: Sequence[TypeRule]) -> float:
    """Return how much speaks for `look` being the first page of a paper after the pages `before`.

    0 where it says that it goes on: a page number over 1 that can follow, an annex.
    """
    number, last = page_number(look.sheet), page_number(before[-1].sheet)
    follows = number is not None and number.number > max(1, last.number if last else 1)
    if follows or _is_annex(look):
        return 0.0
    return sum(_evidence(look, before, types))


def _evidence(look: PageLook, before: Sequence[PageLook], types: Sequence[TypeRule]) -> Iterator[float]:
    number, last = page_number(look.sheet), page_number(before[-1].sheet)
    if number is not None:
        yield _FIRST if number.number == 1 else _NOT_ON
    if last is not None and last.of is not None:
        yield _AFTER_LAST if last.number == last.of else _BEFORE_LAST
    if look.head.motto is not None:
        yield _MOTTO
        if _has_number(look):
            yield _OWN_NUMBER
        elif _has_date(look):
            yield _DATED
    if _new_code(look, before):
        yield _NEW_CODE
    quality, slug = _title(look, types)
    if quality >= _SURE_TITLE:
        yield quality
        if slug != _title(before[0], types)[1]:
            yield _OTHER_TITLE
    if quality >= _SURE_TITLE or look.head.motto is not None:
        if _other_size(look, before):
            yield _SIZE
        if _other_person(look, before):
            yield _OWNER
        if _ends_early(before[-1]):
            yield _SHORT


def _title(look: PageLook, types: Sequence[TypeRule]) -> tuple[float, str]:
    """Return quality and type of the page's best title."""
    headings = headings_on(look.sheet, look.head)
    found = [
        (title.quality * title.length, title.quality, rule.slug)
        for rule in types
        if (title := title_of(headings, rule))
    ]
    return max(found)[1:] if found else (0.0, "")


def _has_number(look: PageLook) -> bool:
    """Say whether the head names a body and under it a number: a form that is annexed has dots there."""
    bottom = look.head.agency[-1].place.bottom if look.head.agency else 0
    near = [
        line
        for line in look.head.lines
        if bottom <= line.place.top < bottom + 4 * look.sheet.letter and _NUMBER.match(fold(line.text))
    ]
    return bool(look.head.agency) and bool(near)


def _has_date(look: PageLook) -> bool:
    """Say whether place and day stand under the motto, the day in numbers."""
    motto = look.head.motto
    return motto is not None and any(
        0 < line.place.top - motto.place.top < 6 * look.sheet.letter and _DATE.search(fold(line.text))
        for line in look.head.lines
    )


def _ends_early(look: PageLook) -> bool:
    """Say whether the text of a page leaves its lower part empty."""
    bottom = max((line.place.bottom for line in look.sheet.lines), default=0)
    return bottom < _FULL * look.sheet.height


def _is_annex(look: PageLook) -> bool:
    top = [line for line in look.sheet.lines if line.place.top < 0.3 * look.sheet.height]
    return any((match := find(key, line.key)) and match.start <= 2 for key in _ANNEX for line in top)


def _new_code(look: PageLook, before: Sequence[PageLook]) -> bool:
    """Say whether the page carries a dossier's code with another paper name than the pages before."""
    names = {says.paper_name for says in read_codes(look.page.codes) if says.paper_name}
    if not names:
        return False
    known = {says.paper_name for b in before for says in read_codes(b.page.codes) if says.paper_name}
    return bool(names - known)


def _other_size(look: PageLook, before: Sequence[PageLook]) -> bool:
    """Say whether the page is larger or smaller than the one before, however both lie."""
    mine, theirs = (
        sorted(side / max(page.dpi, 1) for side in (page.width, page.height))
        for page in (look.page, before[-1].page)
    )
    return any(max(a, b) > _OTHER_SIZE * min(a, b) for a, b in zip(mine, theirs, strict=True))


def _other_person(look: PageLook, before: Sequence[PageLook]) -> bool:
    """Say whether numbers of people stand on the page, and none of them on the pages before."""
    mine = _persons(look)
    return bool(mine) and not any(mine & _persons(one) for one in before)


def _persons(look: PageLook) -> set[str]:
    return {number for line in look.sheet.lines for number in _PERSON.findall(line.text)}
