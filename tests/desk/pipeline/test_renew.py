"""The proof of a kept paper is carried on in time, by itself, once, and whatever dies meanwhile."""

import dataclasses as dc
import datetime as dt

import pytest

from archive.accounts.machine import MACHINE
from archive.clock import FixedClock
from archive.papers.models import Paper
from archive.values.verdict import Verdict
from desk.engine.port import Leg
from desk.house import House
from desk.pipeline import renew
from desk.pipeline.sweep import sweep
from signing.models import SignedRevision
from signing.service import SigningRoom
from tests.desk.pipeline.workshop import Crash, CrashingStore, Workshop

DUE, OVER = dt.timedelta(days=3400), dt.timedelta(days=4000)
"""Time stamps of the embedded authority are proved for 3,652 days, and renewed a year before."""


def _years_later(workshop: Workshop, span: dt.timedelta, **parts: object) -> House:
    """Let the whole house live so much later."""
    clock = FixedClock(workshop.house.clock.now() + span)
    return workshop.broken(clock=clock, signing=SigningRoom(workshop.house.settings, clock), **parts)


def _ordered(workshop: Workshop, house: House, paper: Paper) -> bool:
    """Sweep and say whether the paper's renewal was ordered; other papers of the office may be due too."""
    sweep(house)
    return any(leg is Leg.RENEW and one == paper.id for leg, one, _ in workshop.office.engine.ordered)


def test_a_proof_is_carried_on_before_it_ends(workshop: Workshop) -> None:
    paper = workshop.kept()
    (first,) = workshop.revisions(paper)
    assert first.proof_ends is not None
    assert not _ordered(workshop, workshop.house, paper)
    house = _years_later(workshop, DUE)
    assert _ordered(workshop, house, paper)
    workshop.run()
    first, second = workshop.revisions(paper)
    assert (second.reason, second.level, second.parent_sha256) == ("renewed", "B-LTA", first.sha256)
    assert second.proof_ends > house.clock.now() + DUE  # type: ignore[operator]
    assert workshop.events(paper)[-1] == (MACHINE.account, "paper:sign", "done")
    assert not _ordered(workshop, house, paper)
    chain = workshop.chain(paper)
    assert chain[-1].startswith(chain[-2])
    twenty = house.clock.now() + DUE
    assert house.signing.judge(chain[-1], at=twenty).verdict is Verdict.PASSED


def test_a_renewal_that_died_on_the_way_is_adopted_not_made_twice(workshop: Workshop) -> None:
    for whole in (True, False):
        paper = workshop.kept()
        house = _years_later(workshop, DUE)
        assert _ordered(workshop, house, paper)
        _years_later(workshop, DUE, store=CrashingStore(workshop.house.store, whole=whole))
        with pytest.raises(Crash):
            workshop.run()
        house = _years_later(workshop, DUE)
        sweep(house)
        workshop.run()
        assert [row.reason for row in workshop.revisions(paper)] == ["signed", "renewed"]
        workshop.mended()


def test_what_nobody_renewed_in_time_is_told_and_tried_no_more(workshop: Workshop) -> None:
    paper = workshop.kept()
    house = _years_later(workshop, OVER)
    assert _ordered(workshop, house, paper)
    workshop.run()
    assert workshop.paper(paper.id).error == "renewal-too-late"
    assert [row.reason for row in workshop.revisions(paper)] == ["signed"]
    assert not _ordered(workshop, house, paper)
    assert (MACHINE.account, "paper:fail", "refused") in workshop.events(paper)


def test_a_dead_timestamp_server_leaves_the_paper_as_it_is_and_is_asked_again(workshop: Workshop) -> None:
    paper = workshop.kept()
    clock = FixedClock(workshop.house.clock.now() + DUE)
    dead = dc.replace(workshop.house.settings, tsa_url="http://127.0.0.1:9/")
    house = workshop.broken(clock=clock, signing=SigningRoom(dead, clock))
    sweep(house)
    workshop.run()
    assert workshop.paper(paper.id).error == "timestamp-unavailable"
    assert [row.reason for row in workshop.revisions(paper)] == ["signed"]
    house = _years_later(workshop, DUE + dt.timedelta(hours=1))
    assert _ordered(workshop, house, paper)
    workshop.run()
    assert workshop.paper(paper.id).error is None
    assert [row.reason for row in workshop.revisions(paper)] == ["signed", "renewed"]


def test_proofs_of_earlier_versions_are_reckoned(workshop: Workshop) -> None:
    paper = workshop.kept()
    (first,) = workshop.revisions(paper)
    with workshop.house.database.transaction() as session:
        session.get_one(SignedRevision, (paper.id, 1)).proof_ends = None
    assert _ordered(workshop, workshop.house, paper)
    workshop.run()
    (row,) = workshop.revisions(paper)
    assert row.proof_ends == first.proof_ends
    assert not _ordered(workshop, workshop.house, paper)


def test_the_most_urgent_come_first_and_never_all_at_once(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [workshop.kept() for _ in range(3)]
    monkeypatch.setattr(renew, "AT_ONCE", 2)
    with workshop.house.database.transaction() as session:
        for days, paper in zip((30, 10, 20), made, strict=True):
            row = session.get_one(SignedRevision, (paper.id, 1))
            row.proof_ends = workshop.house.clock.now() + dt.timedelta(days=days)
        found = [paper.id for paper in renew.wanting(session, workshop.house)]
    assert found == [made[1].id, made[2].id]
