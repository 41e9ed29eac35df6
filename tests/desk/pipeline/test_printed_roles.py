"""The words in which a paper says somebody's part stay beside the role, whoever confirms the owner."""

import pytest

from archive.values.description import OwnerId, Party, Presented, Role
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.view import whole
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import MARRIAGE, OWNER
from tests.fakes.describer import FakeDescriber


@pytest.mark.parametrize(
    ("shown", "named"),
    [(OWNER, ((OWNER, Role.OWNER),)), (OWNER, ()), (None, ())],
    ids=["officer names", "as read", "applicant"],
)
def test_printed_words_of_a_role_are_kept_and_shown(
    workshop: Workshop, shown: OwnerId | None, named: tuple[tuple[OwnerId, Role], ...]
) -> None:
    party = Party(Role.GIVER, "Đỗ Văn Mận", shown, printed="Bên A")
    workshop.broken(describer=FakeDescriber(MARRIAGE, parties=(party,)))
    paper = workshop.handed()
    said = Confirmation(Presented.ORIGINAL, owners=named)
    confirm(workshop.house, workshop.actor("officer"), str(paper.id), said)
    with workshop.house.database.reading() as session:
        view = whole(session, workshop.house, workshop.actor("officer"), workshop.paper(paper.id))
    ours = [row for row in view["parties"] if row["owner"] == str(OWNER)]
    assert [(row["name"], row["printed"], row["confirmed_by"]) for row in ours] == [
        ("Đỗ Văn Mận", "Bên A", "officer")
    ]
