"""An administrator is told everything that is wrong in catalogue files at once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.catalogue.load import SHIPPED
from archive.errors import CatalogueError
from desk.cli.admin import catalogue_check, catalogue_compare, catalogue_load
from tests.desk.web.support import office


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path / "desk") as opened:
        monkeypatch.setenv("SOHOA_HOME", str(opened.house.settings.home))
    monkeypatch.setenv("SOHOA_USER", "administrator")


@pytest.mark.parametrize("command", [catalogue_load, catalogue_compare])
def test_every_finding_is_named_before_the_files_are_refused(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "danh-muc"
    folder.mkdir()
    for file in SHIPPED.glob("*.csv"):
        folder.joinpath(file.name).write_bytes(file.read_bytes())
    for name in ("procedures.csv", "agencies.csv"):
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write("không phải mã\n")
    assert catalogue_check(folder, as_json=True) != 0
    checked = capsys.readouterr().out.splitlines()
    assert {json.loads(line)["file"] for line in checked} == {"procedures.csv", "agencies.csv"}
    with pytest.raises(CatalogueError):
        command(folder, as_json=True)
    assert capsys.readouterr().out.splitlines() == checked
