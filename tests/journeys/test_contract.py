"""Every command keeps its words, its JSON keys and its exit codes, since scripts depend on them."""

import re
import subprocess
from pathlib import Path

import pytest

from fixtures.papers.catalogue import paper as drawn
from fixtures.people import family
from fixtures.scans.conditions import scan
from fixtures.scans.files import jpeg
from tests.journeys.cli import PROGRAM, Answer, Cli, FreshCli, handed

HOUSE = family(11)
OWNER, DOSSIER = HOUSE.husband.owner, "H99.12-260302-0201"
MARRIAGE = "giay-chung-nhan-ket-hon"
INGEST = "paper code file pages state type sha256 level verdict duplicate_of error"
PAGE = "number width height dpi rotation blank text confidence warnings"
FIND = "paper code type title owner_id owner_name number issued_on valid_until state reusable why_not"
SIGNATURE = "field signer time level integrity certificate changes verdict reason"
COMMANDS = (
    "init serve worker doctor demo read ingest queue confirm sign show export mark revoke replace"
    " note-correction retry read-again notices acknowledge verify find separators reuse"
    " catalogue user trust archive audit"
)


def _has(line: dict[str, object], keys: str) -> None:
    assert set(keys.split()) <= set(line), sorted(line)


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """One archive for the module; every command starts as it does for its users."""
    return FreshCli(tmp_path_factory.mktemp("contract") / "home")


@pytest.fixture(scope="module")
def scan_file(cli: Cli) -> Path:
    """A scanned marriage certificate of the owner."""
    file = cli.home.parent / "ket-hon.jpg"
    file.write_bytes(jpeg(scan(drawn(MARRIAGE, 11, household=HOUSE), "scan", 11)[0], 80))
    return file


@pytest.fixture(scope="module")
def taken_in(cli: Cli, scan_file: Path) -> Answer:
    """The paper, waiting for its officer."""
    return cli.run("ingest", scan_file, *handed(OWNER, DOSSIER))


@pytest.fixture(scope="module")
def kept(cli: Cli, taken_in: Answer) -> str:
    """The paper, confirmed and signed."""
    line = cli.run("confirm", taken_in.line["code"], "--presented", "original").line
    _has(line, "paper state level verdict")
    assert (line["state"], line["level"], line["verdict"]) == ("available", "B-LTA", "PASSED")
    return str(line["paper"])


def test_help_lists_every_command_in_a_third_of_a_second() -> None:
    done = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True, timeout=60)
    assert set(COMMANDS.split()) <= set(re.findall(r"^  ([\w-]+)  ", done.stdout, re.MULTILINE))


def test_read_tells_pages_papers_fields_and_codes(cli: Cli, scan_file: Path) -> None:
    line = cli.run("read", scan_file).line
    _has(line, "file pages text papers qr blanks separators engine seconds")
    _has(line["pages"][0], PAGE)
    _has(line["papers"][0], "pages type type_confidence why fields")
    for field in line["papers"][0]["fields"].values():
        _has(field, "value raw confidence page box")
    width, height = line["pages"][0]["width"], line["pages"][0]["height"]
    for code in line["qr"]:
        left, top, right, bottom = code["box"]
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


def test_ingest_rests_at_the_officer_with_exit_0(taken_in: Answer) -> None:
    _has(taken_in.line, INGEST)
    assert (taken_in.line["state"], taken_in.line["type"]) == ("needs_review", MARRIAGE)
    assert (taken_in.line["level"], taken_in.line["verdict"]) == (None, None)


def test_show_tells_state_revisions_history_and_reuse(cli: Cli, kept: str) -> None:
    line = cli.run("show", kept).line
    _has(line, "paper state revisions history reused")
    assert [row["reason"] for row in line["revisions"]] == ["signed"]
    actions = [event["action"] for event in line["history"]]
    assert actions.index("paper:receive") < actions.index("paper:describe") < actions.index("paper:confirm")
    assert actions.index("paper:confirm") < actions.index("paper:sign")


def test_confirming_again_changes_nothing(cli: Cli, kept: str) -> None:
    before = cli.run("show", kept).line
    cli.run("confirm", kept, "--presented", "original")
    after = cli.run("show", kept).line
    assert after["revisions"] == before["revisions"]
    assert after["version"] == before["version"]


@pytest.mark.parametrize("what", ["signed", "original", "text", "evidence"])
def test_export_writes_what_was_asked_for(cli: Cli, kept: str, tmp_path: Path, what: str) -> None:
    lines = cli.run("export", kept, "--to", tmp_path, "--what", what).lines
    assert lines
    for line in lines:
        _has(line, "paper file sha256")
        assert Path(line["file"]).stat().st_size > 0
    if what == "text":
        assert "KẾT HÔN" in Path(lines[0]["file"]).read_text("utf-8")


def test_find_tells_who_and_whether_it_may_be_reused(cli: Cli, kept: str) -> None:
    lines = cli.run("find", "--owner", OWNER, "--type", MARRIAGE, "--reusable").lines
    assert [line["paper"] for line in lines] == [kept]
    _has(lines[0], FIND)
    assert lines[0]["owner_id"] in (HOUSE.husband.owner.number, HOUSE.wife.owner.number)
    assert cli.run("find", "không có giấy nào như thế").lines == []


def test_verify_gives_each_target_one_line(cli: Cli, kept: str, tmp_path: Path) -> None:
    text = tmp_path / "van-ban.txt"
    text.write_text("không phải PDF", "utf-8")
    lines = cli.run("verify", kept, text, tmp_path / "khong-co.pdf", code=1).lines
    assert [line["file"] for line in lines] == [kept, str(text), str(tmp_path / "khong-co.pdf")]
    for line in lines:
        _has(line, "file verdict reason signatures")
    _has(lines[0]["signatures"][0], SIGNATURE)
    assert [line["verdict"] for line in lines] == ["PASSED", "FAILED", "FAILED"]
    assert lines[1]["reason"] == "FORMAT_FAILURE"
    report = tmp_path / "report.html"
    cli.run("verify", kept, "--report", report)
    assert "PASSED" in report.read_text("utf-8")


def test_reuse_check_take_refuse_and_ask(cli: Cli, kept: str) -> None:
    slip = cli.home / "slip.pdf"
    asked = ("reuse", "check", "--owner", OWNER, "--procedure", "1.001193")
    lines = cli.run(*asked).lines
    assert cli.run(*asked, "--slip", str(slip)).lines == lines
    assert slip.read_bytes().startswith(b"%PDF-")
    for line in lines:
        _has(line, "component required status papers reason say")
        assert line["status"] in ("reusable", "ask", "not_needed", "from_database", "choose")
    component = next(line["component"] for line in lines if line["status"] == "reusable")
    where = ("--component", component, *handed(OWNER, "H99.12-260303-0001", "1.001193"))
    to = cli.home / "preview.pdf"
    seen = cli.run("reuse", "preview", kept, *where, "--to", str(to)).line
    _has(seen, "paper component revision shown reusable why_not pages drawn file sha256")
    assert to.read_bytes().startswith(b"%PDF-")
    cli.run("reuse", "take", kept, *where, "--shown", "0" * 64, code=4)
    counter = ("--shown", seen["shown"], "--identity", "chip-card")
    taken = cli.run("reuse", "take", kept, *where, *counter).line
    _has(taken, "paper dossier component revision taken law purpose requester")
    assert (taken["revision"], taken["assisted"], taken["identity_check"]) == (
        seen["revision"], True, "chip-card",
    )  # fmt: skip
    other = ("--component", component, *handed(OWNER, "H99.12-260303-0002", "1.001193"))
    cli.run("reuse", "ask", *other, code=4)  # it is there: asking needs a reason
    cli.run("reuse", "ask", *other, "--reason", "bản gốc đã bị sửa chữa")
    cli.run("reuse", "refuse", kept, *other, code=4)
    cli.run("reuse", "refuse", kept, *other, "--reason", "ảnh mờ")


def test_doctor_names_each_part_and_how_to_mend_it(cli: Cli, kept: str) -> None:
    lines = cli.run("doctor").by("check")
    for name in ("tesseract", "language", "font", "database", "store", "keys", "timestamp", "clock", "disk"):
        _has(lines[name], "check ok detail fix")
        assert lines[name]["ok"], lines[name]
    stamps = "http://127.0.0.1:9/first http://127.0.0.1:9/second"
    ill = FreshCli(cli.home, {"SOHOA_TSA_URL": stamps, "SOHOA_FONT": "/nowhere.ttf"})
    lines = ill.run("doctor", code=5).by("check")
    assert {name for name, line in lines.items() if not line["ok"]} == {"timestamp", "timestamp-2", "font"}
    assert "127.0.0.1:9/second" in lines["timestamp-2"]["detail"]
    assert all(line["fix"] for line in lines.values() if not line["ok"])


def test_separators_catalogue_trust_and_accounts(cli: Cli, kept: str, tmp_path: Path) -> None:
    sheets = tmp_path / "to-phan-cach.pdf"
    cli.run("separators", "--count", 2, "--to", sheets)
    line = cli.run("read", sheets).line
    assert line["separators"] == [1, 2]
    cli.run("catalogue", "check", Path("src/archive/catalogue/data"))
    assert cli.run("catalogue", "load", "--dry-run", Path("src/archive/catalogue/data")).lines == []
    for line in cli.run("trust", "export", "--to", tmp_path / "trust").lines:
        _has(line, "file kind subject")
    cli.run("user", "add", "mai", "--role", "officer", "--full-name", "Vũ Thị Mai")
    cli.run("user", "add", "mai", "--role", "officer", code=4)
    cli.run("user", "add", "moi", "--role", "vua", code=4)


def test_a_catalogue_error_names_file_and_line(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "danh-muc"
    folder.mkdir()
    for file in Path("src/archive/catalogue/data").glob("*.csv"):
        folder.joinpath(file.name).write_bytes(file.read_bytes())
    with (folder / "procedures.csv").open("a", encoding="utf-8") as stream:
        stream.write("không phải mã,,,,,,,\n")
    rows = len((folder / "procedures.csv").read_text("utf-8").splitlines())
    lines = cli.run("catalogue", "check", folder, code=4).lines
    assert {(Path(line["file"]).name, line["line"]) for line in lines} == {("procedures.csv", rows)}
    answer = cli.run("catalogue", "load", folder, code=4)
    assert "procedures.csv" in answer.error


def test_archive_check_and_audit_verify_end_with_their_sums(cli: Cli, kept: str) -> None:
    _has(cli.run("archive", "check").lines[-1], "checked damaged missing orphans")
    _has(cli.run("audit", "verify").lines[-1], "events sealed unsealed ok")


def test_an_altered_object_is_found_and_the_paper_is_not_given_out(
    cli: Cli, scan_file: Path, tmp_path: Path
) -> None:
    mine = FreshCli(tmp_path / "home")
    paper = mine.run("ingest", scan_file, *handed(OWNER, DOSSIER), "--confirm").line["paper"]
    sha256 = mine.run("show", paper).line["revisions"][-1]["sha256"]
    stored = mine.home / "objects" / sha256[:2] / sha256[2:4] / sha256
    stored.chmod(0o600)
    data = bytearray(stored.read_bytes())
    data[len(data) // 2] ^= 1
    stored.write_bytes(data)
    last = mine.run("archive", "check", code=1).lines[-1]
    assert last["damaged"] == [sha256]
    mine.run("export", paper, "--to", tmp_path / "out", code=1)
    assert not list((tmp_path / "out").glob("*.pdf"))
    stored.unlink()
    assert mine.run("archive", "check", code=1).lines[-1]["missing"] == [sha256]


def test_a_user_who_is_not_there_acts_not(cli: Cli, kept: str) -> None:
    assert "not-found" in cli.as_user("khong-co").run("find", "x", code=4).error
