"""A correction can be learnt from: what was wrong, by which rule, on what words, and what it should be."""

import datetime as dt

from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.clock import FixedClock, vietnam_iso
from archive.database.engine import Database
from archive.papers import descriptions
from archive.papers.examples import examples
from archive.papers.models import Correction, Paper, Reading, ReadingPage
from archive.values.description import Description, Field, Source
from archive.values.ids import new_id
from archive.values.reading import Box
from tests.factories import NOW, OTHER_DESK, Scan, actor, dossier, paper

AUDITOR = actor(AccountRight.AUDITOR)
SAID = Description(
    (1, 2), "quyet-dinh", 0.8, "QUYẾT ĐỊNH, trang 1",
    {"issuer": Field("issuer", "UBND xã Lạc Dao", "UBND XÃ LẠC DAO", 0.61, 2, Box(1, 2, 3, 4), rule="head")},
)  # fmt: skip


def _read(session: Session, row: Paper, engine: str, hours: int, failed: tuple[int, ...] = ()) -> None:
    """Let the paper's file be read, so many hours after now."""
    at = NOW + dt.timedelta(hours=hours)
    reading = Reading(
        id=new_id(), intake_id=row.leaves[0].intake_id, engine=engine, model="vie", n=1, done=True,
        started_at=at,
    )  # fmt: skip
    session.add(reading)
    session.flush()
    for no in (1, 2):
        session.add(
            ReadingPage(
                reading_id=reading.id, no=no, text=f"{engine} {no}", source="ocr", failed=no in failed
            )
        )
    session.flush()


def _described(session: Session, hours: int) -> Paper:
    row = paper(session, scan=Scan(pages=2))
    session.refresh(row)
    _read(session, row, "lines", hours=0)
    descriptions.add(session, _clock(hours), row, SAID, by="sohoa", source=Source.READ)
    return row


def _clock(hours: int) -> FixedClock:
    return FixedClock(NOW + dt.timedelta(hours=hours))


def _correct(session: Session, row: Paper, hours: int, **changes: str) -> None:
    new = descriptions.corrected(session, _clock(hours), row, changes, by="lan")
    descriptions.add(session, _clock(hours), row, new, by="lan", source=Source.OFFICER)
    session.flush()


def test_an_example_has_the_wrong_value_with_its_rule_and_the_words_of_its_page(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session, hours=1)
        _correct(session, row, hours=2, issuer="UBND xã Lạc Đạo")
        (found,) = examples(session, AUDITOR)
        assert found.pop("correction")
        assert found == {
            "paper": str(row.id), "code": row.code, "field": "issuer",
            "before": "UBND xã Lạc Dao", "after": "UBND xã Lạc Đạo", "by": "lan",
            "at": vietnam_iso(NOW + dt.timedelta(hours=2)), "spread_from": None, "description": 1,
            "type": "quyet-dinh", "type_confidence": 0.8, "why": "QUYẾT ĐỊNH, trang 1",
            "source": "read", "rule": "head", "confidence": 0.61, "raw": "UBND XÃ LẠC DAO", "page": 2,
            "box": [1, 2, 3, 4], "engine": "lines", "model": "vie", "text": "lines 2",
        }  # fmt: skip


def test_a_type_and_a_field_that_was_not_found_have_the_words_of_every_page(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session, hours=1)
        _correct(session, row, hours=2, type="thong-bao", signer="Lê Văn Bình")
        found = {one["field"]: one for one in examples(session, AUDITOR)}
        assert (found["type"]["before"], found["type"]["type"]) == ("quyet-dinh", "quyet-dinh")
        assert found["signer"]["rule"] is None
        assert {one["text"] for one in found.values()} == {"lines 1\n\nlines 2"}


def test_the_words_are_those_that_the_description_was_made_of(database: Database) -> None:
    """A reading that came later had no part in the error."""
    with database.transaction() as session:
        row = _described(session, hours=1)
        _read(session, row, "tesserocr", hours=2)
        _correct(session, row, hours=3, issuer="UBND xã Lạc Đạo")
        _correct(session, row, hours=4, issuer="UBND xã Lạc Đạo A")
        found = list(examples(session, AUDITOR))
        assert [(one["engine"], one["description"], one["source"]) for one in found] == [
            ("lines", 1, "read"),
            ("lines", 2, "officer"),
        ]


def test_a_page_that_failed_later_is_told_as_it_was_read(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session, hours=3)
        _read(session, row, "tesserocr", hours=1, failed=(2,))
        _correct(session, row, hours=4, issuer="UBND xã Lạc Đạo")
        (found,) = examples(session, AUDITOR)
        assert (found["engine"], found["text"]) == ("lines", "lines 2")


def test_a_correction_of_an_earlier_version_is_told_as_far_as_it_is_known(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session, hours=1)
        session.add(
            Correction(
                id=new_id(), paper_id=row.id, field="issuer", before="a", after="b", by="lan",
                at=NOW + dt.timedelta(hours=2),
            )
        )  # fmt: skip
        session.flush()
        (found,) = examples(session, AUDITOR)
        assert (found["description"], found["type"], found["rule"]) == (None, None, None)
        assert found["text"] == "lines 1\n\nlines 2"


def test_examples_come_oldest_first_and_only_of_papers_that_may_be_read(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK,
                      keeping_agency=OTHER_DESK)  # fmt: skip
        mine, theirs = paper(session), paper(session, far)
        for row in (theirs, mine, theirs):
            _correct(session, row, hours=1, signer=f"Lê {row.description_n}")
        codes = [theirs.code, mine.code, theirs.code]
        assert [one["code"] for one in examples(session, AUDITOR)] == codes
        assert [one["code"] for one in examples(session, actor())] == [mine.code]
        assert list(examples(session, actor(AccountRight.ADMIN))) == []
