"""A paper ends, is replaced and corrected from the command line; its dossiers are told there too."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from archive.errors import NotFound
from desk.cli.app import app
from desk.cli.show import show
from desk.errors import EndStands
from tests.desk.web.support import HOME_AGENCY, OWNER
from tests.desk.web.support import Office as Desk
from tests.desk.web.test_life import ended_by_rule


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command as the officer; return its JSON lines."""
    monkeypatch.setenv("SOHOA_HOME", str(desk.house.settings.home))
    monkeypatch.setenv("SOHOA_USER", "officer")

    def call(*words: str) -> list[dict[str, Any]]:
        done = CliRunner().invoke(app, [*words, "--json"], standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return [json.loads(line) for line in done.stdout.splitlines()]

    return call


def test_every_act_and_what_it_tells(desk: Desk, run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    program = desk.program("officer")
    first, second = (desk.kept(program, colour=colour) for colour in (61, 62))
    noted = run("note-correction", first, "--says", "sửa họ tên", "--agency", "UBND xã", "--number", "1/ĐC")
    assert [line["state"] for line in noted] == ["available"]
    assert [line["state"] for line in run("replace", first, second, "--reason", "thiếu trang 2")] == [
        "superseded"
    ]
    words = (
        "--reason",
        "cấp sai",
        "--authority",
        "UBND tỉnh",
        "--decision",
        "12/QĐ",
        "--since",
        "2025-01-02",
    )
    assert [line["state"] for line in run("revoke", second, *words)] == ["revoked"]
    (told,) = run("show", second)
    assert [(one["how"], one["since"], one["authority"]) for one in told["endings"]] == [
        ("revoked", "2025-01-02", "UBND tỉnh")
    ]
    capsys.readouterr()
    assert show(first, as_json=False) == 0
    said = capsys.readouterr().out
    assert "thiếu trang 2" in said
    assert "đã đính chính bởi 1/ĐC, UBND xã: sửa họ tên" in said
    assert run("notices") == []
    older, newer = (desk.kept(program, colour=colour) for colour in (63, 64))
    ended_by_rule(desk, older, newer)
    (line,) = run("revoke", newer, "--reason", "đọc sai ngày")
    assert [(one["paper"], one["doubtful"]) for one in line["ended"]] == [(older, True)]
    assert [(one["told"], one["how"]) for one in run("notices")] == [("end-in-doubt", "superseded")]
    assert [line["state"] for line in run("reinstate", older, "--reason", "đọc sai ngày")] == ["available"]
    assert [one["told"] for one in run("notices")] == ["taken-back"]
    with pytest.raises(EndStands):
        run("reinstate", second, "--reason", "nhầm")
    assert run("reuse", "uses", "--owner", str(OWNER), "--ground", "self") == []


def test_a_dossier_is_closed_by_its_number(desk: Desk, run: Any) -> None:
    number = f"{HOME_AGENCY}-261105-0556"
    desk.kept(desk.program("officer"), colour=66, dossier=number)
    (closed,) = run("dossier", "close", number)
    assert closed["dossier"] == number
    assert run("dossier", "close", number) == [closed]
    with pytest.raises(NotFound):
        run("dossier", "close", "H99-none")
