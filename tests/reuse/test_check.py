"""The check on both engines: what is offered, in which order, and why the rest is not."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import NotFound
from archive.owners import repository as owners
from archive.owners.joining import join_numbers
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role
from archive.values.verdict import Verdict
from reuse import service
from reuse.check import check
from reuse.errors import NotReusable
from reuse.grounds import asking
from reuse.previews import may_be_seen
from reuse.values import Answer, Status, WhyNot
from tests.factories import BIRTH, CLOCK, DESK, MARRIAGE, NOW, Scan, actor, citizen, dossier, paper, stored

MARRIAGE_PAPER = f"{BIRTH}-TP04"
STATUS_PAPER = f"{MARRIAGE}-TP02"
FORM, AUTHORITY = f"{BIRTH}-TP01", f"{BIRTH}-TP07"
MARRY = Scan(text="Giấy này được cấp để: đăng ký kết hôn")
SELL = Scan(text="Giấy này được cấp để: chuyển nhượng quyền sử dụng đất")
Make = Callable[[Session], Paper]


def _check(session: Session, owner: OwnerId | None = None, procedure: str = BIRTH, *,
           at: dt.datetime = NOW, dossier: str = "") -> dict[str, Answer]:  # fmt: skip
    who = asking(owner or citizen(1), "", "")
    found = check(session, FixedClock(at), actor(), who, procedure, dossier=dossier)
    return {answer.component: answer for answer in found}


def _offered(answer: Answer) -> list[str]:
    return [offer.candidate.code for offer in answer.offers if offer.why_not is None]


def _marital(session: Session, scan: Scan = MARRY, **values) -> Paper:
    columns = {"type": "giay-xac-nhan-tinh-trang-hon-nhan", "issued_on": dt.date(2026, 1, 5), **values}
    return paper(session, scan=scan, **columns)


def _paper(**values) -> Make:
    return lambda session: paper(session, **values)


def _far_from(dossier_number: str) -> Make:
    def make(session: Session) -> Paper:
        return paper(session, dossier(session, dossier_number), type="giay-uy-quyen")

    return make


WHY_NOT: dict[str, list[tuple[str, Make]]] = {
    "unconfirmed": [
        (MARRIAGE_PAPER, _paper(stage="needs_review", standing="pending")),
        (MARRIAGE_PAPER, _paper(standing="pending")),
    ],
    "owner-unconfirmed": [
        (MARRIAGE_PAPER, _paper(confirmed_by=None)),
        (MARRIAGE_PAPER, _paper(owner_confirmed=False)),
    ],
    "not-compared": [
        (MARRIAGE_PAPER, _paper(presented="not_compared")),
        (MARRIAGE_PAPER, _paper(presented=None)),
    ],
    "hidden": [(MARRIAGE_PAPER, _paper(standing="hidden"))],
    "revoked": [(MARRIAGE_PAPER, _paper(standing="revoked"))],
    "superseded": [(MARRIAGE_PAPER, _paper(standing="superseded"))],
    "on-hold": [(MARRIAGE_PAPER, _paper(held=True))],
    "signature-bad": [
        (MARRIAGE_PAPER, _paper(verdict="FAILED")),
        (MARRIAGE_PAPER, _paper(verdict="INDETERMINATE")),
        (MARRIAGE_PAPER, _paper(verdict=None, level=None)),
        (MARRIAGE_PAPER, _paper(came_signed=True, verdict="INDETERMINATE")),
    ],
    "level-missing": [
        (MARRIAGE_PAPER, _paper(level="B-T")),
        (MARRIAGE_PAPER, _paper(profile="no-such-profile", level="B-LT")),
    ],
    "expired": [
        (MARRIAGE_PAPER, _paper(valid_until=dt.date(2026, 3, 1))),
        (STATUS_PAPER, lambda session: _marital(session, issued_on=dt.date(2025, 9, 1))),
        (STATUS_PAPER, lambda session: _marital(session, issued_on=dt.date(2026, 3, 3))),
    ],
    "purpose": [(STATUS_PAPER, lambda session: _marital(session, SELL))],
    "used-up": [(AUTHORITY, _far_from("H99-7"))],
    "type-not-accepted": [(FORM, _paper(type="to-khai-dang-ky-khai-sinh"))],
}
_ROWS = [(reason, component, make) for reason, cases in WHY_NOT.items() for component, make in cases]


def test_every_reason_of_the_contract_has_a_case() -> None:
    elsewhere = {
        "no-ground",
        "too-old",
        "issuer",
        "old-number",
    }  # test_grounds.py, test_requirements.py, below
    assert set(WHY_NOT) | elsewhere == {reason.value for reason in WhyNot}


@pytest.mark.parametrize(("reason", "component", "make"), _ROWS, ids=[row[0] for row in _ROWS])
def test_a_paper_that_may_not_serve_is_neither_offered_nor_taken_and_the_desk_is_told_why(
    database: Database, reason: str, component: str, make: Make
) -> None:
    procedure = component.rpartition("-")[0]
    with database.transaction() as session:
        row = make(session)
        answer = _check(session, procedure=procedure)[component]
        assert (answer.status, answer.reason, _offered(answer)) == (Status.ASK, reason, [])
        assert [(offer.candidate.id, offer.why_not) for offer in answer.offers] == [(row.id, reason)]
        with pytest.raises(NotReusable) as refused:
            service.take(
                session, CLOCK, actor(), row.id, asking(citizen(1), "", ""), procedure=procedure,
                dossier="H99-NEW", component=component, revision=stored(session, b"signed", "signed"),
                verdict=Verdict.PASSED,
            )  # fmt: skip
        assert f": {reason} (" in refused.value.text_en


def test_a_good_paper_is_offered_with_what_speaks_for_it(database: Database) -> None:
    with database.transaction() as session:
        row = paper(session, valid_until=dt.date(2026, 3, 2))
        answer = _check(session)[MARRIAGE_PAPER]
        assert (answer.status, answer.reason, _offered(answer)) == (Status.REUSABLE, "", [row.code])
        assert "không phải nộp" in answer.say
        assert "số hóa từ bản chính" in answer.offers[0].why
        assert "12/05/2020" in answer.offers[0].why


def test_every_component_of_the_published_list_is_answered_and_no_other(database: Database) -> None:
    with database.transaction() as session:
        answers = _check(session)
        assert list(answers) == [f"{BIRTH}-TP0{n}" for n in range(1, 8)]
        assert answers[f"{BIRTH}-TP05"].status is Status.FROM_DATABASE


def test_an_unknown_procedure_is_said_so(database: Database) -> None:
    with database.transaction() as session, pytest.raises(NotFound):
        _check(session, procedure="9.999999")


# Whose paper it is.


def test_a_paper_of_another_person_is_never_offered(database: Database) -> None:
    """B's certificate, scanned by mistake in A's dossier: it is B's."""
    with database.transaction() as session:
        mine = dossier(session, "H99-A", applicant=citizen(1))
        row = paper(session, mine, parties=[Party(Role.OWNER, "Lê Văn Bình", citizen(2))])
        assert _check(session, citizen(1))[MARRIAGE_PAPER].offers == ()
        assert _offered(_check(session, citizen(2))[MARRIAGE_PAPER]) == [row.code]


def test_people_who_share_a_name_share_no_paper(database: Database) -> None:
    with database.transaction() as session:
        rows = [paper(session, owner=citizen(n)) for n in (1, 2)]
        for n, row in enumerate(rows, start=1):
            answer = _check(session, citizen(n))[MARRIAGE_PAPER]
            assert [offer.candidate.id for offer in answer.offers] == [row.id]


def test_a_paper_that_shows_a_name_and_no_number_is_offered_to_nobody(database: Database) -> None:
    with database.transaction() as session:
        paper(session, parties=[Party(Role.OWNER, "Trần Thị Hoà", None)])
        assert _check(session)[MARRIAGE_PAPER].offers == ()


def test_the_same_digits_of_another_kind_open_nothing(database: Database) -> None:
    with database.transaction() as session:
        paper(session)
        household = OwnerId(OwnerKind.HOUSEHOLD, citizen(1).number)
        assert _check(session, household)[MARRIAGE_PAPER].offers == ()


def test_a_parent_named_on_a_childs_paper_is_not_given_it_as_her_own(database: Database) -> None:
    with database.transaction() as session:
        named = [Party(Role.CHILD, "Trần Bé", citizen(5)), Party(Role.PARENT, "Trần Thị Hoà", citizen(1))]
        row = paper(session, parties=named)
        assert _check(session, citizen(1))[MARRIAGE_PAPER].offers == ()
        assert _offered(_check(session, citizen(5))[MARRIAGE_PAPER]) == [row.code]


def test_both_spouses_have_their_certificate(database: Database) -> None:
    with database.transaction() as session:
        named = [
            Party(Role.SPOUSE, "Trần Thị Hoà", citizen(1)),
            Party(Role.SPOUSE, "Lê Văn Bình", citizen(2)),
        ]
        row = paper(session, parties=named)
        for n in (1, 2):
            assert _offered(_check(session, citizen(n))[MARRIAGE_PAPER]) == [row.code]


def test_of_two_numbers_on_a_paper_only_the_confirmed_one_opens_it(database: Database) -> None:
    with database.transaction() as session:
        named = [
            Party(Role.SPOUSE, "Trần Thị Hoà", citizen(1)),
            Party(Role.SPOUSE, "Lê Văn Bình", citizen(2)),
        ]
        row = paper(session, parties=named)
        for party in owners.party_rows(session, [row.id]):
            party.confirmed_by = "lan" if party.number == citizen(1).number else None
        session.flush()
        assert _offered(_check(session, citizen(1))[MARRIAGE_PAPER]) == [row.code]
        assert _check(session, citizen(2))[MARRIAGE_PAPER].reason == "owner-unconfirmed"


def test_a_person_is_served_under_every_number_that_an_officer_joined(database: Database) -> None:
    old = OwnerId(OwnerKind.CITIZEN, "012345678")
    with database.transaction() as session:
        row = paper(session, parties=[Party(Role.OWNER, "Trần Thị Hoà", old)])
        assert _check(session)[MARRIAGE_PAPER].offers == ()
        join_numbers(session, CLOCK, citizen(1), old)
        assert _offered(_check(session)[MARRIAGE_PAPER]) == [row.code]


@pytest.mark.parametrize(
    ("issued_on", "received_on", "offered"),
    [
        (dt.date(2021, 5, 31), dt.date(2026, 3, 2), True),  # the last day of the old number
        (dt.date(2021, 6, 1), dt.date(2026, 3, 2), False),
        (None, dt.date(2026, 3, 2), False),  # nobody knows when: in doubt not
        (None, dt.date(2021, 5, 31), True),  # it was there before the number ended
    ],
)
def test_an_old_number_counts_until_its_last_day(
    database: Database, issued_on: dt.date | None, received_on: dt.date, offered: bool
) -> None:
    old = OwnerId(OwnerKind.CITIZEN, "012345678")
    noon = dt.datetime.combine(received_on, dt.time(5), dt.UTC)
    with database.transaction() as session:
        row = paper(
            session, parties=[Party(Role.OWNER, "Trần Thị Hoà", old)], issued_on=issued_on, received_at=noon
        )
        join_numbers(session, CLOCK, citizen(1), old, until=dt.date(2021, 5, 31))
        answer = _check(session)[MARRIAGE_PAPER]
        assert _offered(answer) == ([row.code] if offered else [])
        assert answer.reason == ("" if offered else "old-number")


def test_a_paper_that_shows_the_number_of_today_too_counts_by_it(database: Database) -> None:
    old = OwnerId(OwnerKind.CITIZEN, "012345678")
    named = [Party(Role.SPOUSE, "Trần Thị Hoà", number) for number in (old, citizen(1))]
    with database.transaction() as session:
        row = paper(session, parties=named, issued_on=dt.date(2024, 5, 12))
        join_numbers(session, CLOCK, citizen(1), old, until=dt.date(2021, 5, 31))
        assert _offered(_check(session)[MARRIAGE_PAPER]) == [row.code]


def test_a_paper_that_another_desk_keeps_is_offered_all_the_same(database: Database) -> None:
    """That is what the archive is for; the ground opens it, not the desk's right to read."""
    with database.transaction() as session:
        far = dossier(session, "H99-9", receiving_agency="H99.31", deciding_agency="H99.31",
                      keeping_agency="H99.31", closed_at=NOW)  # fmt: skip
        row = paper(session, far)
        assert _offered(_check(session)[MARRIAGE_PAPER]) == [row.code]


# Days.


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (dt.datetime(2026, 3, 2, 16, 59, 59, tzinfo=dt.UTC), Status.REUSABLE),
        (dt.datetime(2026, 3, 2, 17, 0, 0, tzinfo=dt.UTC), Status.ASK),
        (dt.datetime(2026, 3, 1, 17, 0, 0, tzinfo=dt.UTC), Status.REUSABLE),
    ],
)
def test_a_paper_holds_to_the_last_second_of_its_last_day_in_vietnam(
    database: Database, at: dt.datetime, status: Status
) -> None:
    with database.transaction() as session:
        paper(session, valid_until=dt.date(2026, 3, 2))
        assert _check(session, at=at)[MARRIAGE_PAPER].status is status


def test_the_term_of_a_type_ends_as_the_catalogue_says(database: Database) -> None:
    with database.transaction() as session:
        _marital(session, issued_on=dt.date(2025, 9, 2))  # six months
        assert _check(session, procedure=MARRIAGE)[STATUS_PAPER].status is Status.REUSABLE
        tomorrow = NOW + dt.timedelta(days=1)
        assert _check(session, procedure=MARRIAGE, at=tomorrow)[STATUS_PAPER].reason == "expired"


def test_a_licence_without_a_printed_date_lasts_its_term(database: Database) -> None:
    with database.transaction() as session:
        paper(session, type="giay-phep-xay-dung", issued_on=dt.date(2025, 3, 2))
        assert _check(session, procedure="1.004222")["1.004222-TP03"].status is Status.REUSABLE
        tomorrow = NOW + dt.timedelta(days=1)
        assert _check(session, procedure="1.004222", at=tomorrow)["1.004222-TP03"].reason == "expired"


# Linked procedures.


def test_a_birth_that_was_just_registered_serves_the_residence_before_it_is_returned(
    database: Database,
) -> None:
    with database.transaction() as session:
        born = dossier(session, f"{DESK}-260301-9", procedure_code=BIRTH)
        row = paper(session, born, type="giay-khai-sinh", standing="hidden", kind="result")
        who, residence, relation = asking(citizen(1), "", ""), "1.004222", "1.004222-TP06"
        answer = _check(session, procedure=residence)[relation]
        assert (answer.status, _offered(answer)) == (Status.REUSABLE, [row.code])
        assert "chưa trả cho công dân" in answer.offers[0].why
        assert may_be_seen(answer.offers[0])
        taken = service.take(
            session, CLOCK, actor(), row.id, who, procedure=residence, dossier="H99-NEW", component=relation,
            revision=stored(session, b"signed", "signed"), verdict=Verdict.PASSED,
        )  # fmt: skip
        assert taken.paper_id == row.id


def test_before_the_two_procedures_were_linked_it_did_not(database: Database) -> None:
    with database.transaction() as session:
        born = dossier(session, f"{DESK}-240601-9", procedure_code=BIRTH)
        paper(session, born, type="giay-khai-sinh", standing="hidden", kind="result")
        earlier = dt.datetime(2024, 6, 9, 3, tzinfo=dt.UTC)
        assert _check(session, procedure="1.004222", at=earlier)["1.004222-TP06"].reason == "hidden"


def test_a_hidden_result_of_a_procedure_that_is_not_linked_is_no_ones_to_see(database: Database) -> None:
    with database.transaction() as session:
        copied = dossier(session, f"{DESK}-260301-9", procedure_code="2.000635")
        paper(session, copied, type="trich-luc-khai-sinh", standing="hidden", kind="result")
        answer = _check(session, procedure="1.004222")["1.004222-TP06"]
        assert (answer.status, answer.reason) == (Status.ASK, "hidden")
        assert not may_be_seen(answer.offers[0])


# Several papers.


def test_the_newest_comes_first_and_a_superseded_one_never(database: Database) -> None:
    with database.transaction() as session:
        for code, day in (("old", 1), ("new", 20), ("middle", 10)):
            paper(session, code=code, number="54/2017", issued_on=dt.date(2020, 5, day))
        paper(session, code="gone", number="54/2017", issued_on=dt.date(2021, 1, 1), standing="superseded")
        paper(session, code="undated", number="54/2017", issued_on=None)
        answer = _check(session)[MARRIAGE_PAPER]
        assert answer.status is Status.REUSABLE  # they are scans of one paper
        assert _offered(answer) == ["new", "middle", "old", "undated"]


def test_different_papers_are_for_the_officer_to_choose(database: Database) -> None:
    with database.transaction() as session:
        paper(session, number="54/2017")
        paper(session, number="7/2022")
        assert _check(session)[MARRIAGE_PAPER].status is Status.CHOOSE


def test_papers_without_a_number_are_not_taken_for_the_same(database: Database) -> None:
    with database.transaction() as session:
        paper(session)
        paper(session)
        assert _check(session)[MARRIAGE_PAPER].status is Status.CHOOSE


def test_where_one_alternative_is_there_the_others_are_not_needed(database: Database) -> None:
    with database.transaction() as session:
        before = _check(session, procedure="1.004222")
        assert before["1.004222-TP02"].status is Status.ASK
        paper(session, type="giay-chung-nhan-quyen-su-dung-dat")
        answers = _check(session, procedure="1.004222")
        statuses = {answer.status for answer in answers.values()}
        assert Status.NOT_NEEDED in statuses
        there = [code for code, answer in answers.items() if answer.status is Status.REUSABLE]
        assert len(there) == 1
        for code, answer in answers.items():
            assert answer.status is not Status.NOT_NEEDED or before[code].status is Status.ASK


def test_an_authority_serves_the_dossier_that_it_was_handed_in_for(database: Database) -> None:
    with database.transaction() as session:
        row = _far_from(f"{DESK}-1")(session)
        assert _offered(_check(session, dossier=f"{DESK}-1")[AUTHORITY]) == [row.code]
        assert _check(session, dossier="H99-2")[AUTHORITY].reason == "used-up"
