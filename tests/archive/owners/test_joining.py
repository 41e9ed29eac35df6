"""Numbers are joined on an officer's word, and never so that two people become one."""

import datetime as dt

import pytest

from archive.clock import today
from archive.database.engine import Database
from archive.errors import BadValue, TwoPeople
from archive.owners import repository as owners
from archive.owners.joining import join_numbers, part_numbers
from archive.owners.models import Identifier
from archive.values.description import OwnerId, OwnerKind
from tests.factories import CLOCK, citizen

OLD, OLDER = (OwnerId(OwnerKind.CITIZEN, number) for number in ("012345678", "023456789"))
PASSPORT = OwnerId(OwnerKind.FOREIGNER, "C1234567-LAO")


def test_a_person_may_have_had_several_numbers(database: Database) -> None:
    with database.transaction() as session:
        for old in (OLD, OLDER, PASSPORT):
            join_numbers(session, CLOCK, citizen(1), old)
        assert set(owners.all_numbers(session, OLD)) == {citizen(1), OLD, OLDER, PASSPORT}


@pytest.mark.parametrize("first", [citizen(1), citizen(2)])
def test_an_old_number_of_one_person_is_never_another_s_too(database: Database, first: OwnerId) -> None:
    """Nine digits were given twice at times; whose papers show them nobody can tell then."""
    second = citizen(2) if first == citizen(1) else citizen(1)
    with database.transaction() as session:
        join_numbers(session, CLOCK, first, OLD)
    with pytest.raises(TwoPeople), database.transaction() as session:
        join_numbers(session, CLOCK, second, OLD)
    with database.transaction() as session:
        assert owners.all_numbers(session, second) == [second]
        assert owners.all_numbers(session, OLD) == [OLD, first]


def test_not_by_way_of_a_third_number_either(database: Database) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD)
        join_numbers(session, CLOCK, citizen(2), OLDER)
        with pytest.raises(TwoPeople):
            join_numbers(session, CLOCK, OLD, OLDER)


@pytest.mark.parametrize(
    "other",
    [citizen(1), citizen(2), OwnerId(OwnerKind.ORGANISATION, "0900123456"),
     OwnerId(OwnerKind.HOUSEHOLD, citizen(1).number)],
)  # fmt: skip
def test_what_is_no_other_number_of_a_person_is_refused(database: Database, other: OwnerId) -> None:
    """A household's tax code may be the very digits of somebody's personal number."""
    with pytest.raises((BadValue, TwoPeople)), database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), other)
    with database.transaction() as session:
        assert owners.all_numbers(session, citizen(1)) == [citizen(1)]


@pytest.mark.parametrize("until", [None, dt.date(2021, 5, 31)])
@pytest.mark.parametrize("who", [OLD, PASSPORT])
def test_the_number_for_life_is_never_the_old_one(
    database: Database, who: OwnerId, until: dt.date | None
) -> None:
    with pytest.raises(BadValue, match="exchange") as refused, database.transaction() as session:
        join_numbers(session, CLOCK, who, citizen(1), until=until)
    assert refused.value.facts["name"] == "old"
    with database.transaction() as session:
        assert owners.all_numbers(session, who) == [who]


def test_the_last_day_of_a_number_is_not_yet_to_come(database: Database) -> None:
    day = today(CLOCK)
    with pytest.raises(BadValue, match="until"), database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD, until=day + dt.timedelta(days=1))
    with database.transaction() as session:
        assert owners.all_numbers(session, OLD) == [OLD]
        join_numbers(session, CLOCK, citizen(1), OLD, until=day)
        assert session.get_one(Identifier, ("citizen", OLD.number)).valid_to == day


def test_the_last_day_of_a_number_is_kept_and_may_be_told_later(database: Database) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD)
        join_numbers(session, CLOCK, citizen(1), OLD, until=dt.date(2021, 5, 31))
        join_numbers(session, CLOCK, citizen(1), OLD)
    with database.transaction() as session:
        row = session.get_one(Identifier, ("citizen", OLD.number))
        assert row.valid_to == dt.date(2021, 5, 31)


# Taking them apart.


def test_what_was_joined_wrongly_is_two_people_again(database: Database) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD, until=dt.date(2021, 5, 31))
        join_numbers(session, CLOCK, citizen(1), OLDER)
        part_numbers(session, CLOCK, citizen(1), OLD)
        assert owners.all_numbers(session, OLD) == [OLD]
        assert set(owners.all_numbers(session, citizen(1))) == {citizen(1), OLDER}
        row = session.get_one(Identifier, (OLD.kind.value, OLD.number))
        assert row.valid_to is None  # the last day was said of somebody else's number


def test_parting_takes_the_last_day_off_a_number_for_life(database: Database) -> None:
    """Older archives let both be joined the wrong way round; no paper of later days was offered then."""
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD)
        session.get_one(Identifier, ("citizen", citizen(1).number)).valid_to = dt.date(2021, 5, 31)
        part_numbers(session, CLOCK, citizen(1), OLD)
        assert session.get_one(Identifier, ("citizen", citizen(1).number)).valid_to is None


def test_a_number_that_was_taken_off_may_be_its_own_person_s(database: Database) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD)
        part_numbers(session, CLOCK, citizen(1), OLD)
        join_numbers(session, CLOCK, citizen(2), OLD)
        assert owners.all_numbers(session, OLD) == [OLD, citizen(2)]


@pytest.mark.parametrize("other", [OLD, citizen(1), citizen(2)])
def test_what_is_not_joined_is_not_taken_apart(database: Database, other: OwnerId) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(2), OLDER)
        owners.ensure(session, CLOCK, citizen(1))
    with pytest.raises(BadValue, match="not joined"), database.transaction() as session:
        part_numbers(session, CLOCK, citizen(1), other)
    with database.transaction() as session:
        assert owners.all_numbers(session, citizen(1)) == [citizen(1)]
        assert set(owners.all_numbers(session, citizen(2))) == {citizen(2), OLDER}
