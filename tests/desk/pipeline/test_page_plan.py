"""Dividing anew: no page is lost, none is in two papers, names stay where first pages stay."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadValue
from desk.pipeline.page_plan import Aside, Asked, Pages, numbers_of, plan, ranges_of, ranges_text

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))
NOW: dict[uuid.UUID, Pages] = {A: (1, 2), B: (4,), C: (5, 6)}
ASIDE = Aside(blanks=(3,), separators=(7,))


def test_a_paper_is_torn_and_its_first_page_keeps_the_name() -> None:
    made = plan(NOW, ASIDE, Asked(((1,), (2,))), shown=A, total=7)
    assert made.stay == {A: (1,), B: (4,), C: (5, 6)}
    assert made.new == (((2,), A),)
    assert (made.gone, made.aside) == ((), ASIDE)


def test_papers_are_joined_and_the_later_one_is_no_more() -> None:
    made = plan(NOW, ASIDE, Asked(((1, 2, 4),)), shown=B, total=7)
    assert (made.stay, made.new, made.gone) == ({A: (1, 2, 4), C: (5, 6)}, (), (B,))


def test_a_name_goes_with_a_page_where_the_first_page_goes_aside() -> None:
    made = plan(NOW, ASIDE, Asked(((2,),), Aside(separators=(1,))), shown=A, total=7)
    assert (made.stay[A], made.new, made.gone) == ((2,), (), ())
    assert made.aside == Aside((3,), (1, 7))


def test_a_page_that_was_taken_for_blank_comes_back() -> None:
    made = plan(NOW, ASIDE, Asked(((1, 2, 3),)), shown=A, total=7)
    assert (made.stay[A], made.aside) == ((1, 2, 3), Aside((), (7,)))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked(((1,),)), "2"), (Asked(((1, 2), (2,))), "2"), (Asked(((1, 2, 8),)), "8"),
        (Asked(((0, 1, 2),)), "0"), (Asked(()), ""), (Asked(((1, 2), ())), ""),
        (Asked(((1, 2, 5),)), "6"), (Asked(((4,),)), "1, 2"),
    ],
)  # fmt: skip
def test_a_division_that_loses_or_doubles_a_page_is_refused(asked: Asked, told: str) -> None:
    with pytest.raises(BadValue) as refused:
        plan(NOW, ASIDE, asked, shown=A, total=7)
    assert refused.value.facts["value"] == told


@st.composite
def _divisions(draw: st.DrawFn) -> tuple[dict[uuid.UUID, Pages], Aside, Asked, int]:
    """Draw a file as it is divided now, and another division of all of it."""
    total = draw(st.integers(1, 14))
    kinds = st.lists(st.integers(0, 5), min_size=total, max_size=total)
    papers, aside = _shared(draw(kinds))
    others, other_aside = _shared(draw(kinds))
    if not papers or not others:
        papers, aside, others, other_aside = (
            [tuple(range(1, total + 1))],
            Aside(),
            [(*range(1, total + 1),)],
            Aside(),
        )
    now = {uuid.UUID(int=n): pages for n, pages in enumerate(papers, 1)}
    return now, aside, Asked(tuple(others), other_aside), total


def _shared(kinds: list[int]) -> tuple[list[Pages], Aside]:
    pages: dict[int, list[int]] = {}
    for number, kind in enumerate(kinds, 1):
        pages.setdefault(kind, []).append(number)
    aside = Aside(tuple(pages.pop(0, ())), tuple(pages.pop(1, ())))
    return sorted(map(tuple, pages.values())), aside


@given(_divisions())
def test_whatever_is_asked_the_receipt_balances_and_nothing_overlaps(
    drawn: tuple[dict[uuid.UUID, Pages], Aside, Asked, int],
) -> None:
    now, aside, asked, total = drawn
    made = plan(now, aside, asked, shown=next(iter(now)), total=total)
    papers = [*made.stay.values(), *(pages for pages, _ in made.new)]
    told = sorted(page for part in (*papers, made.aside.blanks, made.aside.separators) for page in part)
    assert told == list(range(1, total + 1))
    assert sorted(papers) == sorted(asked.papers)
    assert {*made.stay, *made.gone} == set(now)
    firsts = {pages[0] for pages in asked.papers}
    assert all(made.stay[key][0] == own[0] for key, own in now.items() if own[0] in firsts)


@given(st.lists(st.integers(1, 40), min_size=1, unique=True))
def test_pages_are_written_as_they_are_read(pages: list[int]) -> None:
    assert ranges_of(ranges_text(pages)) == (tuple(pages),)


def test_a_range_passes_over_what_is_aside_and_a_single_page_does_not() -> None:
    assert ranges_of("1-3, 4 - 5", {2, 4}) == ((1, 3), (5,))
    assert ranges_of("2,1+3-4", {2, 4}) == ((2,), (1, 3))
    assert (numbers_of(" "), numbers_of("2,4-6")) == ((), (2, 4, 5, 6))


@pytest.mark.parametrize("text", ["", "a", "1-", "1,,2", "1;2", "-1", "999999"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        ranges_of(text)
