"""From a stack of papers to examples: the queue, a correction of the whole batch, and what was learnt."""

import io
from pathlib import Path

import pytest
from PIL import Image

from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import Cli, handed

OWNER, DOSSIER = family(47).husband.owner, "H99.12-260302-0471"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three official letters scanned in one run."""
    path = tmp_path_factory.mktemp("scans") / "stack.pdf"
    sheets = [Image.open(io.BytesIO(scene("cong-van/scan", 70 + n)[0])) for n in range(3)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=200)
    return path


def test_a_batch_is_reviewed_least_sure_first_and_corrected_at_once(archive: Cli, stack: Path) -> None:
    taken = archive.run("ingest", stack, *handed(OWNER, DOSSIER)).lines
    assert [line["state"] for line in taken] == ["needs_review"] * 3
    queue = archive.run("queue", "--dossier", DOSSIER).lines
    assert {(line["paper"], line["doubt"]) for line in queue} == {
        (line["paper"], line["doubt"]) for line in taken
    }
    assert [line["doubt"] for line in queue] == sorted((line["doubt"] for line in queue), reverse=True)
    assert [line["code"] for line in archive.run("queue", "--dossier", DOSSIER, "--limit", 1).lines] == [
        queue[0]["code"]
    ]
    assert {line["file"] for line in queue} == {stack.name}
    # The letters are addressed to others, whom the dossier does not know, or to nobody with a number.
    assert all(line["reasons"] for line in queue if line["doubt"] > 0.1)

    (first, *rest) = [line["paper"] for line in queue]
    words = ("confirm", first, "--presented", "original", "--rest-of-batch")
    refused = archive.run(*words, "--set", "type=thong-bao", "--set", "number=1/TB", code=4)
    assert "not-spread" in refused.error
    assert archive.run(*words, code=2).lines == []
    told = archive.run(*words, "--set", "type=thong-bao").by("paper")
    assert told[first]["state"] == "available"
    assert {row["paper"] for row in told[first]["spread"]} == set(rest)

    left = archive.run("queue", "--dossier", DOSSIER).lines
    assert {(line["paper"], line["type"]) for line in left} == {(paper, "thong-bao") for paper in rest}
    shown = archive.run("show", rest[0]).line
    assert [row["source"] for row in shown["descriptions"]] == ["read", "officer"]
    assert "paper:correct" in [event["action"] for event in shown["history"]]

    learnt = archive.run("audit", "corrections").by("paper")
    assert set(learnt) == {first, *rest}
    assert {(row["field"], row["before"], row["after"]) for row in learnt.values()} == {
        ("type", "cong-van", "thong-bao")
    }
    assert learnt[first]["spread_from"] is None
    assert learnt[rest[0]]["spread_from"] == first
    assert all(row["text"] and row["engine"] and row["type"] == "cong-van" for row in learnt.values())


def test_who_is_no_officer_has_no_queue_and_who_is_no_auditor_no_examples(archive: Cli) -> None:
    for role in ("officer", "auditor", "admin"):
        archive.run("user", "add", f"chi-{role}", "--role", role)
    assert archive.as_user("chi-officer").run("queue").code == 0
    assert "forbidden" in archive.as_user("chi-auditor").run("queue", code=4).error
    assert archive.as_user("chi-auditor").run("audit", "corrections").code == 0
    for role in ("officer", "admin"):
        assert "forbidden" in archive.as_user(f"chi-{role}").run("audit", "corrections", code=4).error
