"""Many files are judged in one call: each gets one line and one row, and nothing is kept of them."""

import csv
from pathlib import Path

import pytest

from archive.errors import BadValue, StoreUnavailable
from archive.store.folder import FolderStore
from archive.values.verdict import FileVerdict, Verdict
from desk.cli import progress
from desk.cli.judging import Query
from desk.cli.output import Output
from desk.cli.progress import Tally, judged_line
from desk.cli.summary import HEAD, summary_at
from desk.cli.targets import targets_of
from desk.errors import Usage
from fixtures.pki.office import OFFICER, Office
from fixtures.signed import plain_pdf
from signing.errors import ReportNotWritten
from tests.desk.cli.judging import Judge
from tests.desk.web.support import DOSSIER, MARRIAGE, OWNER
from tests.desk.web.support import Office as Desk

PASSED, NO_SIGNATURE = ("PASSED", ""), ("FAILED", "NO_SIGNATURE")


@pytest.fixture
def folder(tmp_path: Path, signed: bytes) -> Path:
    """A folder with good files, one without a signature, one that is no PDF, and one that is no paper."""
    made = tmp_path / "papers"
    (made / "b" / "deep").mkdir(parents=True)
    for name in ("c.pdf", "b/deep/x.PDF", "a.pdf"):
        (made / name).write_bytes(signed)
    (made / "b" / "plain.pdf").write_bytes(plain_pdf())
    (made / "z.pdf").write_text("not a PDF")
    (made / "note.txt").write_text("no paper")
    return made


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_a_folder_s_pdf_files_get_one_line_each_by_name(judge: Judge, office: Office, folder: Path) -> None:
    judged = judge.by(office)(folder)
    names = ["a.pdf", "b/deep/x.PDF", "b/plain.pdf", "c.pdf", "z.pdf"]
    assert [line["file"] for line in judged.lines] == [str(folder / name) for name in names]
    assert judged.words == [PASSED, PASSED, NO_SIGNATURE, PASSED, ("FAILED", "FORMAT_FAILURE")]
    assert judged.code == 1


def test_files_and_folders_keep_the_order_they_were_given_in(
    judge: Judge, office: Office, folder: Path
) -> None:
    lines = judge.by(office)(folder / "c.pdf", folder / "b", folder / "c.pdf").lines
    assert [Path(line["file"]).name for line in lines] == ["c.pdf", "x.PDF", "plain.pdf", "c.pdf"]


def test_signers_may_be_asked_to_stand_under_one_list(judge: Judge, office: Office, folder: Path) -> None:
    good = folder / "a.pdf"
    own = judge.by(office)(good, schemes=["own"])
    assert own.words == [PASSED]
    assert [one["scheme"] for one in own.lines[0]["signatures"]] == ["own"]
    assert judge.by(office)(good, schemes=["government", "own"]).words == [PASSED]
    assert judge.by(office)(good, schemes=["national", "government"]).code == 3


@pytest.mark.parametrize(("schemes", "trust"), [(["private"], False), (["own"], True)])
def test_a_list_that_is_not_there_or_not_asked_is_a_wrong_use(
    judge: Judge, office: Office, folder: Path, *, schemes: list[str], trust: bool
) -> None:
    anchors = [office.pki / "root.pem"] if trust else []
    with pytest.raises(BadValue):
        judge.by(office)(folder / "a.pdf", schemes=schemes, trust=anchors)


def test_the_exit_code_is_the_worst_of_all(judge: Judge, office: Office, folder: Path) -> None:
    assert judge.by(office)(folder / "a.pdf", folder / "b" / "deep").code == 0
    assert judge(folder / "a.pdf", folder / "none.pdf").code == 4
    assert judge(folder / "a.pdf", folder / "none.pdf", folder / "b").code == 1
    assert judge(folder / "a.pdf", at="2010-01-01").code == 3


def test_a_folder_without_papers_is_told_instead_of_called_good(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    judged = judge(tmp_path / "empty")
    assert judged.code == 4
    assert (judged.lines[0]["file"], judged.lines[0]["verdict"]) == (str(tmp_path / "empty"), "FAILED")
    assert judged.lines[0]["error"]["code"] == "no-such-file"


def test_no_link_leads_out_of_a_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.pdf").write_bytes(b"")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder)
    assert len(list(targets_of([str(folder)]))) == 5


def test_nothing_named_is_a_wrong_use(judge: Judge) -> None:
    with pytest.raises(Usage):
        judge()


def test_the_summary_has_a_row_for_each_file(
    judge: Judge, office: Office, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kết quả.csv"
    lines = judge.by(office)(folder, folder / "none.pdf", csv=out).lines
    head, *rows = _rows(out)
    assert head == list(HEAD)
    assert [row[:3] for row in rows] == [[line["file"], line["verdict"], line["reason"]] for line in lines]
    assert rows[0][3:6] == ["B-LTA", OFFICER, lines[0]["signatures"][0]["time"]]
    assert [row[6] for row in rows] == [line["vi"] for line in lines]
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        " =1",
        "\uff1d1",
        "\u202e=1",
        '"=1',
        "a;=1",
    ],
)
def test_no_stranger_s_word_becomes_a_formula_or_a_row(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out.csv"
    with summary_at(out) as summary:
        summary.add(name, FileVerdict(Verdict.FAILED, "NO_SIGNATURE", (), name, name))
    _, row = _rows(out)
    assert len(row) == len(HEAD)
    for cell in (row[0], row[6]):
        assert cell.lstrip()[0] not in "=+-@\uff1d"
        assert not set(cell) & set("\t\r\n\u202e")


def test_a_summary_stands_whole_or_not_at_all(
    judge: Judge, office: Office, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")
    with pytest.raises(ZeroDivisionError), summary_at(out):
        _ = 1 // 0
    assert out.read_text() == "before"
    with pytest.raises(ReportNotWritten):
        judge.by(office)(folder, csv=tmp_path / "none" / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "papers"]


def test_nothing_is_written_over_what_is_judged(judge: Judge, folder: Path) -> None:
    with pytest.raises(Usage):
        judge(folder / "a.pdf", csv=folder / "a.pdf")
    with pytest.raises(Usage):
        judge(folder, report=folder / "b" / "report.pdf")


def test_verdicts_are_not_gathered_unless_a_report_is_wanted(
    judge: Judge, office: Office, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[int] = []
    monkeypatch.setattr(
        "desk.cli.gathered.write_report", lambda _path, judged, **_how: handed.append(len(judged))
    )
    judge.by(office)(folder, csv=tmp_path / "out.csv")
    assert handed == []
    judge(folder, report=tmp_path / "out.json")
    assert handed == [5]


def test_people_see_how_many_are_judged_how_fast_and_how_long_it_still_takes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = judged_line(200, 800, 30.0)  # 400 a minute; 600 are left
    assert "200/800" in shown
    assert "400 a minute" in shown
    assert shown.count("0:01:30") == 2
    now = iter([0.0, 1.0, 6.0, 7.0, 30.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    tally = Tally(4, Output(as_json=False))
    for _ in range(4):
        tally.one_more()
    assert capsys.readouterr().out.count("2/4") == 1


def _kept(desk: Desk) -> list[str]:
    rows = desk.program("officer").get("/api/v1/papers", params={"stage": "kept"}).json()
    return [row["paper"] for row in rows["papers"]]


@pytest.mark.parametrize(
    "query", [Query(dossier=DOSSIER), Query("ket hon"), Query(type_slug=MARRIAGE), Query(owner=str(OWNER))]
)
def test_every_kept_paper_that_is_asked_for_is_judged_as_an_act(
    judge: Judge, desk: Desk, query: Query
) -> None:
    judged = judge.at(desk.house.settings.home, user="officer")(query=query)
    assert judged.words == [PASSED, PASSED]
    assert sorted(line["file"] for line in judged.lines) == sorted(_kept(desk))
    for paper in _kept(desk):
        shown = desk.program("auditor").get(f"/api/v1/papers/{paper}").json()
        assert any(e["action"] == "paper:verify" and e["actor"] == "officer" for e in shown["history"])


def test_a_query_finds_nothing_that_was_not_asked_for(judge: Judge, desk: Desk) -> None:
    judge.at(desk.house.settings.home, user="officer")
    for query in (Query("khai sinh"), Query("kêt hom"), Query(dossier="H99-1"), Query("!!")):
        assert judge(query=query).lines == []


def test_nobody_judges_what_they_may_not_read(judge: Judge, desk: Desk) -> None:
    judge.at(desk.house.settings.home, user="officer-elsewhere")
    assert judge(query=Query(dossier=DOSSIER)).lines == []
    judged = judge(_kept(desk)[0])
    assert (judged.code, judged.lines[0]["error"]["code"]) == (4, "not-found")


def test_a_store_that_does_not_answer_makes_no_paper_bad(
    judge: Judge, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> bytes:
        raise StoreUnavailable(where="objects", why="no answer")

    monkeypatch.setattr(FolderStore, "fetch", silent)
    judged = judge.at(desk.house.settings.home, user="officer")(_kept(desk)[0])
    assert judged.words == [("INDETERMINATE", "GENERIC")]
    assert judged.code == 5


def test_a_report_shows_each_file_s_page_or_says_why_not(
    judge: Judge, office: Office, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    judged = judge.by(office)(folder, folder / "none.pdf", report=out)
    text = out.read_text("utf-8")
    assert len(judged.lines) == 6
    assert text.count("<img ") == 4
    assert text.count('class="mark"') == 3
    assert text.count("There is no picture of a page") == 2
    assert judged.lines[0]["signatures"][0]["page"] == 1


def test_a_kept_paper_s_report_shows_its_page(judge: Judge, desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert judge.at(desk.house.settings.home, user="officer")(_kept(desk)[0], report=out).code == 0
    assert out.read_text("utf-8").count('class="mark"') == 1
