"""Persons are their numbers, never their names; one person may have several numbers."""

import threading

import pytest
import sqlalchemy as sa

from archive.database.engine import Database
from archive.owners import repository as owners
from archive.owners.joining import join_numbers
from archive.owners.models import Identifier, Owner, PaperParty
from archive.values.description import OwnerId, OwnerKind, Party, Role, Source
from tests.factories import CLOCK, NOW, citizen, paper

OLD = OwnerId(OwnerKind.CITIZEN, "012345678")


def test_the_same_number_is_the_same_person(database: Database) -> None:
    with database.transaction() as session:
        first = owners.ensure(session, CLOCK, citizen(1), name="Trần Thị Hoà")
        again = owners.ensure(session, CLOCK, citizen(1))
        assert first.owner_id == again.owner_id
        assert session.scalar(sa.select(sa.func.count()).select_from(Owner)) == 1


def test_a_name_is_filled_in_once_and_never_written_over(database: Database) -> None:
    with database.transaction() as session:
        row = owners.ensure(session, CLOCK, citizen(1))
        owners.ensure(session, CLOCK, citizen(1), name="Trần Thị Hoà")
        owners.ensure(session, CLOCK, citizen(1), name="Nguyễn Văn Khác")
        session.expire_all()
        assert session.get_one(Owner, row.owner_id).name == "Trần Thị Hoà"


def test_people_of_one_name_stay_two_people(database: Database) -> None:
    with database.transaction() as session:
        one = owners.ensure(session, CLOCK, citizen(1), name="Trần Thị Hoà")
        other = owners.ensure(session, CLOCK, citizen(2), name="Trần Thị Hoà")
        assert one.owner_id != other.owner_id
        assert owners.all_numbers(session, citizen(1)) == [citizen(1)]


def test_the_same_digits_of_another_kind_are_somebody_else(database: Database) -> None:
    household = OwnerId(OwnerKind.HOUSEHOLD, citizen(1).number)
    with database.transaction() as session:
        one = owners.ensure(session, CLOCK, citizen(1))
        other = owners.ensure(session, CLOCK, household)
        assert one.owner_id != other.owner_id
        assert owners.all_numbers(session, household) == [household]


def test_an_unknown_number_has_itself_alone_and_leaves_no_row(database: Database) -> None:
    with database.transaction() as session:
        assert owners.all_numbers(session, citizen(9)) == [citizen(9)]
        assert session.scalar(sa.select(sa.func.count()).select_from(Identifier)) == 0


def test_old_and_new_card_are_one_person_once_an_officer_said_so(database: Database) -> None:
    with database.transaction() as session:
        join_numbers(session, CLOCK, citizen(1), OLD)
        join_numbers(session, CLOCK, citizen(1), OLD)
    with database.reading() as session:
        assert owners.all_numbers(session, citizen(1)) == [citizen(1), OLD]
        assert owners.all_numbers(session, OLD) == [OLD, citizen(1)]
        assert owners.all_numbers(session, citizen(2)) == [citizen(2)]


def test_two_desks_that_meet_the_same_person_at_once_make_one(database: Database) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def meet() -> None:
        try:
            start.wait()
            with database.transaction() as session:
                owners.ensure(session, CLOCK, citizen(1), name="Trần Thị Hoà")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=meet) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Owner)) == 1


def test_what_was_only_read_is_confirmed_by_nobody(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, confirmed_by=None)
        (party,) = owners.party_rows(session, [row.id])
        assert (party.confirmed_by, party.confirmed_at) == (None, None)
        assert session.scalar(sa.select(sa.func.count()).select_from(Owner)) == 0


def test_parties_are_replaced_as_a_whole_and_in_order(database: Database) -> None:
    both = [
        Party(Role.SPOUSE, "Trần Thị Hoà", citizen(1), Source.QR, "Bên nữ"),
        Party(Role.SPOUSE, "Lê Văn Bình", None, Source.OFFICER),
    ]
    with database.transaction() as session:
        row = paper(session)
        owners.replace_parties(session, CLOCK, row, both, confirmed_by="lan")
        session.flush()
        assert owners.parties(session, row) == both
        assert [party.printed for party in owners.parties(session, row)] == ["Bên nữ", ""]
        named, nameless = owners.party_rows(session, [row.id])
        assert (named.confirmed_by, named.confirmed_at) == ("lan", NOW)
        # Without a number there is nothing to confirm: a name is nobody.
        assert (nameless.confirmed_by, nameless.number) == (None, None)


def _shown(*rows: tuple[Role, int | None, str | None]) -> PaperParty | None:
    return owners.first_owner(
        [
            PaperParty(n=n, role=role.value, name=str(n), number=str(number or "") or None, confirmed_by=by)
            for n, (role, number, by) in enumerate(rows)
        ]
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([(Role.PARENT, 1, "lan")], None),
        ([(Role.OWNER, None, None), (Role.OWNER, 2, None)], "1"),
        ([(Role.OWNER, 1, None), (Role.SPOUSE, 2, "lan")], "1"),
        ([(Role.PARENT, 1, "lan"), (Role.CHILD, 2, "lan")], "1"),
        ([(Role.OWNER, None, None)], "0"),
    ],
)
def test_lists_show_the_first_owner_confirmed_ones_before_others(
    rows: list[tuple[Role, int | None, str | None]], expected: str | None
) -> None:
    found = _shown(*rows)
    assert (found.name if found else None) == expected
