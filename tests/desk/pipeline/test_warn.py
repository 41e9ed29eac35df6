"""What the pages of a scan tell together is kept with them and shown; what another scan told is not."""

import uuid
from typing import Any

import pytest

from archive.papers import repository as papers
from archive.papers.models import Paper
from desk.cli.lines import paper_line
from desk.pipeline.view import whole
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import picture
from tests.fakes.warning_reader import SHADOW, WarningReader


@pytest.fixture
def paper(workshop: Workshop) -> Paper:
    workshop.broken(reader=WarningReader(workshop.house.reader))
    return workshop.handed(picture(251))


def _shown(workshop: Workshop, paper_id: uuid.UUID) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a paper as `show` and as `ingest` print it."""
    actor = workshop.actor("officer")
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, paper_id)
        return whole(session, workshop.house, actor, row), paper_line(session, actor, row)


def test_a_missing_page_and_a_shadow_are_told_with_page_and_place(workshop: Workshop, paper: Paper) -> None:
    view, line = _shown(workshop, paper.id)
    shadow, missing = view["warnings"]
    assert shadow == {
        "page": 1,
        "code": "shadow",
        "text": SHADOW.vi,
        "text_en": SHADOW.en,
        "box": [10, 20, 300, 400],
    }
    assert (missing["page"], missing["code"]) == (1, "page-missing")
    assert "trang 2" in missing["text"]
    assert missing["box"][1] == 260 + 62  # the second line's
    assert line["warnings"] == view["warnings"]
