"""Figures over proofs: what is due, late, lost and unfinished, and why."""

import datetime as dt

from desk.proofs import Proofs, proofs
from signing.models import SignedRevision
from tests.desk.pipeline.workshop import Workshop

DAY = dt.timedelta(days=1)


def _stand(workshop: Workshop, later: dt.timedelta = dt.timedelta()) -> Proofs:
    with workshop.house.database.reading() as session:
        return proofs(session, workshop.house.clock.now() + later, workshop.house.settings)


def test_proofs_are_due_late_and_lost_as_their_end_comes_nearer(workshop: Workshop) -> None:
    before = _stand(workshop)
    papers = [workshop.kept() for _ in range(4)]
    now = workshop.house.clock.now()
    # renewal is due a year before, late half a year before
    with workshop.house.database.transaction() as session:
        for days, paper in zip((400, 300, 100, -1), papers, strict=True):
            session.get_one(SignedRevision, (paper.id, 1)).proof_ends = now + days * DAY
    after = _stand(workshop)
    assert (after.due - before.due, after.late - before.late, after.lost - before.lost) == (2, 1, 1)
    assert after.next_end == now + 100 * DAY
    assert after.alarm(now)


def test_what_lacks_a_timestamp_is_counted_with_age_and_reason(workshop: Workshop) -> None:
    assert _stand(workshop).unfinished == 0
    house = workshop.without_timestamps()
    paper = workshop.kept()
    stand = _stand(workshop)
    (row,) = workshop.revisions(paper)
    assert (stand.unfinished, stand.unfinished_since) == (1, row.signed_at)
    assert stand.why == {row.missing: 1}
    assert not Proofs(0, 0, 0, None, 1, row.signed_at, {}).alarm(row.signed_at + DAY / 2)
    assert Proofs(0, 0, 0, None, 1, row.signed_at, {}).alarm(row.signed_at + 2 * DAY)
    workshop.broken(signing=house.signing)
    workshop.later(minutes=1)
    assert _stand(workshop).why == {"timestamp-unavailable": 1}
    workshop.mended()
    workshop.later(hours=1)
    assert _stand(workshop).unfinished == 0
