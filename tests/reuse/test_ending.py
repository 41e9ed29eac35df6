"""A newer paper ends an older one only where nothing about it is in doubt: one row a rule."""

import datetime as dt
import uuid
from typing import Any

import pytest

from reuse.ending import Issued, ends

WOMAN, MAN = uuid.UUID(int=1), uuid.UUID(int=2)
LAND = ("map_sheet", "parcel")
PARCEL = {"parcel": "12", "map_sheet": "5", "commune": "H99.31"}


def _issued(day: str | None, *, owners: frozenset[uuid.UUID] = frozenset({WOMAN}), type: str = "the",
            received: str = "2026-03-02", commune: str = "", **fields: str) -> Issued:  # fmt: skip
    date = dt.date.fromisoformat(day) if day else None
    return Issued(type, date, dt.date.fromisoformat(received), owners, fields, commune)


@pytest.mark.parametrize(
    ("rule", "newer", "older", "ended"),
    [
        ((), {}, {}, False),
        (("owner",), {}, {}, True),
        (("owner",), {"day": "2020-01-01"}, {"day": "2020-01-01"}, False),
        (("owner",), {"day": "2019-12-31"}, {"day": "2020-01-01"}, False),
        (("owner",), {"day": None}, {}, False),
        (("owner",), {}, {"day": None}, False),
        (("owner",), {"type": "the-khac"}, {}, False),
        (("owner",), {"owners": frozenset()}, {"owners": frozenset()}, False),
        (("owner",), {"owners": frozenset({MAN})}, {}, False),
        (("owner",), {"owners": frozenset({WOMAN, MAN})}, {}, False),
        (("owner",), {"owners": frozenset({WOMAN, MAN})}, {"owners": frozenset({MAN, WOMAN})}, True),
        (("owner",), {"day": "2026-03-02", "received": "2026-03-02"}, {}, True),
        (("owner",), {"day": "2026-03-03", "received": "2026-03-02"}, {}, False),
        (("owner",), {}, {"day": "2019-01-01", "received": "2018-01-01"}, False),
        (("number",), {"number": "0102 030"}, {"number": "0102030"}, True),
        (("number",), {"number": "05c8"}, {"number": "05C8"}, True),
        (("number",), {"number": "05C8"}, {"number": "05C9"}, False),
        (("number",), {"number": ""}, {"number": ""}, False),
        (("number",), {}, {}, False),
        (LAND, PARCEL, PARCEL, True),
        (LAND, PARCEL, {**PARCEL, "map_sheet": "6"}, False),
        (LAND, PARCEL, {"parcel": "12", "commune": "H99.31"}, False),
        (LAND, PARCEL, {**PARCEL, "commune": "H99.32"}, False),
        (LAND, PARCEL, {**PARCEL, "commune": ""}, False),
        (LAND, {**PARCEL, "commune": ""}, {**PARCEL, "commune": ""}, False),
        (("parcel",), {"parcel": "12"}, {"parcel": "12"}, False),
        (("number",), {"number": "1", "commune": "H99.31"}, {"number": "1", "commune": "H99.32"}, True),
    ],
)  # fmt: skip
def test_each_rule_ends_what_it_names_and_nothing_in_doubt(
    rule: tuple[str, ...], newer: dict[str, Any], older: dict[str, Any], ended: bool
) -> None:
    one, other = _issued(**{"day": "2024-05-12", **newer}), _issued(**{"day": "2019-01-01", **older})
    assert ends(one, other, rule) is ended


def test_no_paper_ends_itself_nor_the_one_that_ends_it() -> None:
    newer, older = _issued("2024-05-12"), _issued("2019-01-01")
    assert not ends(newer, newer, ("owner",))
    assert not ends(older, newer, ("owner",))
