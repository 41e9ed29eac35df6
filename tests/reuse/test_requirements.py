"""What a component asks for beyond its types: how new, by whom, where, whose, together with what."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.load import load
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.owners.joining import join_numbers
from archive.papers.models import Paper
from archive.values.description import OwnerId, OwnerKind, Party, Role
from reuse.answers import conclusion
from reuse.check import check
from reuse.errors import NotReusable
from reuse.grounds import asking
from reuse.service import asked_component, offered
from reuse.values import Answer, Status
from tests.factories import CLOCK, NOW, actor, citizen, dossier, paper

PROCEDURE = "9.000001"
BIRTH, EXTRACT, MARRIAGE = "giay-khai-sinh", "trich-luc-khai-sinh", "giay-chung-nhan-ket-hon"
COLUMNS = (
    "procedure", "code", "name", "required", "form", "accepts", "group", "option", "whose",
    "issued_within", "copies", "issuer_levels", "issued_in", "valid_from", "source",
)  # fmt: skip


@pytest.fixture
def session(database: Database):
    with database.transaction() as opened:
        yield opened
        opened.rollback()


def _ask(session: Session, folder: Path, *components: dict[str, str]) -> None:
    """Load a procedure with these components."""
    (folder / "procedures.csv").write_text(
        "code,name,field,decided_by,results,valid_from,source\n"
        f"{PROCEDURE},Thủ tục thử,Thử,commune,,2016-01-01,Thử\n",
        "utf-8",
    )
    fixed = {
        "procedure": PROCEDURE,
        "required": "1",
        "form": "copy",
        "valid_from": "2016-01-01",
        "source": "Thử",
    }
    rows = [
        fixed | {"code": f"TP{n:02d}", "name": f"Giấy thứ {n}"} | component
        for n, component in enumerate(components, start=1)
    ]
    lines = [",".join(row.get(column, "") for column in COLUMNS) for row in rows]
    (folder / "components.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", "utf-8")
    load(session, folder, by="lan", clock=CLOCK)


def _check(
    session: Session, owner: OwnerId | None = None, *, at: dt.datetime = NOW, in_dossier: str = ""
) -> dict[str, Answer]:
    who = asking(owner or citizen(1), "", "")
    found = check(session, FixedClock(at), actor(), who, PROCEDURE, dossier=in_dossier)
    return {answer.component: answer for answer in found}


def _only(session: Session, **where: object) -> tuple[Status, str]:
    (answer,) = _check(session, **where).values()  # type: ignore[arg-type]
    return answer.status, answer.reason


@pytest.mark.parametrize(
    ("issued_on", "status", "reason"),
    [
        (dt.date(2025, 9, 2), Status.REUSABLE, ""),  # the last day: six months to the day
        (dt.date(2025, 9, 1), Status.ASK, "too-old"),
        (dt.date(2025, 8, 31), Status.ASK, "too-old"),
        (None, Status.ASK, "too-old"),  # in doubt not
    ],
)
def test_a_paper_must_be_as_new_as_the_procedure_asks(
    session: Session, tmp_path: Path, issued_on: dt.date | None, status: Status, reason: str
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issued_within": "6"})
    paper(session, type=BIRTH, issued_on=issued_on)
    assert _only(session) == (status, reason)


@pytest.mark.parametrize(
    ("issued_on", "filed", "reason"),
    [
        (dt.date(2023, 8, 31), dt.date(2024, 2, 29), ""),  # there is no 31 February: its last day counts
        (dt.date(2023, 8, 31), dt.date(2024, 3, 1), "too-old"),
        (dt.date(2024, 2, 29), dt.date(2024, 8, 29), ""),
        (dt.date(2024, 2, 29), dt.date(2024, 8, 30), "too-old"),
    ],
)
def test_months_end_as_the_civil_code_says(
    session: Session, tmp_path: Path, issued_on: dt.date, filed: dt.date, reason: str
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issued_within": "6"})
    noon = dt.datetime.combine(filed, dt.time(5), dt.UTC)
    paper(session, type=BIRTH, issued_on=issued_on, received_at=noon)
    assert _only(session, at=noon)[1] == reason


def test_a_day_begins_at_midnight_in_vietnam(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH})
    paper(session, type=BIRTH, valid_until=dt.date(2026, 3, 2))
    before, after = (
        dt.datetime(2026, 3, 2, 16, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC),
    )
    assert _only(session, at=before) == (Status.REUSABLE, "")
    assert _only(session, at=after) == (Status.ASK, "expired")


def test_what_was_valid_on_the_day_of_filing_serves_that_dossier(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH})
    dossier(session, "H99-F", opened_at=NOW - dt.timedelta(days=2), procedure_code=PROCEDURE)
    paper(session, type=BIRTH, valid_until=dt.date(2026, 3, 1))
    assert _only(session) == (Status.ASK, "expired")
    assert _only(session, in_dossier="H99-F") == (Status.REUSABLE, "")


@pytest.mark.parametrize(
    ("name", "issued_on", "reason"),
    [
        ("Sở Tư pháp tỉnh Tam Giang", dt.date(2020, 1, 1), ""),  # dissolved on 1/7/2025; what it issued holds
        ("SỞ TƯ PHÁP TỈNH TAM GIANG", dt.date(2025, 6, 30), ""),
        ("Sở Tư pháp tỉnh Tam Giang", dt.date(2025, 7, 1), "issuer"),  # there was none on that day
        ("UBND tỉnh Tam Giang", dt.date(2020, 1, 1), "issuer"),  # known, of another level
        ("Sở Tư pháp", dt.date(2020, 1, 1), "issuer"),  # of which province?
        ("Sở Tư pháp tỉnh Tâm Giang", dt.date(2020, 1, 1), "issuer"),  # marks tell places apart
        ("", dt.date(2020, 1, 1), "issuer"),
    ],
)
def test_a_paper_must_come_from_an_agency_of_the_level_that_is_asked(
    session: Session, tmp_path: Path, name: str, issued_on: dt.date, reason: str
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issuer_levels": "department"})
    paper(session, type=BIRTH, issuer=name, issued_on=issued_on)
    assert _only(session)[1] == reason


@pytest.mark.parametrize(("name", "reason"), [("UBND tỉnh Tam Giang", ""), ("UBND tỉnh Hải Sơn", "")])
def test_a_paper_of_a_province_that_was_merged_counts_in_its_successor(
    session: Session, tmp_path: Path, name: str, reason: str
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issued_in": "province"})
    paper(session, type=BIRTH, issuer=name, issued_on=dt.date(2020, 1, 1))
    assert _only(session)[1] == reason


def test_a_paper_of_another_commune_is_out_of_scope(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issued_in": "commune"})
    paper(session, type=BIRTH, issuer="UBND tỉnh Hải Sơn", issued_on=dt.date(2020, 1, 1))
    assert _only(session)[1] == "issuer"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ủy ban nhân dân xã Phước Thịnh, tỉnh Hải Sơn", ""),
        ("UBND xã Phước Thịnh tỉnh Hải Sơn", ""),
        ("Ủy ban nhân dân xã Phước Thịnh", "issuer"),  # other provinces have one of that name
        ("Ủy ban nhân dân xã Phước Thịnh, tỉnh Bắc Hải", "issuer"),
    ],
)
def test_a_commune_counts_only_where_the_paper_tells_its_province(
    session: Session, tmp_path: Path, name: str, reason: str
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issuer_levels": "commune"})
    paper(session, type=BIRTH, issuer=name, issued_on=dt.date(2020, 1, 1))
    assert _only(session)[1] == reason


def test_two_papers_are_needed_together(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": f"{BIRTH}+{MARRIAGE}"})
    assert _only(session)[0] is Status.ASK
    first = paper(session, type=BIRTH)
    assert _only(session)[0] is Status.ASK
    second = paper(session, type=MARRIAGE)
    (answer,) = _check(session).values()
    assert answer.status is Status.REUSABLE
    assert {offer.candidate.id for offer in answer.offers} == {first.id, second.id}


def test_one_of_several_ways_is_enough(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": f"{EXTRACT};{BIRTH}+{MARRIAGE}"})
    paper(session, type=BIRTH)
    assert _only(session)[0] is Status.ASK
    paper(session, type=EXTRACT)
    assert _only(session)[0] is Status.REUSABLE


def test_components_of_one_option_are_one_alternative(session: Session, tmp_path: Path) -> None:
    _ask(
        session,
        tmp_path,
        {"accepts": BIRTH, "group": "nhom", "option": "hai-giay"},
        {"accepts": MARRIAGE, "group": "nhom", "option": "hai-giay"},
        {"accepts": EXTRACT, "group": "nhom"},
    )
    paper(session, type=BIRTH)
    statuses = [answer.status for answer in _check(session).values()]
    assert statuses == [Status.REUSABLE, Status.ASK, Status.ASK], "half an option spares nothing"
    paper(session, type=MARRIAGE)
    statuses = [answer.status for answer in _check(session).values()]
    assert statuses == [Status.REUSABLE, Status.REUSABLE, Status.NOT_NEEDED]


def _family(session: Session, **values: object) -> Paper:
    """Make the birth certificate of 2, whose parents are 1 and 3."""
    parties = [
        Party(Role.CHILD, "", citizen(2)),
        Party(Role.PARENT, "", citizen(1)),
        Party(Role.PARENT, "", citizen(3)),
    ]
    return paper(session, type=BIRTH, owner=citizen(2), parties=parties, **values)


def _couple(session: Session, one: int, other: int, **values: object) -> Paper:
    parties = [Party(Role.SPOUSE, "", citizen(one)), Party(Role.SPOUSE, "", citizen(other))]
    return paper(session, type=MARRIAGE, owner=citizen(one), parties=parties, **values)


def test_a_child_s_paper_is_offered_only_where_one_is_asked_for(session: Session, tmp_path: Path) -> None:
    certificate = _family(session)
    _ask(session, tmp_path, {"accepts": BIRTH}, {"accepts": BIRTH, "whose": "child"})
    own, child = _check(session).values()
    assert (own.status, own.offers) == (Status.ASK, ())
    assert [offer.candidate.id for offer in child.offers if offer.why_not is None] == [certificate.id]
    # The child's own papers are not its parents', and the mother's are not the father's.
    assert [answer.status for answer in _check(session, citizen(2)).values()] == [Status.REUSABLE, Status.ASK]


@pytest.mark.parametrize(
    "spoilt", [{"standing": "revoked"}, {"held": True}, {"verdict": "FAILED"}, {"owner_confirmed": False},
               {"presented": "not_compared"}, {"stage": "needs_review"}, {"confirmed_by": None}],
)  # fmt: skip
def test_a_marriage_that_no_good_paper_proves_gives_nothing(
    session: Session, tmp_path: Path, spoilt: dict[str, object]
) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "whose": "spouse"})
    paper(session, type=BIRTH, owner=citizen(2))
    _couple(session, 1, 2, **spoilt)
    answer = _check(session)["TP01"]
    assert (answer.status, answer.offers) == (Status.ASK, ())


def test_a_spouse_s_paper_serves_where_one_is_asked_for(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "whose": "spouse"})
    theirs = paper(session, type=BIRTH, owner=citizen(2))
    _couple(session, 1, 2)
    (answer,) = _check(session).values()
    assert [offer.candidate.id for offer in answer.offers] == [theirs.id]


def test_of_two_spouses_nobody_is_told(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "whose": "spouse"})
    for other in (2, 3):
        paper(session, type=BIRTH, owner=citizen(other))
        _couple(session, 1, other)
    (answer,) = _check(session).values()
    assert (answer.status, answer.offers) == (Status.ASK, ())


def test_a_spouse_s_old_number_is_theirs_too(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "whose": "spouse"})
    _couple(session, 1, 2)
    old = OwnerId(OwnerKind.CITIZEN, "012345678")
    join_numbers(session, CLOCK, citizen(2), old)
    theirs = paper(session, type=BIRTH, owner=old)
    (answer,) = _check(session).values()
    assert [offer.candidate.id for offer in answer.offers] == [theirs.id]


def test_a_renamed_type_goes_on_under_its_new_name(session: Session, tmp_path: Path) -> None:
    types = Path("src/archive/catalogue/data/types.csv").read_text("utf-8").splitlines()
    header, row = types[0].split(","), next(line for line in types if line.startswith(f"{EXTRACT},"))
    renamed = row.replace(",2016-01-01,,", ",2016-01-01,2026-01-31,", 1)
    (tmp_path / "types.csv").write_text(f"{','.join([*header, 'successor'])}\n{renamed},{BIRTH}\n", "utf-8")
    load(session, tmp_path / "types.csv", by="lan", clock=CLOCK)
    (tmp_path / "types.csv").unlink()
    _ask(session, tmp_path, {"accepts": BIRTH})
    old = paper(session, type=EXTRACT)
    (answer,) = _check(session).values()
    assert [offer.candidate.id for offer in answer.offers if offer.why_not is None] == [old.id]


def test_what_may_not_serve_is_not_taken_either(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH, "issued_within": "6"})
    old = paper(session, type=BIRTH, issued_on=dt.date(2020, 1, 1))
    component = asked_component(session, CLOCK, PROCEDURE, "TP01")
    with pytest.raises(NotReusable, match="too-old"):
        offered(session, CLOCK, actor(), old.id, asking(citizen(1), "", ""), component, "H99-N")


def test_the_newest_stands_first_and_it_is_said_why(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH})
    old = paper(session, type=BIRTH, number="1", issued_on=dt.date(2020, 1, 1))
    scan = paper(session, type=BIRTH, number="2", issued_on=dt.date(2021, 1, 1))
    born = paper(session, type=BIRTH, number="2", issued_on=dt.date(2021, 1, 1), came_signed=True)
    (answer,) = _check(session).values()
    assert answer.status is Status.CHOOSE
    assert [offer.candidate.id for offer in answer.offers] == [born.id, scan.id, old.id]
    assert answer.offers[0].why.endswith("bản điện tử gốc đứng trước bản số hóa")


def test_of_alternatives_the_citizen_is_asked_for_one(session: Session, tmp_path: Path) -> None:
    _ask(
        session,
        tmp_path,
        {"accepts": BIRTH, "group": "nhom", "option": "hai-giay"},
        {"accepts": MARRIAGE, "group": "nhom", "option": "hai-giay"},
        {"accepts": EXTRACT, "group": "nhom"},
        {"accepts": MARRIAGE, "name": "Giấy kết hôn", "copies": "2"},
    )
    answers = list(_check(session).values())
    assert conclusion(answers) == "Đề nghị nộp: Giấy thứ 1 và Giấy thứ 2 hoặc Giấy thứ 3; Giấy kết hôn."
    assert answers[3].say == "Giấy kết hôn: đề nghị anh/chị nộp 2 bản."


def test_one_sentence_ends_the_answer(session: Session, tmp_path: Path) -> None:
    _ask(session, tmp_path, {"accepts": BIRTH}, {"accepts": MARRIAGE, "name": "Giấy kết hôn"})
    said = [conclusion(list(_check(session).values()))]
    paper(session, type=BIRTH)
    said.append(conclusion(list(_check(session).values())))
    paper(session, type=MARRIAGE)
    said.append(conclusion(list(_check(session).values())))
    assert said == [
        "Đề nghị nộp: Giấy thứ 1; Giấy kết hôn.",
        "Anh/chị không phải nộp 1 giấy tờ đã có; đề nghị nộp: Giấy kết hôn.",
        "Anh/chị không phải nộp 2 giấy tờ đã có; hồ sơ đã đủ giấy tờ bắt buộc.",
    ]
