"""Joining numbers is an officer's act, with a reason, and on record whether it is done or refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive.audit.models import Event
from tests.desk.web.support import OWNER, Office, office

OLD, OTHER = "012345678", "099184000024"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(Path(tmp_path_factory.mktemp("desk"))) as opened:
        yield opened


def _join(desk: Office, who: str, **said: str) -> Any:
    body = {"owner": OWNER.number, "old": OLD, "reason": "Thẻ căn cước ghi số cũ", **said}
    return desk.program(who).post("/api/v1/owners/joins", json=body)


def _events(desk: Office, outcome: str) -> int:
    query = sa.select(sa.func.count()).where(Event.action == "owner:join", Event.outcome == outcome)
    with desk.house.database.reading() as session:
        return session.scalar(query) or 0


def test_an_officer_joins_and_it_is_on_record(desk: Office) -> None:
    answer = _join(desk, "officer", until="2021-05-31")
    assert answer.json() == {
        "owner": f"citizen:{OWNER.number}",
        "old": f"citizen:{OLD}",
        "until": "2021-05-31",
    }
    assert _events(desk, "done") == 1


@pytest.mark.parametrize(
    ("who", "said", "status"),
    [
        ("officer", {"reason": " "}, 422),
        ("officer", {"old": OTHER}, 409),  # two personal numbers
        ("officer", {"until": "2021-31-05"}, 422),
        ("officer", {"owner": OLD, "old": OWNER.number}, 422),  # the wrong way round
        ("officer", {"until": "2999-12-31"}, 422),
        ("officer", {"old": "organisation:0900123456"}, 422),
        ("handler", {}, 404),
        ("auditor", {}, 404),
    ],
)
def test_what_must_not_be_joined_is_not(desk: Office, who: str, said: dict[str, str], status: int) -> None:
    refused = _events(desk, "refused")
    assert _join(desk, who, **said).status_code == status
    assert _events(desk, "refused") - refused == (0 if said.get("until") == "2021-31-05" else 1)
