"""The ways of a paper that are not the straight one."""

import dataclasses as dc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.values.ids import Sha256
from fixtures import batch
from fixtures.kept import kept
from fixtures.papers.catalogue import paper as drawn
from fixtures.people import Family, family
from fixtures.scans.conditions import scan
from fixtures.scans.files import jpeg
from tests.journeys.cli import Cli, handed
from tests.journeys.conftest import ENGINES, archive_on

MARRIAGE = "giay-chung-nhan-ket-hon"
BIRTH = "1.001193"


@pytest.fixture(params=ENGINES)
def cli(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cli]:
    """An archive of this test alone, on each engine."""
    with archive_on(request.param, tmp_path / "home", request) as opened:
        yield opened


def _marriage(folder: Path, household: Family, seed: int) -> Path:
    file = folder / f"ket-hon-{seed}.jpg"
    made = drawn(MARRIAGE, seed, household=household)
    key = f"{MARRIAGE} {household.husband.number} {seed}"
    file.write_bytes(kept(key, lambda: jpeg(scan(made, "scan", seed)[0], 80)))
    return file


def _kept(cli: Cli, file: Path, house: Family, dossier: str, *words: object) -> dict[str, Any]:
    """Digitise a marriage certificate; the officer looks at it and names both spouses."""
    where = handed(house.husband.owner, dossier, "1.000894")
    paper = cli.run("ingest", file, *where, *words).line["paper"]
    owners = ("--owner", f"{house.husband.owner}:spouse", "--owner", f"{house.wife.owner}:spouse")
    return cli.run("confirm", paper, "--presented", "original", *owners).line


def _reusable(cli: Cli, owner: object) -> list[str]:
    lines = cli.run("reuse", "check", "--owner", owner, "--procedure", BIRTH).lines
    return [paper["paper"] for line in lines for paper in line["papers"] if paper["reusable"]]


def test_a_paper_that_came_signed_is_kept_byte_for_byte_and_still_verifies(cli: Cli, tmp_path: Path) -> None:
    house = family(21)
    first = cli.run(
        "ingest", _marriage(tmp_path, house, 21), *handed(house.husband.owner, "S-1"), "--confirm"
    )
    signed = Path(cli.run("export", first.line["paper"], "--to", tmp_path / "out").line["file"])
    line = cli.run("ingest", signed, *handed(house.husband.owner, "S-2"), "--confirm").line
    assert (line["state"], line["verdict"], line["level"]) == ("available", "PASSED", "B-LTA")
    assert line["type"] == MARRIAGE
    assert cli.run("show", line["paper"]).line["revisions"] == []
    again = Path(cli.run("export", line["paper"], "--to", tmp_path / "again").line["file"])
    assert again.read_bytes() == signed.read_bytes()
    assert cli.run("verify", again).line["verdict"] == "PASSED"


def test_a_forged_signed_paper_is_not_confirmed(embedded: Cli, tmp_path: Path) -> None:
    house = family(22)
    where = handed(house.husband.owner, "S-3")
    paper = embedded.run("ingest", _marriage(tmp_path, house, 22), *where, "--confirm").line["paper"]
    signed = Path(embedded.run("export", paper, "--to", tmp_path / "out").line["file"])
    data = bytearray(signed.read_bytes())
    place = data.index(b"\xff\xda") + 4000  # inside the picture
    data[place] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(data)
    answer = embedded.run("ingest", forged, *handed(house.husband.owner, "S-4"), "--confirm", code=4)
    assert "signed-file-broken" in answer.error
    assert answer.line["state"] == "needs_review"
    assert (
        embedded.run("mark", answer.line["paper"], "rejected", "--reason", "giả mạo").line["state"]
        == "rejected"
    )
    assert answer.line["paper"] not in _reusable(embedded, house.husband.owner)


def test_a_result_is_hidden_until_it_was_returned(cli: Cli, tmp_path: Path) -> None:
    house = family(23)
    owner = house.wife.owner
    line = _kept(cli, _marriage(tmp_path, house, 23), house, "K-1", "--kind", "result")
    assert (line["state"], line["verdict"]) == ("hidden", "PASSED")
    assert cli.run("find", "--dossier", "K-1").line["why_not"] == "hidden"
    assert line["paper"] not in _reusable(cli, owner)
    assert cli.run("mark", line["paper"], "returned").line["state"] == "available"
    assert _reusable(cli, owner) == [line["paper"]]
    assert _reusable(cli, house.husband.owner) == [line["paper"]]


def test_what_is_held_revoked_or_superseded_is_not_offered(cli: Cli, tmp_path: Path) -> None:
    house = family(24)
    owner = house.husband.owner
    old, new = (
        _kept(cli, _marriage(tmp_path, house, seed), house, f"W-{seed}")["paper"] for seed in (24, 25)
    )
    cli.run("mark", new, "held", code=4)  # why?
    cli.run("mark", new, "held", "--reason", "đang xác minh")
    assert _reusable(cli, owner) == [old]
    cli.run("mark", new, "released")
    assert sorted(_reusable(cli, owner)) == sorted([old, new])
    cli.run("revoke", old, code=4)
    cli.run("revoke", old, "--reason", "cấp lại", "--superseded-by", new)
    assert _reusable(cli, owner) == [new]
    where = ("--component", "1.001193-TP04", *handed(owner, "W-9", BIRTH))
    assert "superseded" in cli.run("reuse", "take", old, *where, code=4).error
    assert cli.run("revoke", new, "--reason", "hôn nhân bị hủy").line["state"] == "revoked"
    assert _reusable(cli, owner) == []
    cli.run("revoke", new, "--reason", "lần nữa", code=4)


def test_a_dead_timestamp_server_stops_no_receipt_and_the_level_comes_later(cli: Cli, tmp_path: Path) -> None:
    house = family(26)
    owner = house.husband.owner
    dead = dc.replace(cli, settings={**cli.settings, "SOHOA_TSA_URL": "http://127.0.0.1:9/"})
    line = dead.run("ingest", _marriage(tmp_path, house, 26), *handed(owner, "T-1"), "--confirm", code=3).line
    assert (line["state"], line["level"]) == ("available", "B-B")
    assert cli.run("find", "--dossier", "T-1").line["why_not"] == "level-missing"
    assert _reusable(cli, owner) == []
    first = cli.run("show", line["paper"]).line["revisions"]
    # Whoever works next on the archive brings what is missing, without the officer.
    other = _marriage(tmp_path, family(27), 27)
    for _ in range(10):
        cli.run("ingest", other, *handed(family(27).husband.owner, "T-2"), "--confirm")
        shown = cli.run("show", line["paper"]).line
        if shown["level"] == "B-LTA":
            break
    assert [row["reason"] for row in shown["revisions"]] == ["signed", "completed"]
    assert shown["revisions"][1]["parent"] == first[0]["sha256"]
    assert (shown["level"], shown["verdict"]) == ("B-LTA", "PASSED")
    assert _reusable(cli, owner) == [line["paper"]]


def test_the_law_s_order_signs_first_and_describes_afterwards(embedded: Cli, tmp_path: Path) -> None:
    embedded.settings["SOHOA_SIGN_FIRST"] = "1"
    house = family(28)
    owner = house.husband.owner
    line = embedded.run("ingest", _marriage(tmp_path, house, 28), *handed(owner, "L-1")).line
    kept = embedded.run("confirm", line["paper"], "--presented", "original").line
    assert (kept["state"], kept["level"]) == ("kept", "B-LTA")
    assert _reusable(embedded, owner) == []
    said = embedded.run("confirm", line["paper"], "--presented", "original", "--set", "number=9/2020").line
    assert said["state"] == "available"
    shown = embedded.run("show", line["paper"]).line
    assert shown["number"] == "9/2020"
    assert len(shown["revisions"]) == 1
    assert _reusable(embedded, owner) == [line["paper"]]


def test_a_backlog_scan_that_nobody_compared_is_kept_and_never_offered(embedded: Cli, tmp_path: Path) -> None:
    house = family(29)
    owner = house.husband.owner
    words = ("ingest", _marriage(tmp_path, house, 29), *handed(owner, "B-1"), "--confirm")
    line = embedded.run(*words, "--presented", "not_compared").line
    assert line["state"] == "available"
    assert embedded.run("find", "--dossier", "B-1").line["why_not"] == "not-compared"
    assert _reusable(embedded, owner) == []


def test_a_stack_with_separator_sheets_becomes_papers_whose_pages_add_up(cli: Cli, tmp_path: Path) -> None:
    stack = batch.both_sides(3)
    file = tmp_path / "stack.pdf"
    file.write_bytes(stack.data)
    lines = cli.run("ingest", file, *handed(family(30).husband.owner, "X-1")).lines
    assert [tuple(line["pages"]) for line in lines] == [pages for pages, _ in stack.papers]
    assert [line["type"] for line in lines] == [truth.type for _, truth in stack.papers]
    assert {line["sha256"] for line in lines} == {Sha256.of_file(file)}
    again = cli.run("ingest", file, *handed(family(30).husband.owner, "X-1")).lines
    assert {line["paper"] for line in again} == {line["paper"] for line in lines}
    texts = cli.run(
        "export", *(line["paper"] for line in lines), "--to", tmp_path / "o", "--what", "original"
    ).lines
    assert len({line["sha256"] for line in texts}) == len(lines)


def test_several_pictures_are_one_paper_in_the_order_given(embedded: Cli, tmp_path: Path) -> None:
    pages = scan(drawn("giay-chung-nhan-quyen-su-dung-dat", 31, household=family(31)), "scan", 31)
    files = [tmp_path / f"{name}.jpg" for name in ("b", "a")]
    for file, pixels in zip(files, pages, strict=True):
        file.write_bytes(jpeg(pixels, 80))
    words = ("ingest", *files, *handed(family(31).husband.owner, "M-1"), "--as-one", "--confirm")
    line = embedded.run(*words).line
    assert (line["type"], line["pages"]) == ("giay-chung-nhan-quyen-su-dung-dat", [1, 1])
    assert embedded.run(*words).line["paper"] == line["paper"]
    originals = embedded.run("export", line["paper"], "--to", tmp_path / "o", "--what", "original").lines
    assert [Path(one["file"]).read_bytes() for one in originals] == [file.read_bytes() for file in files]
