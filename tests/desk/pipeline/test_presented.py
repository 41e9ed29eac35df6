"""That a kept paper was never compared after all counts at once and is on record; the contrary does not."""

import pytest

from archive.errors import MoveNotAllowed
from archive.papers.models import Paper
from archive.values.description import Presented
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.revoke import Revocation, revoke
from tests.desk.pipeline.workshop import Workshop


def _say(workshop: Workshop, paper: Paper, presented: Presented) -> Paper:
    return confirm(workshop.house, workshop.actor("officer"), str(paper.id), Confirmation(presented))


def _compared(workshop: Workshop, paper: Paper) -> int:
    return workshop.events(paper).count(("officer", "paper:compare", "done"))


def test_a_kept_paper_that_nobody_compared_after_all_is_reused_no_more(workshop: Workshop) -> None:
    paper = workshop.kept()
    assert (workshop.why_not(paper), _compared(workshop, paper)) == (None, 1)
    _say(workshop, paper, Presented.NOT_COMPARED)
    now = workshop.paper(paper.id)
    assert (now.presented, now.standing, now.revision_n) == ("not_compared", "available", paper.revision_n)
    assert (workshop.why_not(paper), _compared(workshop, paper)) == ("not-compared", 2)
    _say(workshop, paper, Presented.REGISTER_COPY)
    assert (workshop.why_not(paper), _compared(workshop, paper)) == ("not-compared", 2)


def test_the_same_again_changes_and_records_nothing(workshop: Workshop) -> None:
    paper = workshop.kept()
    before = workshop.paper(paper.id), workshop.events(paper)
    _say(workshop, paper, Presented.ORIGINAL)
    assert (workshop.paper(paper.id).version, workshop.events(paper)) == (before[0].version, before[1])


@pytest.mark.parametrize("revoked", [False, True])
def test_while_a_machine_works_or_once_revoked_another_word_is_refused(
    workshop: Workshop, revoked: bool
) -> None:
    paper = workshop.handed()
    workshop.confirm(paper)
    if revoked:
        workshop.run()
        revoke(workshop.house, workshop.actor("officer"), paper.code, Revocation("hết hiệu lực"))
    with pytest.raises(MoveNotAllowed):
        _say(workshop, paper, Presented.NOT_COMPARED)
    assert workshop.paper(paper.id).presented == "original"
    _say(workshop, paper, Presented.ORIGINAL)  # the same again is taken for what it is
