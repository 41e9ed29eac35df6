"""What cannot be read is refused with a code and both languages; nothing of it stays, and others go on."""

import json
import sqlite3
from pathlib import Path

import pytest

from archive.values.ids import Sha256
from fixtures import hostile
from fixtures.papers.catalogue import paper
from fixtures.pdfs import odd
from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import Answer, Cli, handed

OWNER, DOSSIER = family(3).husband.owner, "H99.12-260302-0009"
LIMIT = 3_000_000


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> list[hostile.HostileFile]:
    """Every hostile file, and one over the limit of bytes."""
    folder = tmp_path_factory.mktemp("hostile")
    return [*hostile.make(folder), hostile.over_bytes(folder, LIMIT)]


@pytest.fixture(scope="module")
def good(bad: list[hostile.HostileFile]) -> Path:
    """A scan that lies among them."""
    file = bad[0].path.parent / "giua-chung.jpg"
    file.write_bytes(scene("quyet-dinh/scan", 5)[0])
    return file


@pytest.fixture(scope="module")
def told(archive: Cli, bad: list[hostile.HostileFile], good: Path) -> Answer:
    """One call with all of them."""
    archive.settings["SOHOA_MAX_BYTES"] = str(LIMIT)
    return archive.run("ingest", good.parent, *handed(OWNER, DOSSIER), code=4)


def test_each_gets_its_code_in_both_languages_and_the_scan_among_them_goes_on(
    told: Answer, bad: list[hostile.HostileFile], good: Path
) -> None:
    lines = told.by("file")
    assert set(lines) == {file.path.name for file in bad} | {good.name}
    for file in bad:
        error = lines[file.path.name]["error"]
        assert error["code"] in (file.code, *file.also), file.path.name
        assert error["text"] in told.error
        assert told.error.count(f"{error['code']}: ") >= 1
    assert lines[good.name]["state"] == "needs_review"
    assert "Send PDF, JPEG, PNG or TIFF." in told.error
    assert "Hãy gửi PDF, JPEG, PNG hoặc TIFF." in told.error


def test_nothing_of_a_refused_file_is_kept(archive: Cli, told: Answer) -> None:
    assert [line["file"] for line in told.lines if line.get("paper")] == ["giua-chung.jpg"]
    assert len(archive.run("find", "--dossier", DOSSIER).lines) == 1
    last = archive.run("archive", "check").line
    assert (last["damaged"], last["missing"], last["orphans"]) == ([], [], [])
    assert [file for file in (archive.home / "spool").rglob("*") if file.is_file()] == []


def test_a_first_refusal_opens_no_dossier(embedded: Cli, bad: list[hostile.HostileFile]) -> None:
    number = "H99.12-260302-0010"
    embedded.run("ingest", bad[0].path, *handed(OWNER, number), code=4)
    # Were it there, it would be this applicant's, and refuse another one.
    scan = bad[0].path.with_name("khac.jpg")
    scan.write_bytes(scene("quyet-dinh/scan", 6)[0])
    embedded.run("ingest", scan, *handed(family(4).wife.owner, number))


def test_refusals_are_in_the_audit_trail_with_code_and_hash(
    embedded: Cli, bad: list[hostile.HostileFile]
) -> None:
    locked = next(file for file in bad if file.code == "password-required")
    embedded.run("ingest", locked.path, *handed(OWNER, DOSSIER), code=4)
    with sqlite3.connect(embedded.home / "archive.db") as database:
        rows = database.execute(
            "SELECT detail FROM event JOIN event_detail ON event_detail.event_id = event.id"
            " WHERE action = 'paper:receive' AND outcome = 'refused'"
        ).fetchall()
    database.close()
    (detail,) = (json.loads(row[0]) for row in rows)
    assert detail["code"] == "password-required"
    assert detail["file"] == locked.path.name
    assert detail["sha256"] == [str(Sha256.of_file(locked.path))]
    assert embedded.run("audit", "verify").line["ok"]


def test_read_refuses_the_same_files_with_the_same_codes_and_needs_no_archive(
    embedded: Cli, bad: list[hostile.HostileFile], good: Path
) -> None:
    some = [file for file in bad if file.code in ("empty-file", "unknown-format", "password-required")]
    lines = embedded.run("read", *(file.path for file in some), good, code=4).by("file")
    for file in some:
        assert lines[str(file.path)]["error"]["code"] == file.code
    assert lines[str(good)]["papers"][0]["type"] == "quyet-dinh"
    assert not embedded.home.exists()


def test_a_locked_pdf_is_read_with_its_password(embedded: Cli, tmp_path: Path) -> None:
    file = tmp_path / "khoa.pdf"
    file.write_bytes(odd.encrypted(paper("don-de-nghi", 1), password=odd.PASSWORD))
    line = embedded.run("read", file, "--password", odd.PASSWORD).line
    assert line["papers"][0]["type"] == "don-de-nghi"
    embedded.run("read", file, "--password", "sai", code=4)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--owner", "12345"], 4),
        (["--owner", "citizen:033184582405", "--kind", "khac"], 4),
        (["--owner", "citizen:033184582405", "--component", "1.001193-TP99"], 4),
        (["--owner", "citizen:033184582405", "--no-such-option"], 2),
        (["", "--owner", "citizen:033184582405"], 2),  # would be the current folder
    ],
)
def test_wrong_words_are_said_so_and_keep_nothing(
    embedded: Cli, good: Path, words: list[str], code: int
) -> None:
    where = ("--procedure", "1.001193", "--dossier", DOSSIER)
    answer = embedded.run("ingest", good, *words, *where, code=code)
    assert answer.error
    assert [line for line in answer.lines if line.get("paper")] == []


def test_a_word_that_is_no_text_is_a_wrong_word_and_a_long_one_is_none(embedded: Cli) -> None:
    assert embedded.run("find", b"\xed\xa0\x80".decode("utf-8", "surrogateescape"), code=2).error
    assert embedded.run("find", "cộng hòa xã hội " * 40).lines == []


def test_an_unknown_setting_stops_the_start(embedded: Cli) -> None:
    embedded.settings["SOHOA_STROE_URL"] = "file:///tmp"
    answer = embedded.run("find", "x", code=2)
    assert "SOHOA_STROE_URL" in answer.error
    assert not embedded.home.exists()
