"""Promises of check.py: what rows may not say of each other."""

from pathlib import Path

import pytest

from archive.catalogue.check import check_path
from archive.catalogue.load import SHIPPED


def _places(path: Path) -> set[tuple[str, int, str]]:
    return {(finding.file, finding.line, finding.column) for finding in check_path(path)}


def test_the_shipped_catalogue_has_no_finding() -> None:
    assert check_path(SHIPPED) == ()


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.csv")), ids=lambda file: file.stem)
def test_each_shipped_file_can_be_checked_alone(file: Path) -> None:
    assert check_path(file) == ()


def test_unknown_references_are_found(folder) -> None:
    path = folder(
        agencies=[{"parent": "X99"}, {"code": "X12", "successors": "X98", "valid_to": "2021-01-01"}],
        types=[{"fields": "number;colour"}],
        procedures=[{"results": "don;la", "linked_from": "1.000001;1.000009"}],
        components=[{"accepts": "don;mat"}, {"code": "TP02", "procedure": "1.000002"}],
    )

    assert _places(path) == {
        ("agencies.csv", 2, "parent"),
        ("agencies.csv", 3, "successors"),
        ("types.csv", 2, "fields"),
        ("procedures.csv", 2, "results"),
        ("procedures.csv", 2, "linked_from"),
        ("components.csv", 2, "accepts"),
        ("components.csv", 3, "procedure"),
    }


def test_who_points_to_an_unreadable_row_is_not_blamed(folder) -> None:
    path = folder(types=[{"valid_from": "?"}], procedures=[{}], components=[{}])

    assert _places(path) == {("types.csv", 2, "valid_from")}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"valid_to": "2020-12-31"}, {"valid_from": "2021-01-01"}, set()),
        ({"valid_to": "2021-01-01"}, {"valid_from": "2021-01-01"}, {("types.csv", 3, "valid_from")}),
        ({}, {"valid_from": "2021-01-01"}, {("types.csv", 3, "valid_from")}),
        ({}, {}, {("types.csv", 3, "valid_from")}),
        ({"valid_to": "2019-12-31"}, {"slug": "khac"}, {("types.csv", 2, "valid_to")}),
    ],
    ids=["one after the other", "one day too long", "no end", "twice the same", "ends before it begins"],
)
def test_two_rows_of_one_key_never_hold_on_the_same_day(folder, first, second, found) -> None:
    assert _places(folder(types=[first, second])) == found


def test_a_component_code_may_stand_in_two_procedures(folder) -> None:
    path = folder(
        types=[{}],
        procedures=[{}, {"code": "1.000002"}],
        components=[{}, {"procedure": "1.000002"}],
    )

    assert check_path(path) == ()


def test_a_successor_must_exist_on_the_next_day(folder) -> None:
    gone = {"code": "X12", "valid_to": "2025-06-30", "successors": "X13"}

    assert check_path(folder(agencies=[gone, {"code": "X13", "valid_from": "2025-07-01"}])) == ()
    late = folder(agencies=[gone, {"code": "X13", "valid_from": "2025-07-02"}])
    assert _places(late) == {("agencies.csv", 2, "successors")}


def test_a_living_agency_has_no_successor(folder) -> None:
    assert _places(folder(agencies=[{"successors": "X12"}, {"code": "X12"}])) == {
        ("agencies.csv", 2, "successors")
    }


def test_circles_are_found_but_not_what_leads_into_them(folder) -> None:
    path = folder(
        agencies=[
            {"code": "X11", "parent": "X12"},
            {"code": "X12", "parent": "X13"},
            {"code": "X13", "parent": "X12"},
        ]
    )

    assert _places(path) == {("agencies.csv", 3, "parent"), ("agencies.csv", 4, "parent")}


def test_agencies_that_succeed_each_other_are_found(folder) -> None:
    path = folder(
        agencies=[
            {"code": "X11", "valid_to": "2020-12-31", "successors": "X12"},
            {"code": "X12", "valid_to": "2021-12-31", "successors": "X11"},
            {"code": "X11", "valid_from": "2022-01-01"},
        ]
    )

    assert {column for _, _, column in _places(path)} == {"successors"}


def test_a_purpose_bound_paper_needs_a_purpose(folder) -> None:
    path = folder(
        types=[{"reuse_class": "purpose_only"}],
        procedures=[{}],
        components=[{}, {"code": "TP02", "purpose": "kết hôn"}],
    )

    assert _places(path) == {("components.csv", 2, "purpose")}


def test_a_newer_paper_ends_an_older_one_by_its_owner_or_by_fields_that_the_type_has(folder) -> None:
    own = {"fields": "number;parcel"}

    assert _places(folder(types=[{**own, "ends_earlier": "owner"}])) == set()
    assert _places(folder(types=[{**own, "ends_earlier": "number;parcel"}])) == set()
    for wrong in ("map_sheet", "chủ", "number;map_sheet"):
        assert _places(folder(types=[{**own, "ends_earlier": wrong}])) == {("types.csv", 2, "ends_earlier")}


def test_what_a_type_proves_is_one_of_the_known_things(folder) -> None:
    for proof in ("", "birth", "marriage", "divorce", "death"):
        assert _places(folder(types=[{"proves": proof}])) == set()
    (finding,) = check_path(folder(types=[{"proves": "birth"}, {"slug": "khac", "proves": "adoption"}]))
    assert finding.place == "types.csv:3:proves"
    assert "birth, marriage, divorce, death" in finding.vi


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("marriage", "marriage", set()),
        ("", "", set()),
        ("marriage", "", {("types.csv", 2, "proves")}),
        ("", "marriage", {("types.csv", 2, "proves")}),
        ("marriage", "divorce", {("types.csv", 2, "proves")}),
    ],
)
def test_papers_of_a_renamed_type_prove_what_they_proved(folder, old: str, new: str, found: set) -> None:
    first = {"valid_to": "2020-12-31", "successor": "moi", "proves": old}
    assert _places(folder(types=[first, {"slug": "moi", "successor": "", "proves": new}])) == found


def test_alternatives_are_all_required_or_none(folder) -> None:
    path = folder(
        types=[{}],
        procedures=[{}],
        components=[
            {"group": "a"},
            {"code": "TP02", "group": "a", "required": "0"},
            {"code": "TP03", "required": "0"},
        ],
    )

    assert _places(path) == {("components.csv", 3, "required")}


def test_a_ground_without_a_picture_is_found(folder) -> None:
    path = folder(types=[{"keep_picture": "0", "picture_ground": "Điều 1"}])

    assert _places(path) == {("types.csv", 2, "picture_ground")}


@pytest.mark.parametrize("words", ["{name}", "{person", "{}", "{0}"])
def test_words_of_a_profile_can_all_be_filled_in(folder, words: str) -> None:
    assert _places(folder(profiles=[{"words_vi": words}])) == {("profiles.csv", 2, "words_vi")}
    assert check_path(folder(profiles=[{"words_vi": "A {person};{agency} {time}"}])) == ()


def test_a_finding_says_its_place_as_editors_want_it(folder) -> None:
    (finding,) = check_path(folder(types=[{"fields": "colour"}]))

    assert finding.place == "types.csv:2:fields"
    assert "colour" in finding.vi
    assert "colour" in finding.en
