"""Guides and help name what is there: buttons of the desk, engines, folders of the house."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive.settings import OCR_ENGINES
from archive.values.verdict import Level
from desk.cli.app import app
from desk.web.bodies import ReadingBody
from fixtures import foreign, layouts
from fixtures.forgeries import FAMILIES
from fixtures.forgeries.families import ENDLESS, SIGNED

_HOUSE = ("src", "tests", "fixtures", "benchmarks", "docs", "scripts")


def test_help_and_api_name_every_engine() -> None:
    shown = CliRunner().invoke(app, ["read-again", "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
    described = ReadingBody.model_fields["engine"].description or ""
    for engine in OCR_ENGINES:
        assert re.search(rf"\b{engine}\b", shown), engine
        assert re.search(rf"\b{engine}\b", described), engine


@pytest.mark.parametrize("folder", _HOUSE)
def test_the_readme_names_every_folder_of_the_house(folder: str) -> None:
    house = Path("README.md").read_text("utf-8").split("## The house")[1].split("\n## ")[0]
    assert Path(folder).is_dir()
    assert f"{folder}/" in house


def test_the_officers_guide_leads_through_every_button_of_handing_in() -> None:
    form = Path("src/desk/web/templates/upload.html").read_text("utf-8")
    guide = Path("docs/guide/officers.vi.md").read_text("utf-8")
    step = guide.split("2. **Tiếp nhận**")[1].split("3. **")[0].replace("\n   ", " ")
    buttons = re.findall(r"<button[^>]*>([^<]+)</button>", form)
    assert buttons
    for name in buttons:
        assert f"*{name}*" in step, name


def test_the_table_of_other_judges_has_every_file_that_they_judge() -> None:
    text = Path("docs/peers.md").read_text("utf-8")
    rows = {row for row in re.findall(r"^\| (\S.*?) \| ", text, re.MULTILINE)}
    forged = {name for family in (*FAMILIES.values(), *SIGNED.values()) for name in family}
    own = {f"{layout}, {level.value}" for layout in layouts.LAYOUTS for level in Level}
    assert {*forged, *own, *foreign.ALL} - ENDLESS - rows == set(), "write it anew: make peers-table"
    told = [line for line in text.splitlines() if line.startswith("| ") and "| PASSED |" in line]
    assert {line.split(" | ")[0][2:] for line in told} & forged == set()
