"""A warning is shown beside its page, and its place on the picture; the API gives both."""

from collections.abc import Iterator

import pytest

from tests.desk.web.support import Office
from tests.fakes.warning_reader import SHADOW, WarningReader


@pytest.fixture
def warning(desk: Office) -> Iterator[Office]:
    """The same desk, whose reader warns."""
    with desk.built_with(reader=WarningReader(desk.house.reader)) as other:
        yield other


def test_an_officer_sees_what_is_wrong_and_where(warning: Office) -> None:
    program = warning.program("officer")
    paper = warning.handed(program, colour=119)
    page = warning.client("officer").get(f"/papers/{paper}").text
    assert f'<span class="why">{SHADOW.vi}</span>' in page
    assert '<rect class="warned" x="10" y="20" width="290" height="380">' in page
    (first,) = program.get(f"/api/v1/papers/{paper}/pages").json()["pages"]
    shadow, missing = first["warnings"]
    assert (shadow["code"], shadow["text_en"], shadow["box"]) == ("shadow", SHADOW.en, [10, 20, 300, 400])
    assert missing["code"] == "page-missing"
