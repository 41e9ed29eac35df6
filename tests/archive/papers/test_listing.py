"""Lists go page by page without a gap or a double, and counts name no paper."""

import sqlalchemy as sa

from archive.accounts.actor import AccountRight
from archive.accounts.readable import changeable_by, readable_by
from archive.database.engine import Database
from archive.papers.listing import beside, listing, oldest_working, stage_counts, waiting
from archive.papers.models import PaperPage
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


def test_what_waits_comes_least_sure_first_and_of_equals_the_oldest(database: Database) -> None:
    with database.transaction() as session:
        rows = [
            paper(session, owner=citizen(n), stage="needs_review", standing="pending", doubt=doubt)
            for n, doubt in enumerate((0.1, 0.7, 0.1, 1.0, 0.0, 0.3333), start=1)
        ]
        paper(session, stage="reading", standing="pending", doubt=0.9)
        expected = [rows[n].id for n in (3, 1, 5, 0, 2, 4)]
        assert [row.id for row in waiting(session, sa.true())] == expected
        seen, after = [], None
        while page := waiting(session, sa.true(), after=after, limit=1):
            seen += [row.id for row in page]
            after = (page[-1].doubt, page[-1].id)
        assert seen == expected


def test_what_waits_is_of_the_dossier_and_within_the_rule(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK,
                      keeping_agency=OTHER_DESK)  # fmt: skip
        mine = paper(session, dossier(session, "H99-1"), stage="needs_review", standing="pending")
        also = paper(session, dossier(session, "H99-2"), stage="needs_review", standing="pending")
        paper(session, far, stage="needs_review", standing="pending")
        assert [row.id for row in waiting(session, changeable_by(actor()))] == [mine.id, also.id]
        assert [row.id for row in waiting(session, changeable_by(actor()), dossier="H99-2")] == [also.id]
        auditor = actor(AccountRight.AUDITOR)
        assert list(waiting(session, changeable_by(auditor))) == []
        assert len(waiting(session, readable_by(auditor))) == 3


def test_beside_a_paper_lie_those_of_its_files_that_wait(database: Database) -> None:
    with database.transaction() as session:
        held = dossier(session)
        rows = [paper(session, held, stage="needs_review", standing="pending") for _ in range(3)]
        kept, stranger = (
            paper(session, held),
            paper(session, held, stage="needs_review", standing="pending"),
        )
        for row in (*rows[1:], kept):
            page = session.get_one(PaperPage, (row.id, 1))
            page.intake_id, page.page = rows[0].leaves[0].intake_id, 2
        session.flush()
        assert [row.id for row in beside(session, sa.true(), rows[0])] == [rows[1].id, rows[2].id]
        assert list(beside(session, sa.true(), stranger)) == []
        assert list(beside(session, sa.false(), rows[0])) == []
