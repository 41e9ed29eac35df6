"""A code fills what print leaves open, overrules nothing, and never gives a number to another person."""

import datetime as dt

import pytest

from archive.values.description import Description, OwnerId, OwnerKind, Role, Source
from archive.values.reading import PageText
from digitize.describe.describer import RuleDescriber
from digitize.describe.qr import DOSSIER_ORDER
from tests.digitize.describe.printed import MOTTO, TYPES, centre, page
from tests.digitize.describe.turning import turned

_TODAY = dt.date(2026, 3, 2)
_DOSSIER = {
    "dossier_number": "H99.12-250701-0042",
    "procedure_code": "1.004222",
    "owner_id": "001090000335",
    "paper_name": "Giấy ủy quyền",
}
_CARD = "034184000226|151234567|Võ Thị Hồng Mai|03041984|Nữ|Thôn 2, xã Bến Gỗ, Hải Sơn|05062021"


def _described(read: PageText, order: tuple[str, ...] = DOSSIER_ORDER) -> Description:
    return RuleDescriber(order).describe([read], types=TYPES, today=_TODAY, one_paper=True).papers[0]


def _application(*codes: str) -> PageText:
    return page(*MOTTO, centre("ĐƠN ĐỀ NGHỊ"), "Họ và tên: CHU ĐÌNH LỘC", "Ngày sinh: 15/9/1990", codes=codes)


@pytest.mark.parametrize(
    "order", [DOSSIER_ORDER, ("paper_name", "owner_id", "procedure_code", "dossier_number"),
              ("procedure_code", "dossier_number", "paper_name", "owner_id")]
)  # fmt: skip
def test_the_order_of_the_parts_is_the_systems(order: tuple[str, ...]) -> None:
    paper = _described(_application("|".join(_DOSSIER[name] for name in order)), order)
    assert {name: paper.fields[name].value for name in order if name != "paper_name"} == {
        name: value for name, value in _DOSSIER.items() if name != "paper_name"
    }
    assert paper.fields["dossier_number"].source is Source.QR


@pytest.mark.parametrize(
    "payload",
    [
        "", "|||", "https://dichvucong.example/?ma=1", "H99.12-250701-0042",
        "1.004222|H99.12-250701-0042|a|b",
        "H99.12-250701-0042|4222|001090000335|Giấy",
        "0341840002|x|Võ Thị Hồng Mai|03041984|Nữ|Bến Gỗ|05062021",
        "034184000226|151234567|Võ Thị Hồng Mai|31021984|Nữ|Bến Gỗ|05062021", "034184000226||x", "9" * 4_000,
    ],
)  # fmt: skip
def test_a_code_of_another_form_says_nothing(payload: str) -> None:
    paper = _described(_application(payload))
    assert all(field.source is Source.READ for field in paper.fields.values())
    assert all(party.source is Source.READ for party in paper.parties)


def test_the_code_of_a_chip_card_names_its_holder() -> None:
    paper = _described(page(*MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), codes=[_CARD]))
    said = {
        "owner_id": "034184000226",
        "owner_name": "Võ Thị Hồng Mai",
        "date_of_birth": "1984-04-03",
        "sex": "Nữ",
        "issued_on": "2021-06-05",
    }
    assert {name: paper.fields[name].value for name in said} == said
    (holder,) = paper.parties
    assert (holder.role, holder.owner) == (Role.OWNER, OwnerId(OwnerKind.CITIZEN, "034184000226"))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_card_that_lies_says_the_same(rotation: int) -> None:
    upright = page(*MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), "Họ và tên: VÕ THỊ HỒNG MAI", codes=[_CARD])
    lying = _described(turned(upright, rotation))
    assert lying.fields["owner_id"].value == _described(upright).fields["owner_id"].value == "034184000226"


def test_where_print_and_code_differ_print_stays_and_both_are_said() -> None:
    paper = _described(
        page(
            *MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), "Số: 001090000335", "Họ và tên: CHU ĐÌNH LỘC", codes=[_CARD]
        )
    )
    assert paper.fields["owner_id"].value == "001090000335"
    assert paper.fields["owner_id"].confidence <= 0.4
    assert paper.fields["owner_name"].confidence <= 0.4
    assert "034184000226" in paper.why


def test_where_print_and_code_agree_the_value_is_sure() -> None:
    alone = page(*MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), "Số: 034184000226", "Họ và tên: VÕ THỊ HỒNG MAI")
    both = page(
        *MOTTO, centre("CĂN CƯỚC CÔNG DÂN"), "Số: 034184000226", "Họ và tên: VÕ THỊ HỒNG MAI", codes=[_CARD]
    )
    assert _described(both).fields["owner_id"].confidence >= _described(alone).fields["owner_id"].confidence
    assert len(_described(both).parties) == 1


def test_the_applicants_number_in_a_code_is_not_put_beside_another_person() -> None:
    code = "|".join(_DOSSIER[name] for name in DOSSIER_ORDER)
    paper = _described(
        page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG",
             "Ngày, tháng, năm sinh: 07/7/2018", codes=[code])
    )  # fmt: skip
    assert "owner_id" not in paper.fields
    assert [(p.name, p.role) for p in paper.parties if p.owner and p.owner.number == "001090000335"] == [
        ("", Role.APPLICANT)
    ]


def test_the_name_of_the_paper_in_a_code_helps_to_tell_the_type() -> None:
    code = "|".join(_DOSSIER[name] for name in DOSSIER_ORDER)
    read = page(*MOTTO, "Tôi giao cho người có tên dưới đây làm việc sau.", codes=[code])
    assert _described(read).type == "giay-uy-quyen"
