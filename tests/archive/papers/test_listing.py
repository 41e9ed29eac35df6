"""Lists go page by page without a gap or a double, and counts name no paper."""

from archive.database.engine import Database
from archive.papers.listing import listing, oldest_working, stage_counts
from archive.values.states import Stage
from tests.factories import NOW, OTHER_DESK, actor, citizen, dossier, paper


def test_pages_follow_each_other_without_gap_or_double(database: Database) -> None:
    with database.transaction() as session:
        rows = [paper(session, dossier(session)) for _ in range(7)]
        expected = sorted((row.id for row in rows), reverse=True)
        seen, before = [], None
        while page := listing(session, actor(), before=before, limit=3):
            assert len(page) <= 3
            seen += [row.id for row in page]
            before = page[-1].id
        assert seen == expected


def test_a_list_holds_only_the_stages_that_were_asked_for(database: Database) -> None:
    with database.transaction() as session:
        rows = {
            stage: paper(session, dossier(session), stage=stage.value, standing="pending") for stage in Stage
        }
        found = listing(session, actor(), stages=[Stage.FAILED, Stage.NEEDS_REVIEW])
        assert {row.id for row in found} == {rows[Stage.FAILED].id, rows[Stage.NEEDS_REVIEW].id}


def test_a_list_of_a_dossier_holds_what_was_put_into_it(database: Database) -> None:
    with database.transaction() as session:
        mine = paper(session, dossier(session, "H99-1"))
        paper(session, dossier(session, "H99-2"))
        assert [row.id for row in listing(session, actor(), dossier="H99-1")] == [mine.id]


def test_the_counts_are_of_all_papers_and_name_every_stage(database: Database) -> None:
    with database.transaction() as session:
        paper(session)
        paper(session, owner=citizen(2), stage="failed", standing="pending")
        far = dossier(session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK)
        paper(session, far, stage="failed", standing="pending")
        assert stage_counts(session) == {stage.value: 0 for stage in Stage} | {"kept": 1, "failed": 2}


def test_the_oldest_paper_at_work_is_told(database: Database) -> None:
    with database.transaction() as session:
        paper(session, received_at=NOW.replace(year=2024))
        assert oldest_working(session) is None
        paper(
            session, owner=citizen(2), stage="signing", standing="pending", received_at=NOW.replace(year=2025)
        )
        paper(session, owner=citizen(3), stage="reading", standing="pending")
        assert oldest_working(session) == NOW.replace(year=2025)
