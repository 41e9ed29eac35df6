"""A paper moves only as the table of moves says, and a script sees one word for stage and standing."""

import itertools

import pytest

from archive.errors import MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.states import AT_REST, STAGE_MOVES, STANDING_MOVES, Stage, Standing, shown_state

# The life of a paper as the design tells it, written out once more: a move that is added must be meant.
_WAYS = {
    "received": {"reading", "rejected", "failed"},
    "reading": {"needs_review", "rejected", "failed"},
    "needs_review": {"confirmed", "reading", "rejected"},
    "confirmed": {"copying", "kept", "failed"},
    "copying": {"signing", "failed"},
    "signing": {"kept", "confirmed", "failed"},
    "kept": set(),
    "rejected": set(),
    "failed": {"received", "confirmed", "rejected"},
}
_GOOD_FOR = {
    "pending": {"available", "hidden"},
    "hidden": {"available", "revoked", "superseded"},
    "available": {"revoked", "superseded"},
    "revoked": set(),
    "superseded": {"revoked", "available"},
}


def _paper(stage: str, standing: str = "pending") -> Paper:
    return Paper(code="2026-000001", stage=stage, standing=standing)


def test_the_table_knows_every_stage_and_every_standing() -> None:
    assert set(STAGE_MOVES) == set(Stage)
    assert set(STANDING_MOVES) == set(Standing)


@pytest.mark.parametrize(("now", "then"), list(itertools.product(Stage, Stage)))
def test_a_paper_moves_only_by_the_table(now: Stage, then: Stage) -> None:
    paper = _paper(now)
    if then in _WAYS[now]:
        papers.move(paper, then)
        assert paper.stage == then
        return
    with pytest.raises(MoveNotAllowed) as refused:
        papers.move(paper, then)
    assert paper.stage == now
    assert "2026-000001" in refused.value.text_vi


@pytest.mark.parametrize(("now", "then"), list(itertools.product(Standing, Standing)))
def test_a_kept_paper_changes_its_standing_only_by_the_table(now: Standing, then: Standing) -> None:
    paper = _paper("kept", now)
    if then in _GOOD_FOR[now]:
        papers.change_standing(paper, then)
        assert paper.standing == then
        return
    with pytest.raises(MoveNotAllowed):
        papers.change_standing(paper, then)
    assert paper.standing == now


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.KEPT])
def test_what_is_not_kept_is_good_for_nothing(stage: Stage) -> None:
    for then in Standing:
        with pytest.raises(MoveNotAllowed):
            papers.change_standing(_paper(stage), then)


def test_nothing_leads_back_from_revoked_to_available() -> None:
    reached, new = {Standing.REVOKED}, {Standing.REVOKED}
    while new := {then for now in new for then in STANDING_MOVES[now]} - reached:
        reached |= new
    assert reached == {Standing.REVOKED}


@pytest.mark.parametrize(("stage", "standing"), list(itertools.product(Stage, Standing)))
def test_state_is_the_standing_of_a_kept_paper_and_else_the_stage(stage: Stage, standing: Standing) -> None:
    expected = standing if stage == "kept" and standing != "pending" else stage
    assert shown_state(stage, standing) == expected


def test_every_stage_is_at_rest_or_at_work() -> None:
    assert set(papers.WORKING) | AT_REST == set(Stage)
    assert not set(papers.WORKING) & AT_REST
