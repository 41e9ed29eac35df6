"""Relatives are only those whom papers prove without doubt: one row a family."""

import datetime as dt
import uuid

import pytest

from archive.catalogue.values import Proof, Whose
from archive.values.description import Role
from reuse.kinship import Named, Record, relatives_of

ME, A, B, C, D = (uuid.UUID(int=n) for n in range(1, 6))
NAMES = {"me": ME, "a": A, "b": B, "c": C, "d": D, "?": None}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _record(proves: Proof, day: str, *named: Named, good: bool = True) -> Record:
    return Record(proves, _day(day), good, named)


def _wed(one: str, other: str, day: str = "2010-01-01", *, good: bool = True) -> Record:
    both = (Named(NAMES[name], Role.SPOUSE, NAMES[name] is not None) for name in (one, other))
    return _record(Proof.MARRIAGE, day, *both, good=good)


def _split(one: str, other: str, day: str = "2015-01-01", *, good: bool = True) -> Record:
    # on a decision of a court one of the two is its owner, the other only named
    named = Named(NAMES[one], Role.OWNER, good), Named(NAMES[other], Role.NAMED, good)
    return _record(Proof.DIVORCE, day, *named, good=good)


def _died(who: str, *beside: str, good: bool = True) -> Record:
    others = (Named(NAMES[name], Role.NAMED, good) for name in beside)
    return _record(Proof.DEATH, "2020-01-01", Named(NAMES[who], Role.OWNER, good), *others, good=good)


@pytest.mark.parametrize(
    ("records", "spouse"),
    [
        ([], None),
        ([_wed("me", "a")], A),
        ([_wed("me", "a", "")], A),
        ([_wed("me", "a", good=False)], None),
        ([_wed("me", "?")], None),
        ([_wed("a", "b")], None),
        # divorce
        ([_wed("me", "a"), _split("me", "a")], None),
        ([_wed("me", "a"), _split("a", "me")], None),
        ([_wed("me", "a"), _split("me", "a", good=False)], None),
        ([_wed("me", "a"), _split("me", "a", "2010-01-01")], None),
        ([_wed("me", "a"), _split("me", "a", "")], None),
        ([_wed("me", "a", ""), _split("me", "a")], None),
        ([_wed("me", "a"), _split("me", "b")], A),
        ([_wed("me", "a"), _split("a", "b")], A),
        ([_wed("me", "a"), _split("me", "?")], A),
        # married again, to the same
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "a", "2018-01-01")], A),
        ([_wed("me", "a", "2018-01-01"), _split("me", "a")], A),
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "a", "2018-01-01", good=False)], None),
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "a", "")], None),
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "a", "2018-01-01"), _split("me", "a", "")], None),
        ([_wed("me", "a", "2018-01-01"), _split("me", "a"), _split("me", "a", "2020-01-01")], None),
        # married again, to another
        ([_wed("me", "a"), _wed("me", "b", "2018-01-01")], None),
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "b", "2018-01-01")], B),
        ([_wed("me", "a"), _split("me", "a", ""), _wed("me", "b", "2018-01-01")], None),
        ([_wed("me", "a"), _split("me", "a"), _wed("me", "b", "2018-01-01", good=False)], None),
        ([_wed("me", "a"), _wed("me", "b", "2018-01-01", good=False)], None),
        ([_wed("me", "a"), _wed("me", "?", "2018-01-01")], None),
        ([_wed("me", "a"), _wed("me", "?")], A),
        # married again, the other one
        ([_wed("me", "a"), _wed("a", "b", "2018-01-01")], None),
        ([_wed("a", "b", "2000-01-01"), _wed("me", "a")], None),
        ([_wed("a", "b", "2000-01-01"), _split("b", "a", "2005-01-01"), _wed("me", "a")], A),
        ([_wed("a", "b", "2000-01-01"), _died("b", "a"), _wed("me", "a")], A),
        # death
        ([_wed("me", "a"), _died("a")], None),
        ([_wed("me", "a"), _died("a", good=False)], None),
        ([_wed("me", "a"), _died("me")], None),
        ([_wed("me", "a"), _died("b", "me", "a")], None),
        ([_wed("me", "a"), _died("b", "me")], A),
        ([_wed("me", "a"), _died("a"), _wed("me", "b", "2021-01-01")], B),
    ],
)
def test_a_spouse_is_the_one_to_whom_a_marriage_surely_lasts(
    records: list[Record], spouse: uuid.UUID | None
) -> None:
    for order in (records, records[::-1]):
        assert relatives_of(ME, order)[Whose.SPOUSE] == ({spouse} if spouse else set())
        if spouse:
            assert relatives_of(spouse, order)[Whose.SPOUSE] == {ME}


def test_a_marriage_of_three_or_with_an_unsure_number_joins_nobody() -> None:
    three = _record(Proof.MARRIAGE, "2010-01-01", *(Named(one, Role.SPOUSE) for one in (ME, A, B)))
    unsure = _record(Proof.MARRIAGE, "2010-01-01", Named(ME, Role.SPOUSE), Named(A, Role.SPOUSE, sure=False))
    for record in (three, unsure):
        assert relatives_of(ME, [record])[Whose.SPOUSE] == set()


def _birth(child: str, *parents: str, day: str = "2010-01-01", role: Role = Role.CHILD,
           good: bool = True, also: tuple[Named, ...] = ()) -> Record:  # fmt: skip
    named = (Named(NAMES[name], Role.PARENT, NAMES[name] is not None) for name in parents)
    of = Named(NAMES[child], role, NAMES[child] is not None)
    return _record(Proof.BIRTH, day, of, *named, *also, good=good)


@pytest.mark.parametrize(
    ("records", "children", "parents"),
    [
        ([_birth("a", "me", "b")], {A}, set()),
        ([_birth("me", "a", "b")], set(), {A, B}),
        ([_birth("me", "a")], set(), {A}),
        ([_birth("a", "me", "b", good=False)], set(), set()),
        ([_birth("a", "me", "b"), _birth("c", "me", "b")], {A, C}, set()),
        ([_birth("a", "me", role=Role.OWNER)], {A}, set()),  # a type of one's own has an owner
        # the parts are unclear
        ([_birth("?", "me", also=(Named(B, Role.OWNER),))], set(), set()),  # the mother as its owner
        ([_birth("a", "me", also=(Named(B, Role.CHILD),))], set(), set()),
        ([_birth("a", "me", "b", "c")], set(), set()),
        ([_birth("me", "me", "b")], set(), set()),
        ([_birth("a", "b", also=(Named(ME, Role.NAMED), Named(ME, Role.APPLICANT)))], set(), set()),
        # registered anew: adopted, or the father was another
        ([_birth("a", "me", "b"), _birth("a", "c", "d", day="2015-01-01")], set(), set()),
        ([_birth("a", "c", "d"), _birth("a", "me", "b", day="2015-01-01")], {A}, set()),
        ([_birth("a", "me", "b"), _birth("a", "c", "d", day="")], set(), set()),
        ([_birth("a", "me", "b", day=""), _birth("a", "c", "d")], set(), set()),
        ([_birth("a", "me", "b"), _birth("a", "c", "d", day="2015-01-01", good=False)], set(), set()),
        ([_birth("a", "me", "b"), _birth("a", "b", day="2015-01-01")], set(), set()),
        ([_birth("a", "me", "b"), _birth("a", "me", day="2015-01-01")], {A}, set()),
        ([_birth("a", "me", "b"), _birth("a", "c", "b", day="2015-01-01")], set(), set()),
        ([_birth("a", "me", "b"), _birth("a", "c", "d", day="2015-01-01",
                                         also=(Named(ME, Role.NAMED),))], set(), set()),
        # a copy on which fewer numbers stand says nothing else
        ([_birth("a", "me", "b"), _birth("a", "b", "?", day="2015-01-01")], {A}, set()),
        ([_birth("a", "me", "b"), _birth("a", "?", "?", day="2015-01-01")], {A}, set()),
        ([_birth("a", "me", "b"), _birth("a", day="2015-01-01")], {A}, set()),
    ],
)  # fmt: skip
def test_children_and_parents_are_those_of_the_newest_birth_certificate(
    records: list[Record], children: set[uuid.UUID], parents: set[uuid.UUID]
) -> None:
    for order in (records, records[::-1]):
        found = relatives_of(ME, order)
        assert (found[Whose.CHILD], found[Whose.PARENT]) == (children, parents)


@pytest.mark.parametrize(
    ("child", "parent", "told"),
    [(2010, 1985, True), (1990, 1990, True), (1960, 1985, False), (None, 1985, True)],
)
def test_nobody_is_the_child_of_somebody_younger(child: int | None, parent: int, told: bool) -> None:
    record = _record(
        Proof.BIRTH, "2012-01-01", Named(A, Role.CHILD, born=child), Named(ME, Role.PARENT, born=parent)
    )
    assert relatives_of(ME, [record])[Whose.CHILD] == ({A} if told else set())


def test_a_divorce_of_the_parents_changes_nothing_for_the_child() -> None:
    found = relatives_of(ME, [_wed("me", "a"), _split("me", "a"), _birth("b", "me", "a")])
    assert (found[Whose.SPOUSE], found[Whose.CHILD]) == (set(), {B})
