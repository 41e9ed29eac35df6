"""A paper's proof goes into a folder of its own, whole, and again over an older one."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk.cli.export import export
from desk.errors import Usage
from tests.desk.cli.judging import Judge
from tests.desk.web.support import Office as Desk

PASSED = ("PASSED", "")


@pytest.fixture
def papers(desk: Desk) -> list[str]:
    """The kept papers, oldest first."""
    rows = desk.program("officer").get("/api/v1/papers", params={"stage": "kept"}).json()["papers"]
    return sorted(row["paper"] for row in rows)


def _exported(judge: Judge, desk: Desk, keys: list[str], to: Path, *, zipped: bool = False) -> list[Any]:
    judge.at(desk.house.settings.home, user="officer")
    judge.capsys.readouterr()
    assert export(keys, to, "evidence", zipped=zipped, as_json=True) == 0
    return [json.loads(line) for line in judge.capsys.readouterr().out.splitlines()]


def test_each_bundle_is_one_line_of_the_folder_that_holds_them(
    judge: Judge, desk: Desk, papers: list[str], tmp_path: Path
) -> None:
    lines = _exported(judge, desk, papers, tmp_path)
    assert {line["paper"] for line in lines} == set(papers)
    (zipped,) = _exported(judge, desk, papers[:1], tmp_path, zipped=True)
    assert Path(zipped["file"]).suffix == ".zip"
    folders = sorted({str(Path(line["file"]).parent) for line in lines})
    assert len(folders) == 2
    judged = judge(tmp_path)
    assert [line["file"] for line in judged.lines] == sorted([*folders, zipped["file"]])
    assert judged.words == [PASSED] * 3
    assert judge(folders[0], zipped["file"]).words == [PASSED] * 2


def test_a_bundle_over_an_older_one_leaves_nothing_of_it_and_spares_what_is_not_its_own(
    judge: Judge, desk: Desk, papers: list[str], tmp_path: Path
) -> None:
    first = _exported(judge, desk, papers[:1], tmp_path)
    folder = Path(first[0]["file"]).parent
    stale = folder / f"{folder.name}-crl-99.crl"
    stale.write_bytes(b"a list more")
    (listed,) = folder.glob("*-SHA256SUMS")
    with listed.open("a", encoding="utf-8") as stream:
        stream.write(f"{'0' * 64}  {stale.name}\n")
    (folder / "note.txt").write_text("somebody's own")
    _exported(judge, desk, papers[:1], tmp_path)
    assert not stale.exists()
    assert (folder / "note.txt").read_text() == "somebody's own"
    assert judge(folder).words == [("INDETERMINATE", "BUNDLE_UNLISTED")]
    (folder / "note.txt").unlink()
    assert judge(folder).words == [PASSED]
    assert not list(tmp_path.rglob("*.part"))


def test_a_zip_is_for_evidence_only(judge: Judge, tmp_path: Path) -> None:
    with pytest.raises(Usage):
        export([], tmp_path, "signed", zipped=True, as_json=True)
