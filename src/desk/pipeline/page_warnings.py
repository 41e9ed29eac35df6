"""What was noticed on the pages of a paper, as every door shows it.

Must not load the reader, which takes longer than looking a paper up may.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from archive.papers import readings
from archive.papers.models import Paper


def warning_rows(session: Session, paper: Paper) -> list[dict[str, Any]]:
    """Return the warnings of a paper's pages in order, each with the page's number in the paper."""
    rows = []
    for leaf in paper.leaves:
        page = readings.newest_page(session, leaf.intake_id, leaf.page)
        rows += [{"page": leaf.no, **warning_row(notice)} for notice in (page.notices if page else ())]
    return rows


def warning_row(notice: Mapping[str, Any]) -> dict[str, Any]:
    """Return a saved notice: code, text in both languages, box on the page as shown or None."""
    return {
        "code": notice["code"],
        "text": notice["vi"],
        "text_en": notice["en"],
        "box": notice.get("box"),
    }
