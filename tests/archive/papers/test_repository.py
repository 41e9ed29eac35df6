"""A paper is found by its id or code, and nobody's change of it is lost."""

import threading
import uuid

import pytest
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.errors import LostUpdate, NotFound
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper, PaperPage
from archive.values.ids import new_id
from archive.values.states import Stage
from tests.factories import NOW, Scan, actor, citizen, dossier, paper, stored


def test_a_paper_is_found_by_its_id_and_by_its_code(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, code="2026-000007")
        for key in (str(row.id), str(row.id).upper(), "2026-000007"):
            assert papers.get(session, actor(), key).id == row.id


@pytest.mark.parametrize("key", ["", "2026-00000", "2026-000007 ", "%", "2026-00000_", "' OR 1=1 --"])
def test_a_code_is_the_whole_code(database: Database, key: str) -> None:
    with database.transaction() as session:
        paper(session, code="2026-000007")
        with pytest.raises(NotFound):
            papers.get(session, actor(), key)


def test_every_change_counts_the_version_up(database: Database) -> None:
    with database.transaction() as session:
        key = paper(session).id
    with database.transaction() as session:
        row = session.get_one(Paper, key)
        before = row.version
        row.held = True
    with database.reading() as session:
        assert session.get_one(Paper, key).version == before + 1


def test_of_two_who_change_one_paper_at_once_nobody_writes_over_the_other(database: Database) -> None:
    """Both read the same version; the second to write is told, and the first one's change stays."""
    with database.transaction() as session:
        key = paper(session, stage="needs_review", standing="pending").id
    with database.reading() as session:
        first, second = (_detached(session, key) for _ in range(2))
    with database.transaction() as session:
        session.add(first)
        papers.move(first, Stage.REJECTED)

    def write_over() -> None:
        with database.transaction() as session:
            session.add(second)
            papers.move(second, Stage.CONFIRMED)

    with pytest.raises(LostUpdate):
        write_over()
    with database.reading() as session:
        assert session.get_one(Paper, key).stage == "rejected"


def _detached(session: Session, key: uuid.UUID) -> Paper:
    row = session.get_one(Paper, key)
    session.expunge(row)
    return row


def test_many_writers_at_once_lose_no_change(database: Database) -> None:
    with database.transaction() as session:
        key = paper(session, reason="").id
    done: list[int] = []

    def write(n: int) -> None:
        while n not in done:
            try:
                with database.transaction() as session:
                    session.get_one(Paper, key).reason += f"[{n}]"
                done.append(n)
            except LostUpdate:
                continue

    threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        reason = session.get_one(Paper, key).reason
    assert sorted(reason) == sorted("".join(f"[{n}]" for n in range(5)))


def test_the_same_bytes_are_one_intake_in_a_dossier_and_another_in_the_next(database: Database) -> None:
    data = b"%PDF- mot to giay"
    with database.transaction() as session:
        here, there = dossier(session, "H99-1"), dossier(session, "H99-2")
        first = paper(session, here, scan=Scan(data), received_at=NOW)
        second = paper(session, there, scan=Scan(data), received_at=NOW.replace(day=3))
        sha = first.original_sha256
        one, two = (papers.intake_of(session, number, sha) for number in ("H99-1", "H99-2"))
        assert one
        assert two
        assert one.id != two.id
        assert papers.intake_of(session, "H99-3", sha) is None
        assert [row.id for row in papers.of_intake(session, one.id)] == [first.id]
        found = papers.first_with_bytes(session, sha)
        assert found is not None
        assert found.id == first.id
        assert second.id != first.id


def test_one_file_can_be_many_papers_in_the_order_of_their_pages(database: Database) -> None:
    with database.transaction() as session:
        held = dossier(session)
        file = _file(session, held.number, b"batch")
        later, first = (_paper_on(session, held.number, [(file, page)]) for page in (4, 1))
        assert [row.id for row in papers.of_intake(session, file)] == [first, later]


def test_many_files_can_be_one_paper_in_the_order_of_its_pages(database: Database) -> None:
    with database.transaction() as session:
        held = dossier(session)
        front, back = (_file(session, held.number, data) for data in (b"front", b"back"))
        key = _paper_on(session, held.number, [(back, 1), (front, 1), (back, 2)])
        session.expire_all()
        found = papers.intakes_of(session, session.get_one(Paper, key))
        assert [intake.id for intake in found] == [back, front]


def _file(session: Session, number: str, data: bytes) -> uuid.UUID:
    row = Intake(
        id=new_id(), dossier_number=number, sha256=stored(session, data), name="a.pdf",
        media_type="application/pdf", pages=4, received_at=NOW, received_by="lan",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def _paper_on(session: Session, number: str, pages: list[tuple[uuid.UUID, int]]) -> uuid.UUID:
    key = new_id()
    session.add(
        Paper(
            id=key, code=str(key)[-12:], dossier_number=number, kind="component", received_at=NOW,
            original_sha256=stored(session, key.bytes), received_by="lan", receiving_agency="H99.32",
        )
    )  # fmt: skip
    session.flush()
    for no, (file, page) in enumerate(pages, start=1):
        session.add(PaperPage(paper_id=key, no=no, intake_id=file, page=page))
    session.flush()
    return key


def test_the_sweep_sees_every_paper_at_work_whoever_may_read_it(database: Database) -> None:
    with database.transaction() as session:
        rows = {stage: paper(session, owner=citizen(n), stage=stage.value, standing="pending")
                for n, stage in enumerate(Stage, start=1)}  # fmt: skip
        found = {row.id for row in papers.working(session)}
        resting = {rows[stage].id for stage in (Stage.NEEDS_REVIEW, Stage.KEPT, Stage.REJECTED, Stage.FAILED)}
        assert found == {row.id for row in rows.values()} - resting
