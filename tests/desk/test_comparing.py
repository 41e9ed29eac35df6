"""A signed copy made here passes only while it shows the originals that are kept beside it."""

import dataclasses as dc
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.papers import repository as papers
from archive.papers.models import Intake, Paper
from archive.store.repository import keep_row
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict
from desk.comparing import original_pages
from desk.verifying import judge_paper
from digitize.errors import ReaderKilled
from digitize.ports import Comparison
from signing.models import SignedRevision
from tests.desk.web.support import Office, describer, office, picture


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with kept papers."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(desk: Office) -> list[str]:
    """Two kept papers."""
    client = desk.program("officer")
    return [desk.kept(client, colour) for colour in (61, 161)]


def _actor(desk: Office) -> Actor:
    with desk.house.database.reading() as session:
        return accounts.acting(session, "officer", channel="test")


def _judged(desk: Office, paper: str) -> FileVerdict:
    return judge_paper(desk.house, _actor(desk), paper)[1]


def _word(verdict: FileVerdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


def _stored(desk: Office, data: bytes, what: str = "original") -> str:
    key = Sha256.of(data)
    desk.house.store.put_bytes(data, key, media_type="image/jpeg")
    with desk.house.database.transaction() as session:
        keep_row(session, desk.house.clock, key, size=len(data), media_type="image/jpeg", what=what)
    return str(key)


@pytest.fixture
def changed(desk: Office) -> Iterator[None]:
    """Lets a test change rows behind the archive's back, and puts them back."""
    tables = (Intake.__table__, Paper.__table__, SignedRevision.__table__)
    with desk.house.database.reading() as session:
        before = {
            table: [dict(row._mapping) for row in session.execute(sa.select(table))] for table in tables
        }
    yield
    with desk.house.database.transaction() as session:
        for table, rows in before.items():
            for row in rows:
                keys = [column == row[column.name] for column in table.primary_key]
                session.execute(sa.update(table).where(*keys).values(**row))


def test_a_paper_passes_with_its_pages_compared(desk: Office, kept: list[str]) -> None:
    verdict = _judged(desk, kept[0])
    assert _word(verdict) == ("PASSED", "")
    assert verdict.remarks == ()
    answer = desk.program("handler").post(f"/api/v1/papers/{kept[0]}/verifications").json()
    assert [line["verdict"] for line in answer["results"]] == ["PASSED"]


@pytest.mark.usefixtures("changed")
def test_the_good_signed_copy_of_another_paper_does_not_pass(desk: Office, kept: list[str]) -> None:
    with desk.house.database.transaction() as session:
        mine, other = (papers.get(session, _actor(desk), key) for key in kept)
        row = session.get_one(SignedRevision, (mine.id, mine.revision_n))
        row.sha256 = session.get_one(SignedRevision, (other.id, other.revision_n)).sha256
    verdict = _judged(desk, kept[0])
    assert _word(verdict) == ("INDETERMINATE", "COPY_DIFFERS")
    assert [one.verdict.value for one in verdict.signatures] == ["PASSED"]
    shown = desk.program("officer").post(f"/api/v1/papers/{kept[0]}/verifications").json()["results"][0]
    assert (shown["verdict"], shown["remarks"][0]["code"]) == ("INDETERMINATE", "COPY_DIFFERS")
    assert "does not show the kept original" in shown["en"]


@pytest.mark.usefixtures("changed")
def test_another_original_beside_the_signed_copy_is_told_with_its_page(desk: Office, kept: list[str]) -> None:
    image = Image.open(io.BytesIO(picture(61)))
    image.paste((0, 0, 0), (300, 400, 340, 440))
    data = io.BytesIO()
    image.save(data, "JPEG", dpi=(100, 100))
    other = _stored(desk, data.getvalue())
    with desk.house.database.transaction() as session:
        paper = papers.get(session, _actor(desk), kept[0])
        papers.intakes_of(session, paper)[0].sha256 = other
        paper.original_sha256 = other
    verdict = _judged(desk, kept[0])
    assert _word(verdict) == ("INDETERMINATE", "COPY_DIFFERS")
    assert "page 1" in verdict.en
    assert "trang 1" in verdict.vi


@pytest.mark.usefixtures("changed")
def test_a_lost_page_of_the_paper_is_told(desk: Office, kept: list[str]) -> None:
    with desk.house.database.reading() as session:
        paper = papers.get(session, _actor(desk), kept[0])
        pages = original_pages(session, paper)
    house = dc.replace(desk.house, reader=_Reader(Comparison(2, 2, ())))
    verdict = judge_paper(house, _actor(desk), kept[0])[1]
    assert len(pages) == 1
    assert _word(verdict) == ("INDETERMINATE", "COPY_DIFFERS")
    assert "2 pages instead of 1" in verdict.en


class _Reader:
    """Answers as it is told, or fails."""

    def __init__(self, answer: Comparison | Exception) -> None:
        self._answer = answer

    def compare(self, copy: Path, originals: object) -> Comparison:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


def test_a_page_that_kills_its_reader_leaves_the_verdict_open(desk: Office, kept: list[str]) -> None:
    house = dc.replace(desk.house, reader=_Reader(ReaderKilled(file="a", why="hết giờ / time")))
    assert _word(judge_paper(house, _actor(desk), kept[0])[1]) == ("INDETERMINATE", "COPY_NOT_COMPARED")


def test_a_lost_original_leaves_the_verdict_open(desk: Office, kept: list[str]) -> None:
    with desk.house.database.reading() as session:
        ((sha256, _),) = original_pages(session, papers.get(session, _actor(desk), kept[1]))
    lost = desk.house.settings.home / "objects" / sha256[:2] / sha256[2:4] / sha256
    held = lost.read_bytes()
    lost.unlink()
    try:
        assert _word(_judged(desk, kept[1])) == ("INDETERMINATE", "COPY_NOT_COMPARED")
    finally:
        desk.house.store.put_bytes(held, Sha256(sha256), media_type="image/jpeg")
    assert _word(_judged(desk, kept[1])) == ("PASSED", "")


def test_papers_out_of_one_batch_are_held_against_their_own_pages(desk: Office) -> None:
    pages = [Image.open(io.BytesIO(picture(colour))) for colour in (71, 171, 172)]
    batch = io.BytesIO()
    pages[0].save(batch, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    divided = dc.replace(describer(), papers=((1,), (2, 3)))
    with desk.built_with(describer=divided) as batched:
        client = batched.program("officer")
        sent = {"owner": "099084000017", "procedure": "1.001193", "dossier": "H99.32.01-batch"}
        answer = client.post("/api/v1/uploads", data=sent, files={"files": ("run.pdf", batch.getvalue())})
        assert answer.status_code == 200, answer.text
        batched.engine.run()
        made = client.get("/api/v1/papers", params={"dossier": "H99.32.01-batch"}).json()["papers"]
        assert len(made) == 2
        for row in made:
            said = {"presented": "original", "owners": ["099084000017"]}
            client.post(f"/api/v1/papers/{row['paper']}/confirmations", json=said)
        batched.engine.run()
    for row in made:
        verdict = _judged(desk, row["paper"])
        assert _word(verdict) == ("PASSED", "")
    with desk.house.database.reading() as session:
        counts = [
            len(original_pages(session, papers.get(session, _actor(desk), row["paper"]))) for row in made
        ]
    assert sorted(counts) == [1, 2]


def test_a_paper_that_came_signed_has_no_copy_to_compare(desk: Office, kept: list[str]) -> None:
    client = desk.program("officer")
    signed = client.get(f"/api/v1/papers/{kept[0]}/files/signed").content
    sent = {"owner": "099084000017", "procedure": "1.001193", "dossier": "H99.32.01-came"}
    answer = client.post("/api/v1/uploads", data=sent, files={"files": ("signed.pdf", signed)})
    paper = answer.json()["results"][0]["papers"][0]["paper"]
    desk.engine.run()
    client.post(f"/api/v1/papers/{paper}/confirmations", json={"presented": "original"})
    desk.engine.run()
    house = dc.replace(desk.house, reader=_Reader(AssertionError("nothing is compared")))
    assert _word(judge_paper(house, _actor(desk), paper)[1]) == ("PASSED", "")
