"""Each filter, their combination, pages and counts: what fits is found, nobody learns of anything else."""

import datetime as dt
import uuid
from typing import Any

import pytest
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.database.engine import Database
from archive.errors import BadValue
from archive.papers.models import Paper
from archive.search.facets import count
from archive.search.find import find
from archive.search.question import Found, Order, Place, Question
from archive.values.states import Stage, Standing
from tests.factories import NOW, OTHER_DESK, Scan, actor, citizen, dossier, paper

DAY = dt.date


def _shelf(session: Session) -> None:
    """Four papers, each of which differs from the others in everything that is asked for."""
    far = dossier(session, "H99-2", receiving_agency=OTHER_DESK, applicant=citizen(2))
    decided = {"type": "quyet-dinh", "number": "12/QĐ-UBND", "issuer": "UBND xã Hoà Bình"}
    told = {"type": "thong-bao", "number": "12/TB-UBND", "issuer": "UBND xã Hòa Bình"}
    asked = {"type": "thong-bao", "number": "13/TB-UBND", "issuer": "Sở Nội vụ"}
    plain = {"type": "khac", "number": "14", "issuer": ""}
    pending = Standing.PENDING.value
    rows: list[tuple[str, dict[str, Any]]] = [
        ("A", {**decided, "issued_on": DAY(2020, 5, 1)}),
        ("B", {**told, "issued_on": DAY(2021, 5, 1), "standing": Standing.REVOKED.value}),
        (
            "C",
            {**asked, "issued_on": DAY(2022, 5, 1), "stage": Stage.NEEDS_REVIEW.value, "standing": pending},
        ),
        ("D", {**plain, "issued_on": None, "standing": pending}),
    ]
    for n, (code, values) in enumerate(rows):
        paper(
            session, far if code == "C" else None, code=code, title=f"TỜ {code}", owner=citizen(n % 2 + 1),
            received_at=NOW + dt.timedelta(days=n), scan=Scan(text="cùng một chữ"), **values,
        )  # fmt: skip


_FILTERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"number": "12/QĐ-UBND"}, "A"),
    ({"number": " 12/qd - ubnd "}, "A"),
    ({"number": "12/QĐ"}, ""),
    ({"number": "2/QĐ-UBND"}, ""),
    ({"issuer": "xã hoà bình"}, "BA"),
    ({"issuer": "hoa binh"}, "BA"),
    ({"issuer": "hoa bi"}, ""),
    ({"issuer": "%"}, ""),
    ({"agencies": frozenset({OTHER_DESK})}, "C"),
    ({"agencies": frozenset({"H99.00"})}, ""),
    ({"issued_from": DAY(2021, 5, 1)}, "CB"),
    ({"issued_to": DAY(2021, 5, 1)}, "BA"),
    ({"issued_from": DAY(2021, 5, 2), "issued_to": DAY(2022, 4, 30)}, ""),
    ({"received_from": DAY(2026, 3, 4)}, "DC"),
    ({"received_to": DAY(2026, 3, 2)}, "A"),
    ({"state": "available"}, "A"),
    ({"state": "revoked"}, "B"),
    ({"state": "needs_review"}, "C"),
    ({"state": "kept"}, "D"),
    ({"type": "thong-bao", "state": "revoked"}, "B"),
    ({"type": "thong-bao", "state": "available"}, ""),
    ({"dossier": "H99-2"}, "C"),
    ({"owners": (citizen(1),)}, "CA"),
    ({"owners": (citizen(1),), "issued_to": DAY(2021, 1, 1), "issuer": "hòa bình"}, "A"),
)


@pytest.mark.parametrize("text", ["", "cùng một chữ", "mot"])
def test_each_filter_alone_and_together_with_words(database: Database, text: str) -> None:
    with database.transaction() as session:
        _shelf(session)
        for asked, codes in _FILTERS:
            for order in Order:
                found = find(session, actor(), Question(text, order=order, **asked))
                assert "".join(row.code for row in found.papers) == codes, asked
            assert count(session, actor(), Question(text, **asked), _place(found)).total == len(codes), asked


def _place(found: Found) -> Place | None:
    return found.places[0] if found.words else None


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("text", ["", "quyet dinh", "quyết định", "quyett dinh", "quyet di"])
def test_pages_have_no_gaps_and_no_doubles_while_papers_come_in(
    database: Database, text: str, order: Order
) -> None:
    with database.transaction() as session:
        there = {_decision(session, n).code for n in range(11)}
        seen: list[str] = []
        question = Question(text, limit=3, order=order)
        while True:
            found = find(session, actor(), question)
            seen += [row.code for row in found.papers]
            if not found.more:
                break
            _decision(session, 20 + len(seen))
            question = Question(text, limit=3, order=order, after=Place.parse(str(found.places[-1])))
    assert sorted(seen) == sorted(there)


def _decision(session: Session, n: int) -> Paper:
    """A paper of a batch: every second one came in the same moment as the one before."""
    at = NOW + dt.timedelta(minutes=n // 2)
    return paper(session, title="QUYẾT ĐỊNH" if n % 3 else "QUYET ĐINH", received_at=at)


def test_whole_words_are_not_mixed_with_begun_ones(database: Database) -> None:
    with database.transaction() as session:
        paper(session, code="A", title="BIÊN BẢN HO")
        paper(session, code="B", title="BIÊN BẢN HỌP")
        assert [row.code for row in find(session, actor(), Question("biên bản ho")).papers] == ["A"]
        assert [row.code for row in find(session, actor(), Question("biên bản họp")).papers] == ["B"]


@pytest.mark.parametrize(
    "text", ["w", "wn", "wn1.zz", "xn1", "wb1", "wb1.1.1", "wn-1", "wn" + "9" * 30, "", "\0"]
)
def test_a_place_that_no_search_has_given_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        Place.parse(text)


@pytest.mark.parametrize("place", [Place.parse("wn1"), Place.parse("bb1.999999999999999999"),
                                   Place.parse("gn999999999999999999." + uuid.UUID(int=1).hex)])  # fmt: skip
@pytest.mark.parametrize("text", ["", "quyet dinh", "quyết định"])
def test_any_place_is_answered(database: Database, place: Place, text: str) -> None:
    with database.transaction() as session:
        paper(session, title="QUYẾT ĐỊNH")
        find(session, actor(), Question(text, after=place))


def test_a_stranger_finds_and_counts_nothing(database: Database) -> None:
    stranger = actor(agency="H99.31.02", account="khach")
    administrator = actor(AccountRight.ADMIN)
    with database.transaction() as session:
        _shelf(session)
        for who in (stranger, administrator):
            for text in ("", "cùng một chữ", "cung mot chuu", "chu", "ch"):
                found = find(session, who, Question(text))
                assert not found.papers
                assert not found.guessed
                assert not found.places
                assert not found.more
            assert count(session, who, Question()).total == 0
            assert count(session, who, Question("chu"), Place.parse("wn1")).total == 0


def test_counts_say_what_the_answers_are_and_stop_at_a_thousand(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        _shelf(session)
        counted = count(session, actor(), Question())
        assert (counted.total, counted.capped) == (4, False)
        assert counted.types == {"thong-bao": 2, "khac": 1, "quyet-dinh": 1}
        assert counted.years == {"2020": 1, "2021": 1, "2022": 1}
        assert counted.states == {"available": 1, "kept": 1, "needs_review": 1, "revoked": 1}
        monkeypatch.setattr("archive.search.facets.MOST", 3)
        few = count(session, actor(), Question("mot"), Place.parse("wn1"))
        assert (few.total, few.capped, few.types) == (3, True, {"thong-bao": 2, "khac": 1})


def test_papers_of_the_same_moment_have_places_of_their_own(database: Database) -> None:
    with database.transaction() as session:
        for n in range(5):
            paper(session, code=f"{n}", title="QUYẾT ĐỊNH", received_at=NOW)
        found = find(session, actor(), Question("quyet dinh", order=Order.NEWEST))
        assert [row.code for row in found.papers] == ["4", "3", "2", "1", "0"]
