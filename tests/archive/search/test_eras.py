"""Walking the order of arrival backwards in eras: each place once, the newest first, on either engine."""

import datetime as dt
import random
from itertools import pairwise

import pytest

from archive.database.engine import Database
from archive.search.eras import backwards
from archive.search.find import find
from archive.search.question import Order, Place, Question
from tests.factories import NOW, actor, paper

_NOW = 1_790_000_000_000_000
_YEAR = 365 * 86_400 * 1_000_000


def _eras_of(place: int) -> set[str]:
    """Return the words that migration 0017 gives a row at this place."""
    return {f"@{bits}.{place >> bits}" for bits in (36, 38, 40, 42, 44, 46)}


@pytest.mark.parametrize("last", [_NOW, 1 << 46, (1 << 46) - 1, 3 << 40, 7, 0])
def test_each_place_lies_in_exactly_one_span(last: int) -> None:
    spans = list(backwards(0, last))
    chance = random.Random(last)
    places = [chance.randint(max(0, last - chance.choice([10**10, 10**13, last])), last) for _ in range(500)]
    edges = [place for span in spans for place in (span.last, span.last + 1) if place <= last]
    for place in {*places, *edges, last, 0}:
        inside = [
            span
            for span in spans
            if place <= span.last and (not span.eras or _eras_of(place) & set(span.eras))
        ]
        assert len(inside) == 1, place


def test_spans_grow_and_end_where_the_first_paper_lies() -> None:
    spans = list(backwards(_NOW - 5 * _YEAR, _NOW))
    assert all(newer.last > older.last for newer, older in pairwise(spans))
    assert all(len(span.eras) <= 4 for span in spans)
    assert [span.last for span in backwards(_NOW - 60_000_000, _NOW)] == [_NOW]
    assert list(backwards(_NOW, _NOW - 1)) == []


def test_the_newest_of_many_years_come_page_by_page(database: Database) -> None:
    ages = [0, 1, 20 * 3600, 86_400, 4 * 86_400, 30 * 86_400, 400 * 86_400, 401 * 86_400, 4000 * 86_400]
    with database.transaction() as session:
        for age in random.Random(3).sample(ages, len(ages)):
            at = NOW - dt.timedelta(seconds=age)
            paper(
                session, code=str(age), title="QUYẾT ĐỊNH" if age != 86_400 else "THÔNG BÁO", received_at=at
            )
        found, after = [], None
        while True:
            page = find(session, actor(), Question("quyet dinh", order=Order.NEWEST, limit=3, after=after))
            found += [row.code for row in page.papers]
            if not page.more:
                break
            after = Place.parse(str(page.places[-1]))
    assert found == [str(age) for age in ages if age != 86_400]
