"""Promises of repository.py, read from the shipped catalogue as it holds on a day."""

import datetime as dt

import pytest

from archive.catalogue import repository
from archive.catalogue.fields import FIELD_NAMES
from archive.catalogue.load import load
from archive.catalogue.values import Form, Proof, ReuseClass, Signers, Tier

EVE = dt.date(2025, 6, 30)
DAY = dt.date(2025, 7, 1)
NOW = dt.date(2026, 3, 2)

SLUGS = {
    "can-cuoc",
    "giay-khai-sinh",
    "trich-luc-khai-sinh",
    "giay-chung-nhan-ket-hon",
    "giay-xac-nhan-tinh-trang-hon-nhan",
    "trich-luc-khai-tu",
    "giay-chung-nhan-quyen-su-dung-dat",
    "hop-dong-chuyen-nhuong-quyen-su-dung-dat",
    "giay-chung-nhan-dang-ky-doanh-nghiep",
    "giay-chung-nhan-dang-ky-ho-kinh-doanh",
    "giay-phep-xay-dung",
    "quyet-dinh",
    "cong-van",
    "thong-bao",
    "to-trinh",
    "bien-ban",
    "giay-phep-lai-xe",
    "phieu-ly-lich-tu-phap",
    "giay-kham-suc-khoe",
    "bang-tot-nghiep",
    "giay-xac-nhan-cu-tru",
    "to-khai-thay-doi-thong-tin-cu-tru",
    "to-khai-dang-ky-khai-sinh",
    "don-de-nghi",
    "giay-uy-quyen",
    "the-bao-hiem-y-te",
    "giay-tiep-nhan-ho-so",
    "khac",
}


def test_the_28_types_are_there_with_fields_and_sources(shipped) -> None:
    found = repository.types_on(shipped, NOW)

    assert {kind.slug for kind in found} == SLUGS
    assert all(kind.source and set(kind.fields) <= set(FIELD_NAMES) for kind in found)
    assert len({kind.code for kind in found}) == len(found)


@pytest.mark.parametrize(
    ("slug", "reuse_class"),
    [
        ("giay-khai-sinh", ReuseClass.LASTING),
        ("giay-chung-nhan-ket-hon", ReuseClass.LASTING),
        ("giay-chung-nhan-quyen-su-dung-dat", ReuseClass.LASTING),
        ("can-cuoc", ReuseClass.UNTIL_DATE),
        ("giay-xac-nhan-tinh-trang-hon-nhan", ReuseClass.PURPOSE_ONLY),
        ("giay-uy-quyen", ReuseClass.ONCE),
        ("don-de-nghi", ReuseClass.NEVER),
        ("to-khai-dang-ky-khai-sinh", ReuseClass.NEVER),
        ("phieu-ly-lich-tu-phap", ReuseClass.NEVER),
        ("khac", ReuseClass.NEVER),
    ],
)
def test_a_type_says_how_it_may_be_reused(shipped, slug: str, reuse_class: ReuseClass) -> None:
    kind = repository.document_type(shipped, slug, NOW)

    assert kind is not None
    assert kind.reuse_class is reuse_class


def test_the_picture_of_an_id_card_is_not_kept(shipped) -> None:
    assert [kind.slug for kind in repository.types_on(shipped, NOW) if not kind.keep_picture] == ["can-cuoc"]


def test_marriage_registration_asks_for_the_marital_status_for_that_purpose(shipped) -> None:
    asked = repository.components(shipped, "1.000894", NOW)

    (status,) = [one for one in asked if "giay-xac-nhan-tinh-trang-hon-nhan" in one.accepts]
    assert (status.required, status.form, status.purpose) == (True, Form.ORIGINAL, "kết hôn")


def test_birth_registration_asks_for_the_parents_marriage_certificate(shipped) -> None:
    asked = repository.components(shipped, "1.001193", NOW)

    (marriage,) = [one for one in asked if "giay-chung-nhan-ket-hon" in one.accepts]
    assert marriage.required
    assert marriage.from_database is None
    assert {one.group for one in asked if one.accepts == ("khac",)} == {"viec-sinh"}
    assert all(one.from_database for one in asked if one.accepts == ("can-cuoc",))


@pytest.mark.parametrize("code", ["1.001193", "1.001193.000.00.00.H31", "1.001193.H99", " 1.001193 "])
def test_a_procedure_is_found_by_the_codes_of_any_system(shipped, code: str) -> None:
    found = repository.procedure(shipped, code, NOW)

    assert found is not None
    assert (found.code, found.results) == ("1.001193", ("giay-khai-sinh",))
    assert repository.components(shipped, code, NOW) == repository.components(shipped, "1.001193", NOW)


def test_a_procedure_says_whose_results_pass_on_to_it_from_which_day_on(shipped) -> None:
    days = (dt.date(2024, 6, 9), dt.date(2024, 6, 10))

    linked = [repository.procedure(shipped, "1.004222", day).linked_from for day in days]

    assert linked == [(), ("1.001193",)]


@pytest.mark.parametrize(
    ("code", "day", "decided_by"),
    [
        ("1.001612", dt.date(2021, 1, 3), None),
        ("1.001612", dt.date(2021, 1, 4), Tier.DISTRICT),
        ("1.001612", EVE, Tier.DISTRICT),
        ("1.001612", DAY, Tier.COMMUNE),
        ("1.009994", EVE, Tier.DISTRICT),
        ("1.009994", DAY, None),
        ("1.013225", EVE, None),
        ("1.013225", DAY, Tier.COMMUNE),
        ("9.999999", NOW, None),
        ("", NOW, None),
    ],
)
def test_who_decides_depends_on_the_day(shipped, code: str, day: dt.date, decided_by: Tier | None) -> None:
    found = repository.procedure(shipped, code, day)

    assert (found.decided_by if found else None) == decided_by


def test_at_least_twenty_procedures_of_all_fields_hold_today_and_each_asks_for_something(shipped) -> None:
    found = repository.procedures_on(shipped, NOW)

    assert len({one.code for one in found}) >= 20
    asked = {"Hộ tịch", "Đất đai", "Hộ kinh doanh", "Đăng ký, quản lý cư trú", "Hoạt động xây dựng"}
    assert {one.field for one in found} >= asked
    assert all(repository.components(shipped, one.code, NOW) for one in found)


def test_a_dissolved_agency_is_still_known(shipped) -> None:
    district = repository.agency(shipped, "H99.21")

    assert district is not None
    assert district.level is Tier.DISTRICT
    assert district.valid_to == EVE
    assert repository.agency(shipped, "H99.21", EVE) == district
    assert repository.agency(shipped, "H99.21", DAY) is None
    assert repository.agency(shipped, "H99.99") is None


def test_the_latest_row_of_an_agency_answers_when_no_day_is_asked(shipped) -> None:
    now = repository.agency(shipped, "H99.17")
    before = repository.agency(shipped, "H99.17", dt.date(2025, 2, 28))

    assert now is not None
    assert before is not None
    assert (before.parent, now.parent) == ("H99.09", "H99.08")


def test_an_agency_is_found_by_its_older_code(shipped) -> None:
    assert repository.agency(shipped, "000.00.03.H99") == repository.agency(shipped, "H99.03")
    assert repository.agency(shipped, "000.02.21.H99") == repository.agency(shipped, "H99.21.02")
    assert repository.agency(shipped, "000.00.00.H99") == repository.agency(shipped, "H99")


def test_names_hold_dissolved_agencies_too(shipped) -> None:
    names = repository.agency_names(shipped)

    assert names["H99.21"] == "Ủy ban nhân dân huyện Vĩnh Khê"
    assert names["H99.32"] == "Ủy ban nhân dân xã Tân Lập"


@pytest.mark.parametrize(
    ("code", "day", "now"),
    [
        ("H99.21", EVE, {"H99.21"}),
        ("H99.21", DAY, {"H99.31", "H99.32", "H99.33", "H99.34"}),
        ("H99.21.05", EVE, {"H99.21.05"}),
        ("H99.21.05", DAY, {"H99.33", "H99.34"}),
        ("000.05.21.H99", DAY, {"H99.33", "H99.34"}),
        ("H99.32", EVE, set()),
        ("H99.32", DAY, {"H99.32"}),
        ("H98", DAY, {"H99"}),
        ("H77", DAY, set()),
    ],
)
def test_successors_are_those_of_the_day(shipped, code: str, day: dt.date, now: set[str]) -> None:
    assert repository.successors(shipped, code, day) == now


def test_predecessors_are_all_whose_papers_are_kept(shipped) -> None:
    assert repository.predecessors(shipped, "H99.32") == {"H99.32", "H99.21", "H99.21.02", "H99.21.03"}
    assert repository.predecessors(shipped, "H99.21.02") == {"H99.21.02"}


def test_succession_goes_on_through_agencies_that_are_gone_too(session, clock, folder) -> None:
    path = folder(
        agencies=[
            {"code": "X11", "valid_to": "2021-12-31", "successors": "X12"},
            {"code": "X12", "valid_to": "2022-12-31", "successors": "X13;X14"},
            {"code": "X13"},
            {"code": "X14", "valid_to": "2023-12-31"},
        ]
    )
    load(session, path, by="an", clock=clock)

    steps = [repository.successors(session, "X11", dt.date(year, 6, 1)) for year in (2021, 2022, 2023, 2024)]

    assert steps == [{"X11"}, {"X12"}, {"X13", "X14"}, {"X13"}]
    assert repository.predecessors(session, "X14") == {"X11", "X12", "X14"}


def test_the_province_has_departments_communes_and_centres(shipped) -> None:
    now = repository.agencies_on(shipped, NOW)

    assert sum(one.level is Tier.DEPARTMENT for one in now) >= 6
    assert sum(one.level is Tier.COMMUNE and one.parent == "H99" for one in now) >= 10
    assert not any(one.level is Tier.DISTRICT for one in now)
    assert sum(one.level is Tier.DISTRICT for one in repository.agencies_on(shipped, EVE)) >= 2
    assert any("Trung tâm Phục vụ hành chính công" in one.name for one in now)


def test_a_profile_says_who_signs_and_what_is_written(shipped) -> None:
    profile = repository.profile(shipped, "so-hoa-thanh-phan", NOW)

    assert profile is not None
    assert (profile.signers, profile.seal_picture, profile.level) == (Signers.OFFICER, False, "B-LTA")
    words = profile.words_vi.format(person="Lê Văn An", agency="UBND xã", time="2026-03-02T10:00:00+07:00")
    assert words.splitlines()[1] == "Người số hóa: Lê Văn An"
    assert repository.profile(shipped, "khong-co", NOW) is None


def test_all_profiles_of_the_law_are_there_and_certified_copies_are_never_made(shipped) -> None:
    profiles = {one.slug: one for one in repository.profiles_on(shipped, NOW)}

    assert set(profiles) == {
        "so-hoa-thanh-phan",
        "so-hoa-ket-qua",
        "sao-y",
        "sao-luc",
        "trich-sao",
        "van-ban-dien-tu",
        "chung-thuc",
    }
    assert [slug for slug, one in profiles.items() if one.signers is Signers.NONE] == ["chung-thuc"]
    assert profiles["sao-y"].right is not None


@pytest.mark.parametrize(
    ("slug", "rule"),
    [
        ("can-cuoc", ("owner",)),
        ("giay-chung-nhan-quyen-su-dung-dat", ("map_sheet", "parcel")),
        ("giay-chung-nhan-dang-ky-doanh-nghiep", ("number",)),
        ("giay-khai-sinh", ()),
        ("giay-xac-nhan-tinh-trang-hon-nhan", ()),
    ],
)
def test_a_type_says_what_a_newer_paper_ends(shipped, slug: str, rule: tuple[str, ...]) -> None:
    kind = repository.document_type(shipped, slug, NOW)

    assert kind is not None
    assert kind.ends_earlier == rule


def test_a_type_says_what_its_papers_prove(shipped) -> None:
    proving = repository.types_proving(shipped, NOW)

    assert proving == {
        Proof.BIRTH: {"giay-khai-sinh", "trich-luc-khai-sinh"},
        Proof.MARRIAGE: {"giay-chung-nhan-ket-hon"},
        Proof.DIVORCE: set(),
        Proof.DEATH: {"trich-luc-khai-tu"},
        Proof.AUTHORITY: {"giay-uy-quyen"},
    }


def test_a_type_that_ended_proves_no_marriage_any_more_but_still_the_end_of_one(
    session, clock, folder
) -> None:
    ended = {"valid_to": "2021-12-31"}
    path = folder(
        types=[
            {"slug": "cu", "proves": "marriage", "successor": "moi", **ended},
            {"slug": "moi", "proves": "marriage", "successor": ""},
            {"slug": "bo", "proves": "marriage", "successor": "", **ended},
            {"slug": "ly-hon", "proves": "divorce", "successor": "", **ended},
            {"slug": "chet", "proves": "death", "successor": "", **ended},
            {"slug": "chet", "proves": "", "successor": "", "valid_from": "2022-01-01"},
        ]
    )
    load(session, path, by="an", clock=clock)

    before, after = (repository.types_proving(session, dt.date(year, 6, 1)) for year in (2021, 2022))

    assert (before[Proof.MARRIAGE], after[Proof.MARRIAGE]) == ({"cu", "moi", "bo"}, {"cu", "moi"})
    assert (before[Proof.DIVORCE], after[Proof.DIVORCE]) == ({"ly-hon"}, {"ly-hon"})
    assert (before[Proof.DEATH], after[Proof.DEATH]) == ({"chet"}, {"chet"})
