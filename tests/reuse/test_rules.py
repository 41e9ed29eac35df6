"""The rules by themselves: in which order a paper is refused, and to which day it holds."""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Collection

import pytest

from archive.catalogue.values import Component, DocumentType, Form, ReuseClass
from archive.search.fold import words_of
from reuse.conditions import Case
from reuse.rules import stated_purposes, why_not
from reuse.terms import add_months
from reuse.values import REASONS_EN, REASONS_VI, Candidate, WhyNot

TODAY = dt.date(2026, 3, 2)
RECEIVED = dt.datetime(2025, 12, 1, 3, tzinfo=dt.UTC)

GOOD = Candidate(
    id=uuid.UUID(int=1), code="2026-000001", type="giay", title="GIẤY", number="1/2025", stage="kept",
    standing="available", held=False, presented="original", owner_confirmed=True, came_signed=False,
    verdict="PASSED", level="B-LTA", level_asked="B-LTA", issuer="", issued_on=dt.date(2025, 11, 3),
    valid_until=None, no_expiry=False, received_at=RECEIVED, dossier="H99-1", used_by=frozenset(), words="",
)  # fmt: skip
ANY = Component("1.1", "TP01", "Giấy", True, Form.COPY, ("giay",), None, None, None, TODAY, None, "")


def _kind(reuse_class: ReuseClass = ReuseClass.LASTING, term: int | None = None) -> DocumentType:
    return DocumentType(
        "giay", "GT.1", "Giấy", (), (), (), (), reuse_class, term, True, None, dt.date(2000, 1, 1), None, ""
    )


def _why(paper: Candidate, kind: DocumentType | None = None, *, day: dt.date = TODAY, dossier: str = "H99-2",
         component: Component | None = ANY) -> WhyNot | None:  # fmt: skip
    return why_not(paper, component, kind or _kind(), Case(day, day, dossier))


def test_a_good_paper_serves() -> None:
    assert _why(GOOD) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stage": "needs_review"}, "unconfirmed"),
        ({"stage": "signing"}, "unconfirmed"),
        ({"stage": "failed"}, "unconfirmed"),
        ({"stage": "rejected"}, "unconfirmed"),
        ({"standing": "pending"}, "unconfirmed"),
        ({"standing": "revoked"}, "revoked"),
        ({"standing": "superseded"}, "superseded"),
        ({"standing": "hidden"}, "hidden"),
        ({"owner_confirmed": False}, "owner-unconfirmed"),
        ({"presented": None}, "not-compared"),
        ({"presented": "not_compared"}, "not-compared"),
        ({"held": True}, "on-hold"),
        ({"verdict": None}, "signature-bad"),
        ({"verdict": "FAILED"}, "signature-bad"),
        ({"verdict": "INDETERMINATE"}, "signature-bad"),
        ({"verdict": "passed"}, "signature-bad"),
        ({"level": None}, "level-missing"),
        ({"level": "B-LT"}, "level-missing"),
        ({"level": "B-X"}, "level-missing"),
        ({"level": "B-LT", "level_asked": None}, "level-missing"),
        ({"verdict": "INDETERMINATE", "level": "B-T"}, "level-missing"),
        ({"valid_until": dt.date(2026, 3, 1)}, "expired"),
        ({"came_signed": True, "verdict": "INDETERMINATE"}, "signature-bad"),
        ({"came_signed": True, "verdict": None}, "signature-bad"),
    ],
)
def test_one_fault_is_enough_and_is_named(changes: dict[str, object], reason: str) -> None:
    assert _why(dc.replace(GOOD, **changes)) == reason


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "B-LT", "level_asked": "B-LT"}, {"level": "B-LTA", "level_asked": "B-B"},
        {"presented": "register_copy"}, {"presented": "e_certified"}, {"presented": "compared_copy"},
        {"came_signed": True, "level": None}, {"valid_until": TODAY}, {"no_expiry": True},
    ],
)  # fmt: skip
def test_what_is_no_fault_stops_nothing(changes: dict[str, object]) -> None:
    assert _why(dc.replace(GOOD, **changes)) is None


@pytest.mark.parametrize(
    ("linked", "changes", "reason"),
    [
        ({"1.001193"}, {}, None),
        ({"1.001193"}, {"procedure": "1.001193.000.00.00.H99"}, None),  # as older systems write it
        ({"1.000894"}, {}, "hidden"),
        ((), {}, "hidden"),
        ({"1.001193"}, {"held": True}, "on-hold"),
        ({"1.001193"}, {"owner_confirmed": False}, "owner-unconfirmed"),
        ({"1.001193"}, {"standing": "pending"}, "unconfirmed"),
        ({"1.001193"}, {"standing": "revoked"}, "revoked"),
        ({"1.001193"}, {"verdict": "FAILED"}, "signature-bad"),
    ],
)
def test_a_result_passes_on_before_it_was_returned_only_to_a_linked_procedure(
    linked: Collection[str], changes: dict[str, object], reason: str | None
) -> None:
    hidden = dc.replace(GOOD, **{"standing": "hidden", "procedure": "1.001193", **changes})
    assert why_not(hidden, ANY, _kind(), Case(TODAY, TODAY, linked=linked)) == reason


def test_a_revoked_paper_is_called_revoked_whatever_else_is_wrong() -> None:
    bad = dc.replace(
        GOOD, standing="revoked", owner_confirmed=False, presented=None, held=True, verdict="FAILED"
    )
    assert _why(bad) is WhyNot.REVOKED


def test_a_type_that_the_catalogue_no_longer_holds_serves_nobody() -> None:
    assert why_not(GOOD, ANY, None, Case(TODAY, TODAY)) is WhyNot.TYPE_NOT_ACCEPTED


def test_a_paper_serves_only_what_accepts_its_type() -> None:
    other = dc.replace(ANY, accepts=("khac",))
    assert _why(GOOD, component=other) is WhyNot.TYPE_NOT_ACCEPTED


# The classes.


def test_never_is_never_even_where_it_is_accepted() -> None:
    assert _why(GOOD, _kind(ReuseClass.NEVER)) is WhyNot.TYPE_NOT_ACCEPTED
    assert _why(GOOD, _kind(ReuseClass.NEVER), component=None) is WhyNot.TYPE_NOT_ACCEPTED


def test_lasting_needs_no_date() -> None:
    assert _why(dc.replace(GOOD, issued_on=None)) is None


def test_what_holds_until_a_date_is_not_offered_without_one() -> None:
    kind = _kind(ReuseClass.UNTIL_DATE)
    assert _why(GOOD, kind) is WhyNot.EXPIRED
    assert _why(dc.replace(GOOD, valid_until=TODAY), kind) is None
    assert _why(dc.replace(GOOD, no_expiry=True), kind) is None


@pytest.mark.parametrize(("day", "reason"), [(dt.date(2026, 5, 3), None), (dt.date(2026, 5, 4), "expired")])
def test_the_last_day_of_a_term_is_still_valid(day: dt.date, reason: str | None) -> None:
    assert _why(GOOD, _kind(ReuseClass.LASTING, 6), day=day) == reason


def test_a_printed_date_goes_before_the_terms_of_the_type() -> None:
    kind = _kind(ReuseClass.LASTING, 6)
    assert _why(dc.replace(GOOD, valid_until=dt.date(2026, 3, 1)), kind) is WhyNot.EXPIRED
    assert _why(dc.replace(GOOD, issued_on=dt.date(2020, 1, 1), valid_until=TODAY), kind) is None


def test_a_term_without_a_day_of_issue_is_not_offered() -> None:
    assert _why(dc.replace(GOOD, issued_on=None), _kind(ReuseClass.LASTING, 6)) is WhyNot.EXPIRED


def test_a_misread_year_of_issue_does_not_lengthen_the_term() -> None:
    """A paper cannot have come in before it was issued."""
    kind = _kind(ReuseClass.LASTING, 6)
    received = dt.date(2025, 12, 1)
    assert _why(dc.replace(GOOD, issued_on=received), kind) is None
    assert _why(dc.replace(GOOD, issued_on=received + dt.timedelta(days=1)), kind) is WhyNot.EXPIRED
    assert _why(dc.replace(GOOD, issued_on=dt.date(2052, 11, 3)), kind) is WhyNot.EXPIRED


def test_the_day_a_paper_came_in_is_that_of_vietnam() -> None:
    evening = dc.replace(
        GOOD, issued_on=dt.date(2025, 12, 2), received_at=dt.datetime(2025, 12, 1, 17, tzinfo=dt.UTC)
    )
    assert _why(evening, _kind(ReuseClass.LASTING, 6)) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2025, 8, 31), 6, dt.date(2026, 2, 28)),
        (dt.date(2023, 8, 31), 6, dt.date(2024, 2, 29)),
        (dt.date(2025, 12, 31), 12, dt.date(2026, 12, 31)),
        (dt.date(2025, 11, 3), 1, dt.date(2025, 12, 3)),
        (dt.date(2025, 12, 3), 1, dt.date(2026, 1, 3)),
    ],
)
def test_months_end_where_the_civil_code_says(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("home", "used_by", "dossier", "reason"),
    [
        ("H99-1", (), "H99-1", None),
        ("H99-1", ("H99-1",), "H99-1", None),
        ("H99-1", (), "H99-2", "used-up"),
        ("H99-1", (), "", "used-up"),
        ("H99-1", ("H99-2",), "H99-1", "used-up"),
        ("H99-1", ("H99-2",), "H99-2", "used-up"),
    ],
)
def test_once_is_for_the_dossier_that_it_was_handed_in_for(
    home: str, used_by: tuple[str, ...], dossier: str, reason: str | None
) -> None:
    paper = dc.replace(GOOD, dossier=home, used_by=frozenset(used_by))
    assert _why(paper, _kind(ReuseClass.ONCE), dossier=dossier) == reason


# Purposes.

MARRY = dc.replace(ANY, purpose="kết hôn")


def _purpose(text: str, component: Component = MARRY) -> WhyNot | None:
    paper = dc.replace(GOOD, words=" ".join(words_of(text)))
    return _why(paper, _kind(ReuseClass.PURPOSE_ONLY), component=component)


@pytest.mark.parametrize(
    "text",
    [
        "Giấy này được cấp để đăng ký kết hôn với chị Lê Thị Mai.",
        "Mục đích: làm thủ tục kết hôn",
        "Mục đích sử dụng: kết hôn tại Ủy ban nhân dân xã",
        "Giấy này được cấp để: ĐĂNG KÝ KẾT HÔN",
        "Xác nhận này dùng vào việc kết hôn",
    ],
)
def test_a_paper_serves_the_purpose_that_it_states(text: str) -> None:
    assert _purpose(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kết hôn",
        "Hiện tại chưa đăng ký kết hôn với ai.",
        "Giấy này được cấp để mua bán nhà đất.",
        "Giấy này được cấp để vay vốn. Hiện tại chưa đăng ký kết hôn với ai.",
        "Giấy này được cấp để vay vốn, không có giá trị sử dụng để đăng ký kết hôn.",
        "Không được dùng để đăng ký kết hôn. Mục đích: vay vốn",
        "Giấy này không có giá trị để dùng vào việc kết hôn",
        "Mục đích: nhận nuôi con nuôi; ngoài ra kết hôn không được",
        "Giấy này được cấp để kết hợp, hôn",
    ],
)
def test_a_paper_serves_no_purpose_that_it_does_not_state(text: str) -> None:
    assert _purpose(text) is WhyNot.PURPOSE


def test_a_component_without_a_purpose_takes_no_paper_that_was_issued_for_one() -> None:
    assert _purpose("Giấy này được cấp để đăng ký kết hôn", ANY) is WhyNot.PURPOSE


def test_a_purpose_far_from_its_statement_is_not_its_purpose() -> None:
    far = "giay nay duoc cap de vay von " + "x " * 90 + "ket hon"
    assert all("ket hon" not in text for text in stated_purposes(far))


# Words.


def test_every_reason_has_words_in_both_languages_and_the_code_of_the_contract() -> None:
    assert set(REASONS_VI) == set(REASONS_EN) == set(WhyNot)
    assert {reason.value for reason in WhyNot} == {
        "owner-unconfirmed", "unconfirmed", "not-compared", "hidden", "expired", "revoked", "superseded",
        "on-hold", "signature-bad", "level-missing", "purpose", "used-up", "type-not-accepted", "no-ground",
        "too-old", "issuer", "old-number",
    }  # fmt: skip
