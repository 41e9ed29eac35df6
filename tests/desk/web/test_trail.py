"""What was refused on a paper is found by the paper, by whichever of its names it was asked for."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.desk.web.support import Office, office

REASON = {"reason": "nghi giả"}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk on each engine."""
    on_server = request.param == "postgresql"
    open_desk = request.getfixturevalue("office_on_postgres") if on_server else office
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(scope="module")
def paper(desk: Office) -> tuple[str, str]:
    """Id and code of a paper on which a handler was refused an act twice, by either name."""
    key = desk.handed(desk.program("officer"))
    code = str(desk.program("officer").get(f"/api/v1/papers/{key}").json()["code"])
    for name in (key, code):
        sent = desk.visitor("handler", program=True).post(f"/api/v1/papers/{name}/revocations", json=REASON)
        assert sent.status_code == 404
    return key, code


def _refused(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["actor"], row["action"]) for row in rows if row["outcome"] == "refused"]


def test_the_trail_of_a_paper_has_what_was_refused_by_its_code(desk: Office, paper: tuple[str, str]) -> None:
    auditor = desk.visitor("auditor", program=True)
    for name in paper:
        rows = auditor.get("/api/v1/audit/events", params={"paper": name}).json()["events"]
        assert _refused(rows) == [("handler", "paper:revoke")] * 2
        assert {row["subject"] for row in rows} == set(paper)
        page = desk.visitor("auditor", program=False).get("/audit", params={"paper": name}).text
        assert page.count("<small>paper:revoke</small>") == 2


def test_pages_and_other_filters_hold_for_both_names(desk: Office, paper: tuple[str, str]) -> None:
    auditor = desk.visitor("auditor", program=True)
    asked: dict[str, Any] = {"paper": paper[1], "outcome": "refused", "limit": 1}
    first = auditor.get("/api/v1/audit/events", params=asked).json()
    rest = auditor.get("/api/v1/audit/events", params={**asked, "cursor": first["next"]}).json()
    assert [row["subject"] for row in (*first["events"], *rest["events"])] == [paper[1], paper[0]]
    assert rest["next"] is None


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_the_history_of_a_paper_has_it_too(desk: Office, paper: tuple[str, str], who: str) -> None:
    view = desk.visitor(who, program=True).get(f"/api/v1/papers/{paper[0]}").json()
    assert _refused(view["history"]) == [("handler", "paper:revoke")] * 2
