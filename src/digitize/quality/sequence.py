"""Says which pages are missing, by what the pages themselves say: “Trang 2/3”, “trang 1 trên 3”, “2/3”.

Must not believe a single odd number: what was misread is rarer than what was read right, and a page that
is there without a number fills its place.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from archive.values.reading import Notice, PageText
from digitize.quality.notices import page_missing
from digitize.quality.numbers import Mark, page_mark
from digitize.quality.twice import twice

CODES = ("page-missing", "page-twice")
"""Of the notices that are given here."""


def sequence_notices(
    pages: Sequence[PageText], papers: Sequence[Sequence[int]]
) -> dict[int, tuple[Notice, ...]]:
    """Return the notices that only all pages together give, by the number of the page that they concern.

    Args:
        pages: of one scan, each with its own number, words included.
        papers: the numbers of each paper's pages, in order, without blanks and separators.
    """
    by_number = {page.number: page for page in pages}
    found: dict[int, tuple[Notice, ...]] = dict(twice(pages))
    for numbers in papers:
        # A page that is there twice must not count as the one that is missing.
        own = [by_number[number] for number in numbers if number in by_number and number not in found]
        for at, notice in _missing(own):
            found[own[at].number] = (*found.get(own[at].number, ()), notice)
    return found


def _missing(pages: Sequence[PageText]) -> Iterator[tuple[int, Notice]]:
    """Yield a notice for each stretch of missing pages, with the index of the page that it is told on."""
    marks = _believed([mark for at, page in enumerate(pages) if (mark := page_mark(at, page)) is not None])
    if not marks:
        return
    first, last = marks[0], marks[-1]
    gaps: list[tuple[Mark, Sequence[int]]] = [(first, _gap(first.number - 1 - first.at, first.number))]
    for before, after in pairwise(marks):
        lost = (after.number - before.number) - (after.at - before.at)
        gaps.append((before, _gap(lost, after.number)))
    gaps.append((last, _gap(last.total - last.number - (len(pages) - 1 - last.at), last.total + 1)))
    told: Mapping[Mark, list[int]] = {
        mark: [number for _, gap in group for number in gap]
        for mark, group in groupby(gaps, key=lambda gap: gap[0])
    }
    for mark, numbers in told.items():
        if numbers:
            yield mark.at, page_missing(mark.said, numbers, mark.box)


def _gap(lost: int, following: int) -> Sequence[int]:
    """Return the `lost` numbers before `following`; none where pages without a number make up for them."""
    return range(following - lost, following) if lost > 0 else ()


def _believed(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that agree on one total and rise; none where there is no such agreement."""
    if not marks:
        return []
    (total, votes), *others = Counter(mark.total for mark in marks).most_common()
    if others and others[0][1] == votes:
        return []
    agreed = [mark for mark in marks if mark.total == total]
    rising = all(a.number < b.number for a, b in pairwise(agreed))
    # One bare “2/3” may be a day, a house or a share.
    return agreed if rising and (len(agreed) > 1 or agreed[0].named) else []
