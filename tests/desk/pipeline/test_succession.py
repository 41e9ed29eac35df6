"""A newer result ends the older one, in whichever order they come in; in doubt both go on."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from archive.audit.models import Event
from archive.database.engine import Database
from archive.owners.joining import join_numbers
from archive.papers.models import Paper, PaperDescription, PaperEnding
from archive.values.description import OwnerId, OwnerKind, Party, Presented, Role
from archive.values.states import Standing
from desk.house import House
from desk.pipeline.succession import settle_succession
from tests.desk.houses import bare_house
from tests.factories import CLOCK, citizen, paper

HEALTH, MARRIAGE = "the-bao-hiem-y-te", "giay-chung-nhan-ket-hon"
OLD, NEW = dt.date(2019, 1, 1), dt.date(2024, 5, 12)
DATED = {"type": HEALTH, "title": "THẺ BẢO HIỂM Y TẾ", "number": "GD4 01", "valid_until": dt.date(2099, 1, 1)}


@pytest.fixture
def house(database: Database) -> House:
    """A house of which only database and clock are used."""
    return bare_house(database)


def _two(house: House, older: dict[str, Any], newer: dict[str, Any]) -> tuple[Paper, Paper]:
    with house.database.transaction() as session:
        return (
            paper(session, **{"issued_on": OLD, **DATED, **older}),
            paper(session, **{"issued_on": NEW, **DATED, **newer}),
        )


def _settle(house: House, row: Paper) -> None:
    with house.database.transaction() as session:
        settle_succession(session, house, session.get_one(Paper, row.id))


def _standings(house: House, *rows: Paper) -> list[str]:
    with house.database.reading() as session:
        return [session.get_one(Paper, row.id).standing for row in rows]


@pytest.mark.parametrize("last", [0, 1], ids=["the older came last", "the newer came last"])
def test_the_newer_ends_the_older_whichever_comes_last(house: House, last: int) -> None:
    old, new = _two(house, {}, {})
    _settle(house, (old, new)[last])
    assert _standings(house, old, new) == ["superseded", "available"]
    with house.database.reading() as session:
        row = session.get_one(Paper, old.id)
        ending = session.scalars(sa.select(PaperEnding)).one()
        event = session.scalars(sa.select(Event).where(Event.action == "paper:supersede")).one()
    assert row.superseded_by == new.id
    assert (ending.paper_id, ending.newer_id, ending.how, ending.since) == (old.id, new.id, "superseded", NEW)
    assert (event.subject, event.actor) == (str(old.id), "sohoa")


def test_the_same_again_changes_nothing(house: House) -> None:
    old, new = _two(house, {}, {})
    for _ in range(2):
        _settle(house, new)
        _settle(house, old)
    with house.database.reading() as session:
        assert len(session.scalars(sa.select(PaperEnding)).all()) == 1


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"issued_on": None}, {}),
        ({}, {"issued_on": None}),
        ({"number": ""}, {"number": ""}),
        ({"number": "GD4 02"}, {}),
        ({"owner": citizen(2)}, {}),
        ({"confirmed_by": None}, {}),
        ({}, {"confirmed_by": None}),
        ({}, {"owner_confirmed": False}),
        ({}, {"presented": Presented.NOT_COMPARED.value}),
        ({}, {"verdict": "INDETERMINATE"}),
        ({}, {"level": "B-B"}),
        ({}, {"held": True}),
        ({}, {"standing": Standing.HIDDEN.value}),
        ({}, {"type": "giay-phep-lai-xe"}),
        ({"type": MARRIAGE}, {"type": MARRIAGE}),
    ],
)
def test_in_doubt_nothing_ends(house: House, older: dict[str, Any], newer: dict[str, Any]) -> None:
    old, new = _two(house, older, newer)
    before = _standings(house, old, new)
    for row in (new, old):
        _settle(house, row)
    assert _standings(house, old, new) == before


def test_an_owner_whom_nobody_confirmed_is_a_doubt(house: House) -> None:
    both = [Party(Role.OWNER, "Trần Thị Hoà", citizen(1)), Party(Role.RIGHT_HOLDER, "Lê Văn Sơn", None)]
    old, new = _two(house, {"parties": both}, {"parties": both})
    _settle(house, new)
    assert _standings(house, old, new) == ["available", "available"]


def test_old_and_new_number_of_one_person_are_one_owner(house: House) -> None:
    card = OwnerId(OwnerKind.CITIZEN, "123456789")
    old, new = _two(house, {"owner": card}, {"owner": citizen(1)})
    with house.database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), card)
    _settle(house, new)
    assert _standings(house, old, new) == ["superseded", "available"]


def test_a_paper_of_after_the_old_numbers_last_day_is_a_doubt(house: House) -> None:
    card = OwnerId(OwnerKind.CITIZEN, "123456789")
    old, new = _two(house, {"owner": citizen(1)}, {"owner": card})
    with house.database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), card, until=NEW - dt.timedelta(days=1))
    _settle(house, new)
    assert _standings(house, old, new) == ["available", "available"]


def test_a_held_paper_ends_the_older_once_it_is_released(house: House) -> None:
    old, new = _two(house, {}, {"held": True})
    _settle(house, new)
    assert _standings(house, old) == ["available"]
    with house.database.transaction() as session:
        session.get_one(Paper, new.id).held = False
    _settle(house, new)
    assert _standings(house, old) == ["superseded"]


def test_two_that_settle_at_once_end_one(house: House) -> None:
    import threading

    old, new = _two(house, {}, {})
    threads = [threading.Thread(target=_settle, args=(house, row)) for row in (old, new)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert _standings(house, old, new) == ["superseded", "available"]
    with house.database.reading() as session:
        assert len(session.scalars(sa.select(PaperEnding)).all()) == 1


def test_a_new_land_certificate_ends_the_old_one_of_the_same_parcel(house: House) -> None:
    land = {"type": "giay-chung-nhan-quyen-su-dung-dat", "title": "GIẤY CHỨNG NHẬN", "number": ""}
    old, new = _two(house, land, land)
    other = _two(house, land, {"standing": Standing.HIDDEN.value})[0]
    place = "thôn Đông, xã Phước Thịnh, thành phố Hải Sơn, tỉnh Hải Sơn"
    for row, parcel in ((old, "12"), (new, "12"), (other, "13")):
        _say(house, row, parcel=parcel, map_sheet="5", land_address=place)
    _settle(house, new)
    assert _standings(house, old, new, other) == ["superseded", "available", "available"]


VINH_KHE = "huyện Vĩnh Khê, tỉnh Hải Sơn"
MERGED = dt.date(2025, 9, 1)


@pytest.mark.parametrize(
    ("older", "newer", "since", "ended"),
    [
        (f"xã Tân Lập, {VINH_KHE}", f"thôn 2, xã Tân Lập, {VINH_KHE}", NEW, True),
        (f"xã Tân Lập, {VINH_KHE}", f"xã Tân Hòa, {VINH_KHE}", NEW, False),
        (f"xã Tân Lập, {VINH_KHE}", "", NEW, False),
        ("", "", NEW, False),
        ("xã Tân Lập", "xã Tân Lập", NEW, False),  # of which province?
        ("xã Tân Lập, huyện Khác, tỉnh Hải Sơn", "xã Tân Lập, huyện Khác, tỉnh Hải Sơn", NEW, False),
        # one commune under a new name on 1/7/2025
        (f"thị trấn Vĩnh Khê, {VINH_KHE}", "xã Vĩnh Khê, tỉnh Hải Sơn", MERGED, True),
        ("xã An Thái, huyện Long Thạnh, tỉnh Tam Giang", "xã An Thái, tỉnh Hải Sơn", MERGED, True),
        # two joined: parcel 12 of the one is not parcel 12 of the other
        (f"xã Tân Lập, {VINH_KHE}", "xã Tân Lập, tỉnh Hải Sơn", MERGED, False),
        (f"xã Tân Hòa, {VINH_KHE}", "xã Tân Lập, tỉnh Hải Sơn", MERGED, False),
        # one divided
        (f"xã Bình Minh, {VINH_KHE}", "xã Vân Giang, tỉnh Hải Sơn", MERGED, False),
        (
            "xã Tân Lập, tỉnh Hải Sơn",
            "xã Tân Lập, tỉnh Hải Sơn",
            MERGED,
            False,
        ),  # the old one, and the joined one
    ],
)
def test_parcels_are_counted_commune_by_commune(
    house: House, older: str, newer: str, since: dt.date, ended: bool
) -> None:
    land = {"type": "giay-chung-nhan-quyen-su-dung-dat", "title": "GIẤY CHỨNG NHẬN", "number": ""}
    # a district has issued both, or an office of the province
    old, new = _two(
        house, {**land, "issuer": "UBND huyện Vĩnh Khê, tỉnh Hải Sơn"}, {**land, "issued_on": since}
    )
    for row, place in ((old, older), (new, newer)):
        _say(house, row, parcel="12", map_sheet="5", **({"land_address": place} if place else {}))
    for row in (new, old):
        _settle(house, row)
    assert _standings(house, old, new) == ["superseded" if ended else "available", "available"]


@pytest.mark.parametrize(
    ("issuer", "standing"),
    [("UBND xã Vĩnh Khê, tỉnh Hải Sơn", "superseded"), ("UBND tỉnh Hải Sơn", "available")],
)
def test_without_an_address_the_commune_that_issued_them_tells_it(
    house: House, issuer: str, standing: str
) -> None:
    land = {"type": "giay-chung-nhan-quyen-su-dung-dat", "number": "", "issuer": issuer}
    old, new = _two(house, {**land, "issued_on": MERGED}, {**land, "issued_on": dt.date(2026, 2, 1)})
    for row in (old, new):
        _say(house, row, parcel="12", map_sheet="5")
    _settle(house, new)
    assert _standings(house, old) == [standing]


def _say(house: House, row: Paper, **fields: str) -> None:
    with house.database.transaction() as session:
        kept = session.get_one(Paper, row.id)
        session.add(
            PaperDescription(
                paper_id=row.id, n=1, by="lan", at=CLOCK.now(), source="officer", type=row.type,
                type_confidence=1.0, values={name: {"value": value} for name, value in fields.items()},
            )
        )  # fmt: skip
        kept.description_n = 1
