"""The words in which a paper says somebody's part stand beside the part, before and after confirming."""

import dataclasses as dc
from collections.abc import Iterator

import pytest

from archive.values.description import Party, Role
from desk.pipeline.legs import legs
from tests.desk.web.support import MARRIAGE, OWNER, Office
from tests.fakes.describer import FakeDescriber


@pytest.fixture
def describing(desk: Office) -> Iterator[Office]:
    """The same desk, whose papers say `Bên A`."""
    party = Party(Role.GIVER, "Đỗ Văn Mận", OWNER, printed="Bên A")
    describer = FakeDescriber(MARRIAGE, parties=(party,))
    desk.engine.start(legs(dc.replace(desk.house, describer=describer)))
    yield desk
    desk.engine.start(legs(desk.house))


def test_an_officer_sees_how_the_paper_names_a_part(describing: Office) -> None:
    program = describing.program("officer")
    paper = describing.handed(program, colour=131)
    read = describing.client("officer").get(f"/papers/{paper}").text
    assert "<small>(in: “Bên A”)</small>: <strong>Đỗ Văn Mận</strong>" in read
    kept = describing.kept(program, colour=132)
    assert "in: “Bên A”; " in describing.client("officer").get(f"/papers/{kept}").text
