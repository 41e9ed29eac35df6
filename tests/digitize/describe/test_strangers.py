"""Papers on which other people's numbers stand near the owner's: none of them is ever surely the owner's."""

import datetime as dt
from pathlib import Path

import pytest

from archive.values.description import Source
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread
from fixtures.templates.catalogue import FOLDER
from fixtures.templates.template import typeset

_TODAY = dt.date(2026, 3, 2)
_FILES = sorted((FOLDER.parent / "strangers").glob("*.txt"))
_SEEDS = (1, 4)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_no_other_number_is_surely_the_owners(file: Path) -> None:
    types = rules_without_archive(_TODAY)
    for seed in _SEEDS:
        made = typeset(file.read_text("utf-8"), file.stem, seed)
        pages = exact(made)
        for reading in (pages, misread(pages, "standard", seed), misread(pages, "hard", seed)):
            said = RuleDescriber().describe(reading, types=types, today=_TODAY).papers[0].fields
            field = said.get("owner_id")
            if field is not None and field.source is not Source.QR and field.confidence >= 0.9:
                assert field.value == made.truth.fields.get("owner_id")
