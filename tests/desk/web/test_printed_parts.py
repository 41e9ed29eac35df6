"""The words in which a paper says somebody's part stand beside the part, before and after confirming."""

from collections.abc import Iterator

import pytest

from archive.values.description import Party, Role
from tests.desk.web.support import MARRIAGE, OWNER, Office
from tests.fakes.describer import FakeDescriber


@pytest.fixture
def describing(desk: Office) -> Iterator[Office]:
    """The same desk, whose papers say `Bên A`."""
    party = Party(Role.GIVER, "Đỗ Văn Mận", OWNER, printed="Bên A")
    with desk.built_with(describer=FakeDescriber(MARRIAGE, parties=(party,))) as other:
        yield other


def test_an_officer_sees_how_the_paper_names_a_part(describing: Office) -> None:
    program = describing.program("officer")
    paper = describing.handed(program, colour=131)
    read = describing.client("officer").get(f"/papers/{paper}").text
    assert "<small>(in: “Bên A”)</small>: <strong>Đỗ Văn Mận</strong>" in read
    kept = describing.kept(program, colour=132)
    assert "in: “Bên A”; " in describing.client("officer").get(f"/papers/{kept}").text
