"""A paper is read again on the command line, with both real engines, before and after it was signed."""

import io
import os
import signal
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import Cli, handed

OWNER, DOSSIER = family(43).husband.owner, "H99.12-260302-0431"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scanned decision."""
    path = tmp_path_factory.mktemp("scans") / "quyet-dinh.jpg"
    path.write_bytes(scene("quyet-dinh/scan", 43)[0])
    return path


def test_readings_lie_side_by_side_and_what_was_signed_stays(archive: Cli, file: Path) -> None:
    paper = archive.run("ingest", file, *handed(OWNER, DOSSIER)).line["paper"]
    waiting = archive.run("read-again", paper, "--engine", "pytesseract").line
    assert (waiting["state"], waiting["error"]) == ("needs_review", None)
    read = [(row["engine"].split()[0], row["model"], row["n"]) for row in waiting["readings"]]
    assert read == [("lines", "vie", 1), ("pytesseract", "vie", 1)]
    archive.run("confirm", paper, "--presented", "original", "--set", "number=1/QĐ-THU")
    before = archive.run("show", paper).line
    assert archive.run("read-again", paper).line["state"] == "available"
    after = archive.run("show", paper).line
    for name in ("fields", "descriptions", "revisions"):
        assert after[name] == before[name], name
    assert [(row["model"], row["n"]) for row in after["readings"]] == [("vie", 1), ("vie", 1), ("vie", 2)]
    assert "QUYẾT ĐỊNH" in after["readings"][2]["pages"][0]["text"]
    assert archive.run("verify", paper).line["verdict"] == "PASSED"
    acts = [(event["action"], event["detail"]) for event in after["history"]]
    orders = [detail for action, detail in acts if action == "paper:order-reading"]
    assert [order["model"] for order in orders] == ["vie", "vie"]


def test_a_language_that_is_not_installed_is_said_and_changes_nothing(archive: Cli, file: Path) -> None:
    paper = archive.run("ingest", file, *handed(OWNER, DOSSIER)).line["paper"]
    count = len(archive.run("show", paper).line["readings"])
    answer = archive.run("read-again", paper, "--model", "khongco", code=4)
    assert "language-missing" in answer.error
    assert answer.line["error"]["code"] == "language-missing"
    assert "bad-value" in archive.run("read-again", paper, "--model", "../vie", code=4).error
    assert len(archive.run("show", paper).line["readings"]) == count


def test_killed_while_reading_again_it_goes_on_and_loses_nothing(archive: Cli, tmp_path: Path) -> None:
    sheets = [Image.open(io.BytesIO(scene("cong-van/scan", 60 + n)[0])) for n in range(3)]
    stack = tmp_path / "stack.pdf"
    sheets[0].save(stack, save_all=True, append_images=sheets[1:], resolution=200)
    papers = [line["paper"] for line in archive.run("ingest", stack, *handed(OWNER, "H99-KILL")).lines]
    words = ("read-again", papers[0])
    for after in (2.5, 5.0):
        process = archive.start(*words, log=tmp_path / "log")
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:  # still at work: this is the moment
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)
    (line,) = archive.run(*words).lines
    assert (line["paper"], line["state"], line["error"]) == (papers[0], "needs_review", None)
    numbers = [row["n"] for row in line["readings"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 2
    for paper in papers:
        for row in archive.run("show", paper).line["readings"]:
            assert row["failed"] == []
            assert all(page["text"] for page in row["pages"])
    last = archive.run("archive", "check").line
    assert (last["damaged"], last["missing"], last["orphans"]) == ([], [], [])
