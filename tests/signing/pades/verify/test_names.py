"""Remembered names are equal exactly where asn1crypto's own comparison finds them equal."""

import itertools

import pytest
from asn1crypto import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.pades.verify.names import remember_names

_TEXTS = (
    "Nguyễn Thị Gấm",
    "NGUYỄN thị  gấm",
    " Nguyễn Thị Gấm ",
    "Nguyễn",
    "",
    "a\x1eb",
    "a\x1db",
    "ab",
    "A" * 3000,
)


@pytest.fixture(autouse=True)
def _remembered() -> None:
    remember_names()


def _name(parts: dict[str, str], *, printable: bool = False) -> x509.Name:
    return x509.Name.load(x509.Name.build(parts, use_printable=printable).dump())


def _same_as_before(one: x509.Name, other: x509.Name) -> None:
    assert (one == other) is (one.chosen == other.chosen)
    assert (one.hashable == other.hashable) is (one.chosen == other.chosen)


def test_every_pair_is_as_equal_as_before() -> None:
    names = [_name({"country_name": "VN", "common_name": text}) for text in _TEXTS]
    names += [_name({"common_name": text}) for text in _TEXTS]
    names.append(_name({"country_name": "VN", "common_name": "ab"}, printable=True))
    for one, other in itertools.product(names, repeat=2):
        _same_as_before(one, other)
    assert names[0] == names[1] == names[2]
    assert names[0] != names[3]
    assert names[0] != "Nguyễn Thị Gấm"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("aAăĂ ơ\u00a0ﬁ'-1", max_size=6), max_size=4))
def test_other_names_too(texts: list[str]) -> None:
    kinds = ("common_name", "organization_name")
    names = [_name({kind: text or "x"}) for kind in kinds for text in texts]
    for one, other in itertools.product(names, repeat=2):
        _same_as_before(one, other)


def test_a_name_under_another_tag_is_the_same_name() -> None:
    name = _name({"common_name": "Gốc"})
    tagged = x509.GeneralName("directory_name", _name({"common_name": "GỐC"}))
    assert x509.GeneralName.load(tagged.dump()).chosen == name
