"""Every dependency has a line with its purpose, reason and licence; no line is left over."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

_PROJECT = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
_ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_ROWS = {row[1]: row for row in _ROW.finditer(Path("docs/dependencies.md").read_text("utf-8"))}


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ]", each)[0] for each in requirements}


_RUNTIME = _names(_PROJECT["project"]["dependencies"])
_TESTS = _names(_PROJECT["dependency-groups"]["dev"])


def test_the_list_is_that_of_the_project() -> None:
    assert set(_ROWS) == _RUNTIME | _TESTS


@pytest.mark.parametrize("name", sorted(_RUNTIME | _TESTS))
def test_the_licence_is_the_one_that_the_package_declares(name: str) -> None:
    meta = importlib.metadata.metadata(name)
    declared = meta.get("License-Expression") or meta.get("License") or ""
    declared += " ".join(each for each in meta.get_all("Classifier") or [] if each.startswith("License"))
    said = re.split(r"[-. ,;(]", _ROWS[name][4])[0]
    assert said.lower() in declared.lower(), declared[:100]


def test_nothing_that_runs_is_under_a_licence_that_binds_the_whole() -> None:
    strong = re.compile(r"\b(AGPL|Affero|SSPL|BUSL|Commons Clause|(?<!L)GPL-?[23]|GNU General Public)", re.I)
    found = []
    for each in importlib.metadata.distributions():
        licence = each.metadata.get("License-Expression") or (each.metadata.get("License") or "")[:200]
        licence += " ".join(line for line in each.metadata.get_all("Classifier") or [] if "License" in line)
        if strong.search(licence):
            found.append(f"{each.name}: {licence}")
    assert found == []
