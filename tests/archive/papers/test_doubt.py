"""Doubt is the chance that type and needed fields are not all right, and says what weighs in it."""

import pytest

from archive.papers.doubt import NEEDED, chances, doubt_of, unsure
from archive.values.description import Description, Field, Source


def _said(type_confidence: float = 1.0, officer: tuple[str, ...] = (), **fields: float) -> Description:
    made = {
        name: Field(name, "x", "x", sure, source=Source.OFFICER if name in officer else Source.READ)
        for name, sure in fields.items()
    }
    return Description((1,), "quyet-dinh", type_confidence, "", made)


def test_what_is_sure_in_all_that_it_lists_is_not_doubted() -> None:
    assert doubt_of(_said(number=1.0, issued_on=1.0), ["number", "issued_on", "abstract"]) == 0.0


def test_the_chances_of_type_and_fields_are_multiplied() -> None:
    # 1 - 0.9 * 0.8 * 0.5
    assert doubt_of(_said(0.9, number=0.8, owner_id=0.5), ["number", "owner_id"]) == pytest.approx(0.64)


def test_a_listed_field_that_was_not_found_is_half_a_doubt() -> None:
    assert doubt_of(_said(), ["number"]) == 0.5
    assert doubt_of(_said(), ["number", "owner_name"]) == 0.75


def test_fields_that_the_type_does_not_list_or_nobody_finds_by_do_not_weigh() -> None:
    assert doubt_of(_said(owner_id=0.1, abstract=0.1), ["number", "abstract"]) == 0.5
    assert doubt_of(_said(signer=0.0), ["signer"]) == 0.0


def test_an_officers_word_is_sure_whatever_confidence_was_written() -> None:
    assert doubt_of(_said(officer=("number",), number=0.2), ["number"]) == 0.0


def test_it_is_a_probability_even_where_a_confidence_is_none() -> None:
    assert doubt_of(_said(1.7, number=1.2), NEEDED[:1]) == 0.0
    assert doubt_of(_said(-0.5), ()) == 1.0


def test_less_confidence_anywhere_is_never_less_doubt() -> None:
    steps = [n / 10 for n in range(11)]
    for name in NEEDED:
        doubts = [doubt_of(_said(0.95, **{name: sure}), NEEDED) for sure in steps]
        assert doubts == sorted(doubts, reverse=True)
        assert doubts[0] > doubts[-1]


def test_what_is_unsure_comes_least_sure_first() -> None:
    said = _said(0.7, number=0.3, issued_on=0.95)
    assert list(unsure(said, ["number", "issued_on", "owner_id"])) == ["number", "owner_id", "type"]


def test_much_doubt_out_of_small_ones_names_the_least_sure() -> None:
    said = _said(0.95, number=0.95, issued_on=0.91)
    assert unsure(said, ["number", "issued_on"]) == {"issued_on": 0.91}
    assert unsure(_said(0.97, number=0.97), ["number"]) == {}


def test_the_type_weighs_always() -> None:
    assert chances(_said(0.6), ()) == {"type": 0.6}
