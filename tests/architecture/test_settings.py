"""The reference of the settings is complete, because it is written from the code."""

import dataclasses as dc
from pathlib import Path

import pytest

from archive.errors import BadSetting
from archive.settings import Settings, load
from scripts.write_docs import replaced, settings_table

_REFERENCE = Path("docs/settings.md")


def test_the_reference_lists_every_setting_as_it_is() -> None:
    text = _REFERENCE.read_text("utf-8")
    assert replaced(text, "settings", settings_table()) == text, "run `make docs`"


def test_every_setting_has_a_help_text_and_numbers_have_a_unit() -> None:
    for field in dc.fields(Settings):
        assert field.metadata["help"], field.name
        assert field.metadata["unit"] or field.type is not int, field.name


def test_secrets_never_show_in_the_settings() -> None:
    names = [field.name for field in dc.fields(Settings) if field.metadata["secret"]]
    settings = dc.replace(Settings(), **dict.fromkeys(names, "canary-4711"))
    assert names
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("name", ["SOHOA_S3_ENDPIONT", "SOHOA_MAX_BYTES_FILE", "SOHOA_"])
def test_an_unknown_name_stops_the_start(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load({name: "1"})


def test_every_setting_that_the_papers_name_exists() -> None:
    import re

    known = {f"SOHOA_{field.name.upper()}" for field in dc.fields(Settings)}
    known |= {f"{name}_FILE" for name in known}
    places = [
        *Path("docs").rglob("*.md"),
        Path("README.md"),
        Path("Dockerfile"),
        Path("compose.yaml"),
        Path("Makefile"),
    ]
    for place in places:
        # What ends in an underscore is a prefix that the text speaks of.
        named = {
            name for name in re.findall(r"SOHOA_[A-Z0-9_]*", place.read_text("utf-8")) if name[-1] != "_"
        }
        assert named <= known, place
