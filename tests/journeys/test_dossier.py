"""A family's dossier goes its whole way, and a second procedure asks for none of it again."""

from pathlib import Path

import pytest

from archive.values.ids import Sha256
from fixtures import dossier as case
from tests.journeys.cli import Answer, Cli, handed

OWNER, FIRST, SECOND = case.FIRST.owner, case.FIRST.number, case.SECOND.number
STRANGER = "H99.12-250916-0001"


@pytest.fixture(scope="module")
def archive(each_archive: Cli) -> Cli:
    """The straight way is gone on both engines at each change."""
    return each_archive


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[case.DossierFile]:
    """The scans of the first dossier."""
    return case.make(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def first(archive: Cli, files: list[case.DossierFile]) -> Answer:
    """The first dossier, digitised and signed."""
    return archive.run("ingest", files[0].path.parent, *handed(OWNER, FIRST), "--confirm")


def test_every_paper_of_a_dossier_is_typed_signed_verified_and_kept(
    first: Answer, files: list[case.DossierFile]
) -> None:
    lines = first.by("file")
    assert set(lines) == {file.path.name for file in files}
    for file in files:
        line = lines[file.path.name]
        assert (line["state"], line["level"], line["verdict"]) == ("available", "B-LTA", "PASSED")
        assert line["type"] == file.type
        assert line["pages"] == list(range(1, file.truth.page_count + 1))
        assert line["sha256"] == Sha256.of_file(file.path)


def test_the_same_again_doubles_nothing(archive: Cli, first: Answer, files: list[case.DossierFile]) -> None:
    again = archive.run("ingest", files[0].path.parent, *handed(OWNER, FIRST), "--confirm")
    assert again.by("paper") == first.by("paper")
    assert len(archive.run("find", "--dossier", FIRST).lines) == len(files)


def test_originals_come_back_bit_for_bit_and_their_pictures_lie_in_the_signed_copy(
    archive: Cli, first: Answer, files: list[case.DossierFile], tmp_path: Path
) -> None:
    names = {file.path.name: file.path for file in files}
    papers = list(first.by("paper"))
    originals = archive.run("export", *papers, "--to", tmp_path, "--what", "original").by("paper")
    signed = archive.run("export", *papers, "--to", tmp_path, "--what", "signed").by("paper")
    for line in first.lines:
        source = names[line["file"]].read_bytes()
        assert Path(originals[line["paper"]]["file"]).read_bytes() == source
        copy = Path(signed[line["paper"]]["file"])
        assert signed[line["paper"]]["sha256"] == Sha256.of_file(copy)
        if source.startswith(b"\xff\xd8"):
            assert source in copy.read_bytes()


def test_whoever_holds_the_anchors_can_verify_a_signed_paper_without_the_archive(
    archive: Cli, first: Answer, tmp_path: Path
) -> None:
    paper = first.lines[0]["paper"]
    file = archive.run("export", paper, "--to", tmp_path, "--what", "signed").line["file"]
    trust = archive.run("trust", "export", "--to", tmp_path / "trust").lines
    options = [
        word for line in trust for word in (f"--{'crl' if line['kind'] == 'crl' else 'trust'}", line["file"])
    ]
    elsewhere = Cli(tmp_path / "nobody")
    judged = elsewhere.run("verify", file, *options).line
    assert (judged["verdict"], judged["signatures"][0]["level"]) == ("PASSED", "B-LTA")
    assert elsewhere.run("verify", file, code=3).line["verdict"] == "INDETERMINATE"
    broken = tmp_path / "broken.pdf"
    data = bytearray(Path(file).read_bytes())
    data[len(data) // 3] ^= 1
    broken.write_bytes(data)
    assert elsewhere.run("verify", broken, *options, code=1).line["verdict"] == "FAILED"
    assert not elsewhere.home.exists()


def test_all_papers_of_a_dossier_are_judged_and_held_against_their_originals(
    archive: Cli, first: Answer, tmp_path: Path
) -> None:
    judged = archive.run("verify", "--dossier", FIRST, "--csv", tmp_path / "all.csv").lines
    assert {line["file"] for line in judged} == set(first.by("paper"))
    assert {(line["verdict"], line["reason"]) for line in judged} == {("PASSED", "")}
    assert not any("remarks" in line for line in judged)
    assert (tmp_path / "all.csv").read_text("utf-8-sig").count('"PASSED"') == len(judged)


def test_the_proof_of_a_paper_passes_on_a_machine_without_the_archive(
    archive: Cli, first: Answer, tmp_path: Path
) -> None:
    papers = [line["paper"] for line in first.lines[:2]]
    archive.run("export", *papers, "--to", tmp_path / "out", "--what", "evidence")
    archive.run("export", papers[0], "--to", tmp_path / "out", "--what", "evidence", "--zip")
    archive.run("trust", "export", "--to", tmp_path / "trust")
    elsewhere = Cli(tmp_path / "nobody")
    trusted = ("--offline", "--trust", tmp_path / "trust" / "sohoa-root.pem")
    judged = elsewhere.run("verify", tmp_path / "out", *trusted).lines
    assert [(line["verdict"], line["level"]) for line in judged] == [("PASSED", "B-LTA")] * 3
    untrusted = elsewhere.run("verify", tmp_path / "out", "--offline", code=3).lines
    assert {line["reason"] for line in untrusted} == {"NO_CERTIFICATE_CHAIN_FOUND"}
    assert {line["remarks"][0]["code"] for line in untrusted} == {"BUNDLE_NOT_TRUSTED"}
    assert not elsewhere.home.exists()


def test_a_second_procedure_is_told_what_need_not_be_brought_and_takes_it_over(
    archive: Cli, first: Answer
) -> None:
    marriage = next(line for line in first.lines if line["type"] == "giay-chung-nhan-ket-hon")
    check = ("reuse", "check", "--owner", OWNER, "--procedure", case.SECOND.procedure)
    offered = [line for line in archive.run(*check).lines if line["status"] == "reusable"]
    assert [paper["paper"] for line in offered for paper in line["papers"]] == [marriage["paper"]]
    where = ("--component", offered[0]["component"], *handed(OWNER, SECOND, case.SECOND.procedure))
    taken = archive.run("reuse", "take", marriage["paper"], *where).line
    assert (taken["paper"], taken["dossier"], taken["taken"]) == (marriage["paper"], SECOND, True)
    shown = archive.run("show", marriage["paper"]).line
    assert [row["dossier"] for row in shown["reused"]] == [SECOND]
    assert taken["revision"] == shown["revisions"][-1]["sha256"]
    assert "reuse:take" in [event["action"] for event in shown["history"]]
    assert archive.run("reuse", "take", marriage["paper"], *where).line == taken
    assert len(archive.run("show", marriage["paper"]).line["reused"]) == 1


def test_a_paper_of_somebody_else_in_the_dossier_is_kept_and_never_offered(
    archive: Cli, first: Answer, tmp_path: Path
) -> None:
    alien = case.stranger(tmp_path)
    line = archive.run("ingest", alien.path, *handed(OWNER, STRANGER), "--confirm").line
    assert (line["state"], line["type"]) == ("available", alien.type)
    listed = archive.run("find", "--dossier", STRANGER).line
    assert (listed["reusable"], listed["why_not"]) == (False, "owner-unconfirmed")
    check = archive.run("reuse", "check", "--owner", OWNER, "--procedure", case.SECOND.procedure).lines
    assert line["paper"] not in [
        paper["paper"] for row in check for paper in row["papers"] if paper["reusable"]
    ]
    where = ("--component", "1.001193-TP04", *handed(OWNER, "H99-1", case.SECOND.procedure))
    archive.run("reuse", "take", line["paper"], *where, code=4)


def test_papers_are_found_with_and_without_accents_by_number_and_owner(archive: Cli, first: Answer) -> None:
    decision = next(line for line in first.lines if line["type"] == "quyet-dinh")
    number = archive.run("show", decision["paper"]).line["number"]
    for words in (["quyet dinh"], ["QUYẾT ĐỊNH"], [number], ["--type", "quyet-dinh"], ["--owner", OWNER]):
        found = archive.run("find", *words).lines
        assert decision["paper"] in [line["paper"] for line in found], words


def test_the_archive_and_the_audit_trail_are_whole(archive: Cli, first: Answer) -> None:
    last = archive.run("archive", "check").line
    assert last["checked"] > 0
    assert (last["damaged"], last["missing"], last["orphans"]) == ([], [], [])
    trail = archive.run("audit", "verify").line
    assert trail["ok"]
    assert (trail["unsealed"], trail["sealed"]) == (0, trail["events"])
