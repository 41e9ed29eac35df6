"""A paper is changed by the agency that answers for it; nothing that somebody says is lost in silence."""

import datetime as dt

import pytest

from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier, How
from archive.errors import BadValue, Forbidden, MoveNotAllowed
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Field, Presented, Role
from desk.bundle.make import bundle_of
from desk.pipeline import acts
from desk.pipeline.acts import Mark
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.revoke import Revocation, revoke
from desk.pipeline.view import whole
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import MARRIAGE, OTHER_AGENCY, OWNER
from tests.fakes.describer import FakeDescriber

ELSEWHERE = ("officer-elsewhere", "chief-elsewhere")


def _taken_elsewhere(workshop: Workshop, paper: Paper) -> None:
    """Let the other agency have taken the paper into an open dossier of its own."""
    house, number = workshop.house, f"{OTHER_AGENCY}-{paper.code}"
    with house.database.transaction() as session:
        first = session.get_one(Dossier, paper.dossier_number)
        dossiers.open_dossier(
            session, house.clock, workshop.actor("officer-elsewhere"), number=number,
            procedure=first.procedure_code, applicant=OWNER,
        )  # fmt: skip
        dossiers.put_paper(session, house.clock, number, paper.id, How.TAKEN, "TP04")


@pytest.mark.parametrize("name", ELSEWHERE)
def test_who_took_a_paper_over_reads_it_and_changes_nothing(workshop: Workshop, name: str) -> None:
    paper = workshop.kept()
    _taken_elsewhere(workshop, paper)
    house, who, key = workshop.house, workshop.actor(name), paper.code
    said = Confirmation(Presented.ORIGINAL, {"number": "999/2099"}, ((OWNER, Role.SPOUSE),))
    tries = [
        lambda: confirm(house, who, key, said),
        lambda: acts.mark(house, who, key, Mark.HELD, "nghi giả"),
        lambda: acts.mark(house, who, key, Mark.RELEASED),
        lambda: acts.mark(house, who, key, Mark.RETURNED),
        lambda: revoke(house, who, key, Revocation("hết hiệu lực")),
        lambda: acts.sign(house, who, key),
        lambda: acts.seal(house, who, key),
        lambda: acts.retry(house, who, key),
        lambda: acts.read_again(house, who, key),
    ]
    with house.database.reading() as session:
        assert papers.get(session, who, key).id == paper.id
    for act in tries:
        with pytest.raises(Forbidden):
            act()
    now = workshop.paper(paper.id)
    assert (now.version, now.standing, now.held) == (paper.version, paper.standing, False)


def test_who_took_a_paper_over_learns_nothing_of_who_else_did(workshop: Workshop) -> None:
    paper = workshop.kept()
    _taken_elsewhere(workshop, paper)
    acts.mark(workshop.house, workshop.actor("officer"), paper.code, Mark.HELD, "nghi giả")
    with pytest.raises(Forbidden):
        acts.retry(workshop.house, workshop.actor("handler"), paper.code)
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, paper.id)
        own = whole(session, workshop.house, workshop.actor("officer"), row)
        auditor = whole(session, workshop.house, workshop.actor("auditor"), row)
        theirs = whole(session, workshop.house, workshop.actor("officer-elsewhere"), row)
    assert "paper:held" in [event["action"] for event in own["history"]]
    assert ("paper:retry", "refused") in [(event["action"], event["outcome"]) for event in own["history"]]
    assert own["history"] == auditor["history"]
    known = {event["action"] for event in theirs["history"]}
    assert known >= {"paper:receive", "paper:compare", "paper:sign"}
    assert not known & {"paper:held", "paper:retry"}


def test_no_door_names_a_paper_of_others_with_the_same_bytes(workshop: Workshop) -> None:
    first = workshop.handed()
    second = workshop.handed(workshop.bytes_of(first.original_sha256), by="chief-elsewhere")
    assert workshop.paper(second.id).duplicate_of == first.id
    workshop.confirm(second, by="chief-elsewhere")
    workshop.run()
    who = workshop.actor("officer-elsewhere")
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, second.id)
        assert whole(session, workshop.house, who, row)["duplicate_of"] is None
        seen = whole(session, workshop.house, workshop.actor("auditor"), row)
    _, _, bundle = bundle_of(workshop.house, who, str(second.id))
    told = next(file.data for file in bundle if file.name.endswith("paper.json"))
    assert str(first.id) not in (told or b"").decode()
    assert (seen["duplicate_of"], seen["duplicate_of_code"]) == (str(first.id), first.code)


def test_only_an_available_paper_of_the_same_type_supersedes(workshop: Workshop) -> None:
    house, who = workshop.house, workshop.actor("officer")
    old, new, other, waiting = workshop.kept(), workshop.kept(), workshop.kept(), workshop.handed()
    confirm(house, who, other.code, Confirmation(Presented.ORIGINAL, {"type": "quyet-dinh"}))
    for wrong in (old, other, waiting):
        with pytest.raises(BadValue, match="superseded_by"):
            revoke(house, who, old.code, Revocation("cấp lại", wrong.code))
    assert revoke(house, who, old.code, Revocation("cấp lại", new.code)).superseded_by == new.id


@pytest.mark.parametrize("slug", ["", "khong-co-loai-nay"])
def test_a_paper_is_never_without_a_type(workshop: Workshop, slug: str) -> None:
    paper = workshop.handed()
    with pytest.raises(BadValue):
        workshop.confirm(paper, changes={"type": slug})
    assert workshop.paper(paper.id).type


@pytest.mark.parametrize("name", ["issued_on", "date_of_birth"])
def test_an_officer_puts_no_day_of_the_future_right(workshop: Workshop, name: str) -> None:
    now = today(workshop.house.clock)
    tomorrow = (now + dt.timedelta(days=1)).isoformat()
    waiting, kept = workshop.handed(), workshop.kept()
    for paper in (waiting, kept):
        with pytest.raises(BadValue, match=name):
            workshop.confirm(paper, changes={name: tomorrow})
    with pytest.raises(BadValue, match="later than today"):
        workshop.confirm(waiting, changes={name: "2999-12-31"})
    assert workshop.paper(waiting.id).stage == "needs_review"
    assert workshop.paper(kept.id).version == kept.version
    assert workshop.confirm(waiting, changes={name: now.isoformat()}).stage == "confirmed"


def test_a_year_of_birth_alone_is_not_of_the_future_either(workshop: Workshop) -> None:
    paper, year = workshop.handed(), today(workshop.house.clock).year
    with pytest.raises(BadValue, match="date_of_birth"):
        workshop.confirm(paper, changes={"date_of_birth": str(year + 1)})
    assert workshop.confirm(paper, changes={"date_of_birth": str(year)}).stage == "confirmed"


def test_a_day_of_the_future_that_was_only_read_does_not_stop_the_officer(workshop: Workshop) -> None:
    day = (today(workshop.house.clock) + dt.timedelta(days=400)).isoformat()
    read = {name: Field(name, day, day, 0.9, 1) for name in ("issued_on", "date_of_birth")}
    workshop.broken(describer=FakeDescriber(MARRIAGE, read))
    paper = workshop.handed()
    assert workshop.confirm(paper, changes={"issued_on": day, "number": "9/2020"}).stage == "confirmed"


def test_an_end_and_a_day_of_return_may_be_yet_to_come(workshop: Workshop) -> None:
    said = {"valid_until": "2999-12-31", "due_on": "2999-12-31"}
    assert workshop.confirm(workshop.handed(), changes=said).stage == "confirmed"


def test_a_correction_that_cannot_be_taken_is_refused_and_the_same_again_is_not(workshop: Workshop) -> None:
    paper = workshop.handed()
    said = {"number": "12/2020"}
    workshop.confirm(paper, changes=said)
    assert workshop.confirm(paper, changes=said).stage == "confirmed"
    with pytest.raises(MoveNotAllowed):
        workshop.confirm(paper, changes={"number": "13/2020"})
    workshop.run()
    revoke(workshop.house, workshop.actor("officer"), paper.code, Revocation("hết hiệu lực"))
    assert workshop.confirm(paper, changes=said).standing == "revoked"
    for changes in ({"number": "13/2020"}, {"khong_co": "x"}):
        with pytest.raises(MoveNotAllowed):
            workshop.confirm(paper, changes=changes)


def test_the_signature_of_a_newer_paper_ends_the_older_in_the_same_transaction(workshop: Workshop) -> None:
    said = {"type": "the-bao-hiem-y-te", "number": f"GD 4{id(workshop)}", "valid_until": "no-expiry"}
    old = workshop.kept(changes={**said, "issued_on": "2019-01-01"})
    new = workshop.handed()
    workshop.confirm(new, changes={**said, "issued_on": "2024-05-12"})
    assert workshop.paper(old.id).standing == "available"
    workshop.run()
    now = workshop.paper(old.id)
    assert (now.standing, now.superseded_by) == ("superseded", new.id)
    assert workshop.why_not(old) == "superseded"
    assert workshop.why_not(new) is None
    late = workshop.kept(changes={**said, "issued_on": "2021-01-01"})
    assert (late.standing, late.superseded_by) == ("superseded", new.id)


def test_a_result_ends_the_older_one_only_when_the_citizen_has_it(workshop: Workshop) -> None:
    said = {"type": "the-bao-hiem-y-te", "number": f"GD 5{id(workshop)}", "valid_until": "no-expiry"}
    old = workshop.kept(changes={**said, "issued_on": "2019-01-01"})
    new = workshop.handed()
    with workshop.house.database.transaction() as session:
        papers.at_work(session, new.id).kind = "result"
    workshop.confirm(new, changes={**said, "issued_on": "2024-05-12"})
    workshop.run()
    assert (workshop.paper(new.id).standing, workshop.paper(old.id).standing) == ("hidden", "available")
    acts.mark(workshop.house, workshop.actor("officer"), new.code, Mark.RETURNED)
    assert (workshop.paper(new.id).standing, workshop.paper(old.id).standing) == ("available", "superseded")
