"""A look at an offered paper: on the ground of the check, of nobody else's paper, and on record."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight
from archive.audit.models import Event, EventDetail
from archive.database.engine import Database
from archive.errors import Forbidden, NotFound
from archive.papers.models import Paper
from reuse import previews
from reuse.errors import NoGround, NotReusable
from reuse.grounds import asking
from reuse.service import asked_component
from reuse.values import Offer, WhyNot
from tests.factories import BIRTH, CLOCK, OTHER_DESK, actor, citizen, dossier, paper

COMPONENT = f"{BIRTH}-TP04"
REVISION = "a" * 64


def _look(
    session: Session,
    row: Paper,
    *,
    who: Any = None,
    owner: Any = None,
    component: str = COMPONENT,
    requester: str = "",
    ground: str = "",
    revision: str = REVISION,
    page: int = 0,
) -> Offer:
    return previews.look(
        session, CLOCK, who or actor(), row.id, asking(owner or citizen(1), requester, ground, ""),
        asked_component(session, CLOCK, BIRTH, component), name="as typed", dossier="H99-N",
        revision=revision, page=page,
    )  # fmt: skip


def _events(session: Session) -> list[tuple[Event, dict[str, Any]]]:
    rows = session.execute(sa.select(Event, EventDetail.detail).join(EventDetail)).all()
    return [(event, json.loads(detail)) for event, detail in rows]


@pytest.mark.parametrize(("page", "told"), [(0, "all"), (2, 2)])
def test_a_look_is_on_record_with_the_very_revision(database: Database, page: int, told: object) -> None:
    with database.transaction() as session:
        row = paper(session)
        offer = _look(session, row, requester=str(citizen(2)), ground="spouse", page=page)
        assert (offer.candidate.id, offer.why_not) == (row.id, None)
        ((event, detail),) = _events(session)
        assert (event.action, event.subject, event.outcome) == ("reuse:preview", str(row.id), "done")
        assert (detail["revision"], detail["page"], detail["component"]) == (REVISION, told, COMPONENT)
        assert (detail["owner"], detail["requester"]) == (str(citizen(1)), str(citizen(2)))
        assert (detail["ground"], detail["dossier"], detail["code"]) == ("spouse", "H99-N", row.code)


def test_a_paper_kept_elsewhere_is_seen_on_the_ground_not_by_the_desks_right(database: Database) -> None:
    with database.transaction() as session:
        far = dossier(session, "H99-9", receiving_agency=OTHER_DESK, deciding_agency=OTHER_DESK,
                      keeping_agency=OTHER_DESK)  # fmt: skip
        assert _look(session, paper(session, far)).why_not is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"presented": "not_compared"}, WhyNot.NOT_COMPARED),
        ({"verdict": "FAILED"}, WhyNot.SIGNATURE_BAD),
        ({"level": "B-B"}, WhyNot.LEVEL_MISSING),
    ],
)
def test_what_the_check_refuses_in_the_open_may_be_looked_at_to_see_why(
    database: Database, values: dict[str, Any], why: WhyNot
) -> None:
    with database.transaction() as session:
        assert _look(session, paper(session, **values)).why_not is why


@pytest.mark.parametrize(
    "values",
    [
        {"confirmed_by": None},
        {"owner_confirmed": False},
        {"standing": "revoked", "owner_confirmed": False},
        {"standing": "hidden"},
        {"standing": "revoked"},
        {"standing": "superseded"},
        {"standing": "pending"},
        {"held": True},
        {"stage": "needs_review", "standing": "pending"},
        {"stage": "failed", "standing": "pending"},
    ],
)
def test_a_paper_whose_owner_is_unsure_or_that_is_hidden_held_or_ended_is_not_shown(
    database: Database, values: dict[str, Any]
) -> None:
    with database.transaction() as session:
        row = paper(session, **values)
        with pytest.raises(NotReusable):
            _look(session, row)
        assert _events(session) == []


def test_what_the_check_would_not_name_is_answered_like_a_paper_that_is_not_there(database: Database) -> None:
    with database.transaction() as session:
        mine, theirs = paper(session), paper(session, owner=citizen(2))
        unsigned = paper(session, owner=citizen(3))
        said = set()
        for row, more in (
            (theirs, {}),  # another person's
            (mine, {"component": f"{BIRTH}-TP07"}),  # of a type that does not serve here
            (unsigned, {"owner": citizen(3), "revision": ""}),  # nothing that is proved
        ):
            with pytest.raises(NotFound) as refused:
                _look(session, row, **more)
            said.add(refused.value.text_en)
        assert len(said) == 1
        assert "as typed" in said.pop()
        assert _events(session) == []


def test_nobody_looks_without_the_right_or_a_ground_that_holds(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session)
        for role in (AccountRight.AUDITOR, AccountRight.ADMIN):
            with pytest.raises(Forbidden):
                _look(session, row, who=actor(role))
        false = paper(session, type="giay-uy-quyen")
        with pytest.raises(NoGround):
            _look(session, row, requester=str(citizen(2)), ground=f"authority:{false.code}")
        assert _events(session) == []
