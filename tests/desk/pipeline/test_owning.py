"""Whose a paper is, where an officer said it wrongly first and then put it right."""

import pytest

from archive.owners import repository as owners
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Presented, Role
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.whose import unlike_print
from reuse.check import check
from reuse.grounds import asking
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import MARRIAGE, OWNER, PROCEDURE
from tests.factories import citizen
from tests.fakes.describer import FakeDescriber

WRONG, RIGHT = citizen(8101), citizen(8102)


def _paper(workshop: Workshop, *parties: Party) -> Paper:
    workshop.broken(describer=FakeDescriber(MARRIAGE, parties=parties))
    return workshop.handed()


def _say(workshop: Workshop, paper: Paper, owner: OwnerId) -> None:
    said = Confirmation(Presented.ORIGINAL, owners=((owner, Role.SPOUSE),))
    confirm(workshop.house, workshop.actor("officer"), str(paper.id), said)
    workshop.run()


def _told(workshop: Workshop, owner: OwnerId, paper: Paper) -> bool:
    """Whether a check for that owner tells of the paper at all, offered or not."""
    house = workshop.house
    with house.database.reading() as session:
        answers = check(session, house.clock, workshop.actor("officer"), asking(owner, "", ""), PROCEDURE)
        return any(offer.candidate.id == paper.id for one in answers for offer in one.offers)


def _parties(workshop: Workshop, paper: Paper) -> list[tuple[str, str | None, bool]]:
    with workshop.house.database.reading() as session:
        rows = owners.party_rows(session, [paper.id])
        return [(row.name, row.number, row.confirmed_by is not None) for row in rows]


@pytest.mark.parametrize("printed", ["", "Đỗ Văn Mận"], ids=["no name", "a name without a number"])
def test_who_was_named_wrongly_hears_no_more_of_the_paper(workshop: Workshop, printed: str) -> None:
    paper = _paper(workshop, *([Party(Role.SPOUSE, printed, None)] if printed else []))
    _say(workshop, paper, WRONG)
    assert _told(workshop, WRONG, paper)
    _say(workshop, paper, RIGHT)
    assert (_told(workshop, WRONG, paper), _told(workshop, RIGHT, paper)) == (False, True)
    unnamed = [(printed, None, False)] if printed else []
    assert _parties(workshop, paper) == [("", RIGHT.number, True), *unnamed]


def test_a_number_given_to_a_printed_name_is_taken_from_it_the_name_stays(workshop: Workshop) -> None:
    """A paper without any number is the applicant's by the officer's word, until it is put right."""
    paper = _paper(workshop, Party(Role.SPOUSE, "Đỗ Văn Mận", None, printed="Chồng"))
    confirm(workshop.house, workshop.actor("officer"), str(paper.id), Confirmation(Presented.ORIGINAL))
    workshop.run()
    assert _told(workshop, OWNER, paper)
    _say(workshop, paper, RIGHT)
    assert not _told(workshop, OWNER, paper)
    assert _parties(workshop, paper) == [("", RIGHT.number, True), ("Đỗ Văn Mận", None, False)]


def test_whom_the_paper_prints_stays_on_it_though_named_wrongly(workshop: Workshop) -> None:
    tax = OwnerId(OwnerKind.ORGANISATION, "0900123456")
    printed = (Party(Role.SPOUSE, "Đỗ Văn Mận", WRONG), Party(Role.NAMED, "Hợp tác xã Mai", tax))
    paper = _paper(workshop, *printed)
    for owner in (WRONG, RIGHT):
        _say(workshop, paper, owner)
        with workshop.house.database.reading() as session:
            told = unlike_print(owners.party_rows(session, [paper.id]))
        assert told == ([] if owner == WRONG else [str(WRONG)])
    rest = [("Đỗ Văn Mận", WRONG.number, False), ("Hợp tác xã Mai", tax.number, False)]
    assert _parties(workshop, paper) == [("", RIGHT.number, True), *rest]
