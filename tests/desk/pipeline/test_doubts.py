"""What is not sure says so and why, in both languages, and knows the describer's own remarks."""

import dataclasses as dc
import datetime as dt

import pytest

from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Description, Field, OwnerId, OwnerKind, Party, Role, Source
from archive.values.reading import Box, QrCode
from desk.pipeline.doubts import reason_rows, reasons_of
from digitize.describe.checks import doubts_of
from digitize.describe.qr import join, read_codes
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import MARRIAGE, OWNER
from tests.fakes.describer import FakeDescriber

TODAY = dt.date(2026, 3, 2)
SURE = Description((1,), "quyet-dinh", 0.99, "QUYẾT ĐỊNH (trang 1)", {})


def _field(name: str, value: str, sure: float = 0.99, source: Source = Source.READ) -> Field:
    return Field(name, value, value, sure, 1, source=source)


def _texts(said: Description, *listed: str) -> list[str]:
    return [row["text"] for row in reasons_of(said, listed)]


def test_a_field_that_was_read_without_certainty_says_how_sure() -> None:
    said = dc.replace(SURE, fields={"number": _field("number", "12/QĐ", 0.62)})
    assert reasons_of(said, ["number"]) == [
        {
            "code": "field-unsure",
            "field": "number",
            "text": "số, ký hiệu: đọc chưa chắc (0,62)",
            "text_en": "number: read without certainty (0.62)",
        }
    ]


def test_a_field_that_was_not_found_and_an_unsure_type_say_so() -> None:
    said = dc.replace(SURE, type_confidence=0.4)
    assert _texts(said, "issued_on") == [
        "loại giấy tờ: chưa chắc (0,40): QUYẾT ĐỊNH (trang 1)",
        "ngày ban hành / ngày cấp: không tìm thấy",
    ]


def test_a_sure_paper_has_no_reason() -> None:
    assert _texts(dc.replace(SURE, fields={"number": _field("number", "1")}), "number") == []


FAILED: tuple[dict[str, str], ...] = (
    {"owner_id": "033184582405", "date_of_birth": "1990-01-01"},
    {"owner_id": "033184582405", "sex": "Nam"},
    {"issued_on": "1980-01-01", "date_of_birth": "1990-01-01"},
    {"issued_on": "2027-01-01"},
    {"date_of_birth": "2027-01-01"},
    {"valid_until": "2020-01-01", "issued_on": "2021-01-01"},
    {"owner_id": "0100109105"},
    {"owner_id": "003184582405"},
    {"issuer": "UBND huyện Kiến Thụy", "issued_on": "2025-08-01"},
)
"""Values that fail each of the describer's checks."""


@pytest.mark.parametrize("values", FAILED, ids=lambda values: "-".join(values))
def test_each_check_that_fails_is_known_in_english_with_its_fields(values: dict[str, str]) -> None:
    fields = {name: _field(name, value) for name, value in values.items()}
    ((sentence, names),) = doubts_of(fields, TODAY)
    (row,) = reasons_of(dc.replace(SURE, why=f"{SURE.why}; {sentence}", fields=fields), [])
    assert (row["code"], row["text"]) == ("check-failed", sentence)
    assert row["text_en"] != sentence
    assert row["field"] in (None, *names)
    corrected = {name: dc.replace(one, source=Source.OFFICER) for name, one in fields.items()}
    assert reasons_of(dc.replace(SURE, why=sentence, fields=corrected), []) == []


def test_where_code_and_print_differ_both_are_told() -> None:
    payload = "H99.32.01-261105-0001|1.001193|033184582405|Giấy khai sinh"
    (says,) = read_codes([QrCode(1, payload, "QR", Box(0, 0, 9, 9))])
    printed = {name: _field(name, value) for name, value in
               {"owner_id": "033184582406", "dossier_number": "H9"}.items()}  # fmt: skip
    fields, remarks = join(printed, says)
    assert remarks
    rows = reasons_of(dc.replace(SURE, why="; ".join(remarks), fields=fields), [])
    assert [row["code"] for row in rows] == ["code-differs"] * len(remarks)
    (owner,) = [row for row in rows if row["field"] == "owner_id"]
    assert "“033184582406”" in owner["text"]
    assert "“033184582405”" in owner["text"]
    assert owner["text_en"] == "owner_id: print “033184582406”, QR code “033184582405”"


def test_a_code_of_somebody_who_is_not_printed_is_told() -> None:
    (says,) = read_codes([QrCode(1, "H99.32.01-261105-0001|1.001193|033184582405|", "QR", Box(0, 0, 9, 9))])
    _, remarks = join({"owner_name": _field("owner_name", "Lê Văn A")}, says)
    assert len(remarks) == 1
    (row,) = reasons_of(dc.replace(SURE, why=remarks[0]), [])
    assert (row["code"], row["field"]) == ("check-failed", "owner_id")
    assert "033184582405" in row["text_en"]


def test_a_type_that_was_not_expected_is_told_until_an_officer_chose_one() -> None:
    said = dc.replace(SURE, why="QUYẾT ĐỊNH (trang 1); khác loại chờ nhận (giay-khai-sinh)")
    (row,) = reasons_of(said, [])
    assert (row["field"], row["text_en"]) == ("type", "not of the type giay-khai-sinh that was expected")
    assert reasons_of(dc.replace(said, type_confidence=1.0), []) == []


def test_what_is_no_known_remark_stays_with_the_words_for_the_type() -> None:
    said = dc.replace(SURE, type_confidence=0.5, why="một điều; điều khác")
    assert _texts(said) == ["loại giấy tờ: chưa chắc (0,50): một điều; điều khác"]


def _handed(workshop: Workshop, *numbers: str) -> Paper:
    parties = tuple(Party(Role.OWNER, "", OwnerId(OwnerKind.CITIZEN, number)) for number in numbers)
    workshop.broken(describer=FakeDescriber(MARRIAGE, parties=parties))
    return workshop.handed()


def _codes(workshop: Workshop, paper: Paper) -> set[str]:
    with workshop.house.database.reading() as session:
        rows = reason_rows(session, workshop.house, papers.at_work(session, paper.id))
        return {row["code"] for row in rows}


def test_a_paper_whose_identifiers_fit_no_party_of_the_dossier_says_so(workshop: Workshop) -> None:
    assert "owner-elsewhere" in _codes(workshop, _handed(workshop, "001190000077"))
    assert "owner-elsewhere" not in _codes(workshop, _handed(workshop, "001190000077", OWNER.number))
    assert "owner-elsewhere" not in _codes(workshop, _handed(workshop))


def test_a_number_of_one_of_the_dossiers_parties_is_sure(workshop: Workshop) -> None:
    def doubtful(number: str, sure: float) -> bool:
        fields = {"owner_id": _field("owner_id", number, sure)}
        workshop.broken(describer=FakeDescriber(MARRIAGE, fields=fields))
        with workshop.house.database.reading() as session:
            paper = papers.at_work(session, workshop.handed().id)
            return any(r.get("field") == "owner_id" for r in reason_rows(session, workshop.house, paper))

    assert not doubtful(OWNER.number, 0.89)
    assert doubtful("001190000077", 0.89)
    assert doubtful(OWNER.number, 0.4)  # it contradicts the paper


def test_what_an_officer_confirmed_needs_no_reasons(workshop: Workshop) -> None:
    paper = _handed(workshop, "001190000077")
    assert _codes(workshop, paper)
    workshop.confirm(paper)
    assert _codes(workshop, paper) == set()
