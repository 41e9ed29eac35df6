"""Identifiers as people write them: the kind by its digits, nothing guessed, nothing half right."""

import pytest

from archive.errors import BadValue
from archive.owners.identifiers import parse_owner, parse_owner_role
from archive.values.description import OwnerId, OwnerKind, Role


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("001190000001", "citizen", "001190000001"),
        ("012345678", "citizen", "012345678"),
        ("0900123456", "organisation", "0900123456"),
        ("0900123456001", "organisation", "0900123456001"),
        ("0900123456-001", "organisation", "0900123456001"),
        ("citizen:001190000001", "citizen", "001190000001"),
        ("CITIZEN:001190000001", "citizen", "001190000001"),
        ("organisation:0900123456-001", "organisation", "0900123456001"),
        ("household:001190000001", "household", "001190000001"),
        ("household:0900123456", "household", "0900123456"),
        ("foreigner:c1234567-lao", "foreigner", "C1234567-LAO"),
        (" 001 190 000 001 ", "citizen", "001190000001"),
        ("001.190.000.001", "citizen", "001190000001"),
        ("００１１９００００００１", "citizen", "001190000001"),
    ],
)
def test_an_identifier_is_understood_as_it_is_written(text: str, kind: str, number: str) -> None:
    assert parse_owner(text) == OwnerId(OwnerKind(kind), number)


@pytest.mark.parametrize(
    "text",
    [
        "", ":", "citizen:", "12345678", "1234567890A", "00119000000", "00119000000123",
        "citizen:0900123456", "citizen:0900123456-001", "organisation:001190000001", "organisation:012345678",
        "person:001190000001", "citizen:citizen:001190000001", "foreigner:C1234567", "foreigner:-LAO",
        "foreigner:C1234567-LAO; DROP", "٠٠١١٩٠٠٠٠٠٠١", "-01190000001", "001190000001\n001190000002",
        "citizen:00119000000O", "001190000001\0",
    ],
)  # fmt: skip
def test_what_is_no_identifier_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_owner(text)
    assert "citizen:" in refused.value.text_en
    assert "citizen:" in refused.value.text_vi


def test_what_is_written_is_read_again() -> None:
    for text in ("citizen:001190000001", "household:0900123456", "foreigner:C1234567-LAO"):
        assert str(parse_owner(text)) == text


def test_a_number_of_one_kind_is_not_the_same_number_of_another() -> None:
    assert parse_owner("household:001190000001") != parse_owner("citizen:001190000001")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_stands_behind_the_number(role: Role) -> None:
    who = OwnerId(OwnerKind.CITIZEN, "001190000001")
    assert parse_owner_role(f"001190000001:{role}") == (who, role)
    assert parse_owner_role(f"citizen:001190000001:{role}") == (who, role)


def test_without_a_role_it_is_the_applicant() -> None:
    assert parse_owner_role("foreigner:C1234567-LAO")[1] is Role.APPLICANT
    assert parse_owner_role("001190000001")[1] is Role.APPLICANT


@pytest.mark.parametrize("role", ["spouse", "child", "parent"])
@pytest.mark.parametrize("who", ["organisation:0900123456", "0900123456", "household:0900123456"])
def test_only_people_are_spouse_child_or_parent(who: str, role: str) -> None:
    with pytest.raises(BadValue):
        parse_owner_role(f"{who}:{role}")


@pytest.mark.parametrize("text", ["001190000001:aunt", "owner", ":owner", "001190000001:OWNER"])
def test_an_unknown_role_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_owner_role(text)
