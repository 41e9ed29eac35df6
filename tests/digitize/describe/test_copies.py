"""Who certified a copy, or wrote what he thinks of an application, did not make the paper."""

import datetime as dt

import pytest

from archive.values.description import Description, Role
from desk.pipeline.types import rules_without_archive
from digitize.describe.dates import dates_in
from digitize.describe.describer import RuleDescriber
from fixtures.papers.paper import Paper
from fixtures.readings.exact import exact
from fixtures.templates.catalogue import FOLDER
from fixtures.templates.template import typeset

_TODAY = dt.date(2026, 3, 2)


def _described(name: str, seed: int = 3) -> tuple[Paper, Description]:
    made = typeset((FOLDER / f"{name}.txt").read_text("utf-8"), name, seed)
    said = RuleDescriber().describe(exact(made), types=rules_without_archive(_TODAY), today=_TODAY)
    return made, said.papers[0]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("can-cuoc-11", ("issuer", "signer", "issued_on", "number")),
        ("can-cuoc-12", ("issuer", "signer", "issued_on", "number")),
        ("don-de-nghi-12", ("signer", "issued_on")),
        ("don-de-nghi-13", ("signer", "issued_on")),
        ("giay-chung-nhan-quyen-su-dung-dat-10", ("number", "issued_on", "issuer", "owner_id")),
        ("giay-chung-nhan-quyen-su-dung-dat-11", ("number", "issued_on", "issuer", "owner_id")),
        ("giay-kham-suc-khoe-11", ("signer", "issuer_parent", "issued_on")),
        ("giay-phep-lai-xe-10", ("issued_on",)),
        ("giay-phep-lai-xe-11", ("issued_on",)),
        ("giay-tiep-nhan-ho-so-10", ("due_on",)),
        ("giay-xac-nhan-tinh-trang-hon-nhan-10", ("issuer", "valid_until")),
        ("giay-xac-nhan-tinh-trang-hon-nhan-11", ("issuer", "valid_until")),
        ("quyet-dinh-14", ("number", "issuer", "issuer_parent")),
        ("to-trinh-11", ("issuer", "issuer_parent")),
    ],
)
def test_what_a_paper_says_of_itself_is_read(name: str, fields: tuple[str, ...]) -> None:
    made, said = _described(name)
    found = {field: said.fields[field].value for field in fields if field in said.fields}
    assert found == {field: made.truth.fields[field] for field in fields if field in made.truth.fields}


def test_who_bought_later_is_no_right_holder() -> None:
    made, said = _described("giay-chung-nhan-quyen-su-dung-dat-10")
    later = {str(one.owner) for one in made.truth.parties if one.role is Role.NAMED and one.owner}
    assert later
    assert not later & {str(one.owner) for one in said.parties if one.role is not Role.NAMED}


def test_a_date_may_be_said_in_a_second_language_in_brackets() -> None:
    (found,) = dates_in("Đà Nẵng, ngày (date) 12 tháng (month) 05 năm (year) 2005")
    assert found.date == dt.date(2005, 5, 12)
