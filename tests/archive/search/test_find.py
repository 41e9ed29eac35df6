"""Looking papers up: what is there is found however it is typed, and nothing else is."""

import datetime as dt
import unicodedata

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.dossiers.models import Dossier
from archive.papers.models import Paper
from archive.search import find as module
from archive.search.find import find
from archive.search.question import Found, Place, Question
from archive.values.description import OwnerId, OwnerKind, Party, Role
from tests.factories import NOW, OTHER_DESK, Scan, actor, citizen, dossier, paper


def _find(session: Session, text: str = "", **more) -> Found:
    return find(session, actor(), Question(text, **more))


def _codes(session: Session, text: str = "", **more) -> list[str]:
    return [row.code for row in _find(session, text, **more).papers]


def _pages(session: Session, text: str = "", **more) -> list[list[str]]:
    pages, found = [], _find(session, text, **more)
    while True:
        pages.append([row.code for row in found.papers])
        assert len(found.places) == len(found.papers)
        if not found.more:
            return pages
        after = Place.parse(str(found.places[-1]))
        found = _find(session, text, **more, after=after)


def _nothing(session: Session, text: str) -> bool:
    found = _find(session, text)
    return not found.papers and not found.guessed


def _far_dossier(session: Session) -> Dossier:
    return dossier(
        session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK, keeping_agency=OTHER_DESK
    )


def _titled(session: Session, code: str, title: str, *, text: str = "", **more) -> Paper:
    return paper(session, code=code, title=title, scan=Scan(text=text), **more)


@pytest.mark.parametrize(
    "text",
    [
        "quyết định", "quyet dinh", "QUYẾT ĐỊNH", "quyêt đinh", "định quyết", "  quyết,định! ", "quyết đị",
        unicodedata.normalize("NFD", "quyết định"), "quyết AND định", '"quyết định"', "quyết* định",
        "(quyết | định)", "quyết:* & định", "-quyết định",
    ],
)  # fmt: skip
def test_a_title_is_found_with_and_without_accents_and_nothing_in_it_is_an_operator(
    database: Database, text: str
) -> None:
    wanted = "quyết and định" in text.lower()
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH AND" if wanted else "QUYẾT ĐỊNH")
        _titled(session, "B", "THÔNG BÁO")
        assert _codes(session, text) == ["A"]


@pytest.mark.parametrize("text", ["Trần Thị Hòa", "Trần Thị Hoà", "tran thi hoa", "hoa", "TRAN THI HOÀ"])
def test_a_name_is_found_in_both_tone_placements(database: Database, text: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", "X", parties=[Party(Role.OWNER, "Trần Thị Hoà", citizen(1))])
        _titled(session, "B", "X", owner=citizen(2), parties=[Party(Role.OWNER, "Lê Văn Bình", citizen(2))])
        assert _codes(session, text) == ["A"]


def test_all_words_must_be_there(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH", text="về việc cấp đất")
        assert _codes(session, "quyết định cấp đất") == ["A"]
        assert _codes(session, "quyết định xyzwq đất") == []


def test_a_number_is_found_by_its_parts_and_whole(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH", number="623/QĐ-UBND")
        _titled(session, "B", "QUYẾT ĐỊNH", number="624/QĐ-UBND")
        assert _codes(session, "623/QĐ-UBND") == ["A"]
        assert _codes(session, "qd-ubnd") == ["B", "A"]
        assert _codes(session, str(citizen(1).number)) == ["B", "A"]


def test_the_last_word_may_be_unfinished_and_no_other(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "A", "GIẤY CHỨNG NHẬN KẾT HÔN")
        assert _codes(session, "chứng nhận kết hô") == ["A"]
        assert _codes(session, "chứng nh kết hôn") == []


def test_the_very_accents_of_the_question_come_first(database: Database) -> None:
    with database.transaction() as session:
        for days, code in ((0, "Hoa"), (2, "Hoá"), (-2, "Hòa")):
            named = [Party(Role.OWNER, f"Nguyễn Thị {code}", citizen(1))]
            _titled(session, code, "X", parties=named, received_at=NOW + dt.timedelta(days=days))
        assert _codes(session, "nguyễn thị hoà") == ["Hòa", "Hoá", "Hoa"]
        assert _codes(session, "nguyen thi hoa") == ["Hoá", "Hoa", "Hòa"]  # the newest first
        assert _codes(session, "nguyễn thị hoà", limit=1) == ["Hòa"]


@pytest.mark.parametrize(
    "text", ["quyet dinj", "quyett dinh", "quet dinh", "uqyet dinh", "quyết địnhh", "qujet dinh"]
)
def test_one_slip_of_the_hand_is_understood_and_said(database: Database, text: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH")
        found = _find(session, text)
        assert [row.code for row in found.papers] == ["A"]
        assert found.guessed == "quyet dinh"


@pytest.mark.parametrize("text", ["quyxx dinh", "qyuet dihn xyz", "zzzz", "quyetdinh"])
def test_more_than_one_slip_in_a_word_is_no_word_of_ours(database: Database, text: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH")
        assert _nothing(session, text)


def test_a_misspelling_is_tried_only_when_nothing_exact_is_there(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "hoa", "NGUYEN THI HOA")
        _titled(session, "hao", "NGUYEN THI HAO")
        found = _find(session, "nguyen thi hao")
        assert ([row.code for row in found.papers], found.guessed) == (["hao"], "")


def test_a_guess_tells_nothing_of_papers_that_may_not_be_read(database: Database) -> None:
    with database.transaction() as session:
        far = _far_dossier(session)
        paper(session, far, title="THUYETMINH")
        _titled(session, "A", "QUYẾT ĐỊNH")
        assert _nothing(session, "thuyetminj")
        assert _nothing(session, "thuyetminh")


@pytest.mark.parametrize("text", ["…", "!!!", "ລາວ", "*", '"', "'", " : & | ", "\0"])
def test_a_question_without_words_finds_nothing_rather_than_all(database: Database, text: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH")
        assert _codes(session, text) == []


@pytest.mark.parametrize("text", ["a" * 61, "1" * 5_000, "quyết " + "x" * 3_000, "từ " * 5_000])
def test_an_endless_question_is_answered(database: Database, text: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH")
        assert _codes(session, text) == []


def test_without_words_the_latest_kept_comes_first(database: Database) -> None:
    with database.transaction() as session:
        for n, code in enumerate(["old", "new", "middle"]):
            _titled(session, code, "X", received_at=NOW + dt.timedelta(days=(0, 2, 1)[n]))
        assert _codes(session) == ["new", "middle", "old"]


def test_filters_hold_together_with_words(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH", type="quyet-dinh")
        _titled(session, "B", "QUYẾT ĐỊNH", type="thong-bao")
        other = dossier(session, "H99-7")
        paper(session, other, code="C", title="QUYẾT ĐỊNH", type="quyet-dinh", owner=citizen(2))
        assert _codes(session, "quyết định", type="quyet-dinh") == ["C", "A"]
        assert _codes(session, "quyết định", type="quyet-dinh", owners=(citizen(1),)) == ["A"]
        assert _codes(session, "quyết định", dossier="H99-7") == ["C"]
        assert _codes(session, "thông báo", type="quyet-dinh") == []


def test_an_owner_is_found_by_number_and_kind_and_never_by_name(database: Database) -> None:
    with database.transaction() as session:
        for n, code in enumerate("AB", start=1):
            _titled(session, code, "X", owner=citizen(n))  # both are called Trần Thị Hoà
        assert _codes(session, owners=(citizen(1),)) == ["A"]
        assert _codes(session, owners=(citizen(1), citizen(2))) == ["B", "A"]
        assert _codes(session, owners=(OwnerId(OwnerKind.HOUSEHOLD, citizen(1).number),)) == []


def test_the_best_of_the_newest_come_first_and_the_others_behind_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module._CANDIDATES == 1000
    monkeypatch.setattr(module, "_CANDIDATES", 3)
    with database.transaction() as session:
        for n, word in enumerate(["QUYẾT", "QUYET", "QUYẾT", "QUYET", "QUYET"]):
            _titled(session, f"{n}", f"{word} ĐỊNH", received_at=NOW + dt.timedelta(minutes=n))
        assert _codes(session, "quyết định", limit=100) == ["2", "4", "3"]
        assert _pages(session, "quyết định", limit=2) == [["2", "4"], ["3"], ["1", "0"]]


def test_finding_is_one_statement_for_the_right_and_the_words(database: Database) -> None:
    """The right to read is part of the question, not a sieve behind a limit that others' papers fill."""
    with database.transaction() as session:
        far = _far_dossier(session)
        _titled(session, "mine", "QUYẾT ĐỊNH", received_at=NOW - dt.timedelta(days=900))
        for _ in range(5):
            paper(session, far, title="QUYẾT ĐỊNH")
        assert _codes(session, "quyết định", limit=1) == ["mine"]
        assert session.scalar(sa.select(sa.func.count()).select_from(Paper)) == 6


def test_a_guess_is_the_same_whatever_lies_in_papers_of_others(database: Database) -> None:
    """Otherwise a near word that is offered, or not, would tell that somebody else has that very word."""
    with database.transaction() as session:
        _titled(session, "A", "SECRET778")
        before = _find(session, "secret779")
        _titled(session, "B", "SECRET779", in_dossier=_far_dossier(session))
        after = _find(session, "secret779")
    assert before.guessed == after.guessed == "secret778"
    assert [row.code for row in after.papers] == ["A"]


@pytest.mark.parametrize("number", ["099084000018", "0900123457", "012345678"])
def test_a_number_of_a_person_is_never_guessed(database: Database, number: str) -> None:
    with database.transaction() as session:
        _titled(session, "A", f"{number[:-1]}{(int(number[-1]) + 1) % 10}")
        assert _nothing(session, number)


def test_a_right_word_beside_a_misspelt_one_is_not_guessed_away(database: Database) -> None:
    with database.transaction() as session:
        _titled(session, "A", "QUYẾT ĐỊNH SỐ BẢY")
        _titled(session, "B", "QUYẾT ĐỊNH SO BAU")
        found = _find(session, "quyet dinx bay")
    assert [row.code for row in found.papers] == ["A"]
