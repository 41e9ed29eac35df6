"""What cannot be true together is doubted, said, and never changed."""

import datetime as dt

import pytest

from archive.values.description import Field
from digitize.describe.checks import doubts_of, lowered

_TODAY = dt.date(2026, 3, 2)


def _fields(**values: str) -> dict[str, Field]:
    return {name: Field(name, value, value, 0.9) for name, value in values.items()}


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        ({"owner_id": "034184000226", "date_of_birth": "1985-04-03"}, {"owner_id", "date_of_birth"}),
        ({"owner_id": "034184000226", "date_of_birth": "1985"}, {"owner_id", "date_of_birth"}),
        ({"owner_id": "034184000226", "sex": "Nam"}, {"owner_id", "sex"}),
        ({"issued_on": "1984-04-02", "date_of_birth": "1984-04-03"}, {"issued_on", "date_of_birth"}),
        ({"issued_on": "2026-03-03"}, {"issued_on"}),
        ({"date_of_birth": "2027"}, {"date_of_birth"}),
        ({"valid_until": "2020-01-01", "issued_on": "2021-01-01"}, {"valid_until", "issued_on"}),
        ({"owner_id": "0100109107", "number": "0100109107"}, {"owner_id", "number"}),
        ({"owner_id": "003184000226"}, {"owner_id"}),
        ({"issuer": "UBND huyện Kiến Thụy", "issued_on": "2025-07-01"}, {"issuer", "issued_on"}),
        ({"issuer": "Sở Xây dựng tỉnh Thái Bình", "issued_on": "2025-08-09"}, {"issuer", "issued_on"}),
    ],
)
def test_contradictions_put_their_fields_in_doubt(values: dict[str, str], doubtful: set[str]) -> None:
    fields = _fields(**values)
    doubts = doubts_of(fields, _TODAY)
    after = lowered(fields, doubts)
    assert len(doubts) == 1
    assert {name for name in after if after[name].confidence < fields[name].confidence} == doubtful
    assert {name: field.value for name, field in after.items()} == values


@pytest.mark.parametrize(
    "values",
    [
        {"owner_id": "034184000226", "date_of_birth": "1984-04-03", "sex": "Nữ"},
        {"owner_id": "034218000553", "date_of_birth": "2018", "sex": "Nam"},
        {"owner_id": "151234567", "date_of_birth": "1984", "sex": "Nam"},
        {"issued_on": "2026-03-02", "date_of_birth": "2026"},
        {"valid_until": "no-expiry", "issued_on": "2021-01-01"},
        {"owner_id": "0100109106"},
        {},
    ],
)
def test_what_fits_is_not_doubted(values: dict[str, str]) -> None:
    fields = _fields(**values)
    assert doubts_of(fields, _TODAY) == []
    assert lowered(fields, []) == fields
