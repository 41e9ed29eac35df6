"""How an officer divides a file's pages anew: which papers stay, which begin, which are no more.

Pure: must not know the archive. Every page of a paper that is touched has to be named, so that none is lost.
"""

import dataclasses as dc
import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, groupby

from archive.errors import BadValue

Pages = tuple[int, ...]
_RANGE = re.compile(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?")


@dc.dataclass(frozen=True, slots=True)
class Aside:
    """Pages of a file that belong to no paper, 1-based."""

    blanks: Pages = ()
    separators: Pages = ()


@dc.dataclass(frozen=True, slots=True)
class Asked:
    """The division that is asked for: pages of each paper in order, and those that belong to none."""

    papers: tuple[Pages, ...]
    aside: Aside = Aside()


@dc.dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the papers of a file.

    Attributes:
        stay: papers that keep their name, with their pages, changed or not.
        new: pages of each new paper, with the paper that they come off.
        gone: papers none of whose pages stay theirs.
        aside: pages of the file that belong to no paper then.
    """

    stay: dict[uuid.UUID, Pages]
    new: tuple[tuple[Pages, uuid.UUID], ...]
    gone: tuple[uuid.UUID, ...]
    aside: Aside


def plan(now: Mapping[uuid.UUID, Pages], aside: Aside, asked: Asked, *, shown: uuid.UUID, total: int) -> Plan:
    """Plan a division.

    Args:
        now: pages of each paper of the file.
        aside: pages that belong to none now.
        asked: the new division of some or all of the papers.
        shown: the paper that it was asked on; what comes off no other paper comes off it.
        total: number of pages of the file.

    Returns:
        A paper stays where its first page begins a paper, else where one of its pages does.

    Raises:
        BadValue: a page is named twice or is not there, a paper is empty, or a page is left out.
    """
    named = [*chain.from_iterable(asked.papers), *asked.aside.blanks, *asked.aside.separators]
    _check(asked, named, total)
    touched = {key for key, pages in now.items() if key == shown or set(pages) & set(named)}
    left_out = sorted({page for key in touched for page in now[key]} - set(named))
    if left_out:
        raise _bad(_listed(left_out), "trang này chưa được chia", "these pages are left out")
    stay = {key: pages for key, pages in now.items() if key not in touched}
    free = {key: now[key] for key in now if key in touched}
    waiting: list[Pages] = []
    for pages in asked.papers:
        key = next((k for k, own in free.items() if own[0] == pages[0]), None)
        if key is None:
            waiting.append(pages)
        else:
            stay[key] = pages
            del free[key]
    new: list[tuple[Pages, uuid.UUID]] = []
    for pages in waiting:
        key = next((k for k, own in free.items() if pages[0] in own), None)
        if key is None:
            new.append((pages, next((k for k in now if pages[0] in now[k]), shown)))
        else:
            stay[key] = pages
            del free[key]
    return Plan(stay, tuple(new), tuple(free), _joined(aside, asked.aside, set(named)))


def _check(asked: Asked, named: Sequence[int], total: int) -> None:
    if not asked.papers or not all(asked.papers):
        raise _bad("", "mỗi giấy tờ cần ít nhất một trang", "every paper needs at least one page")
    wrong = sorted({page for page in named if not 1 <= page <= total or named.count(page) > 1})
    if wrong:
        raise _bad(
            _listed(wrong),
            f"mỗi trang chỉ được nêu một lần, từ 1 đến {total}",
            f"each page may be named once, from 1 to {total}",
        )


def _joined(before: Aside, asked: Aside, named: Collection[int]) -> Aside:
    def kept(pages: Pages, more: Pages) -> Pages:
        return tuple(sorted({*(page for page in pages if page not in named), *more}))

    return Aside(kept(before.blanks, asked.blanks), kept(before.separators, asked.separators))


def ranges_of(text: str, aside: Collection[int] = ()) -> tuple[Pages, ...]:
    """Return the pages of each paper as people write them: `1-2,3-5`, or `1+3,2`.

    Args:
        text: papers parted by commas; pages of a paper as ranges joined by `+`.
        aside: pages that a range passes over, since they belong to no paper; one named alone is taken in.

    Raises:
        BadValue: it is not written so.
    """
    return tuple(
        tuple(chain.from_iterable(_range(part, aside) for part in paper.split("+")))
        for paper in text.split(",")
    )


def _range(text: str, aside: Collection[int]) -> Iterable[int]:
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise _bad(text, "viết như 1-2,3-5", "written as 1-2,3-5")
    first, last = int(match[1]), match[2]
    if last is None:
        return (first,)
    return (page for page in range(first, int(last) + 1) if page not in aside)


def numbers_of(text: str) -> Pages:
    """Return single pages and ranges as one list: `2,4-6`; empty text names none.

    Raises:
        BadValue: it is not written so.
    """
    return tuple(chain.from_iterable(ranges_of(text))) if text.strip() else ()


def ranges_text(pages: Sequence[int]) -> str:
    """Return the pages of one paper as people write them: `1-3+5`."""
    runs = [
        [page for _, page in run] for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    ]
    return "+".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _listed(pages: Iterable[int]) -> str:
    return ", ".join(map(str, pages))


def _bad(value: str, why_vi: str, why_en: str) -> BadValue:
    return BadValue(value=value, name="pages", why_vi=why_vi, why_en=why_en)
