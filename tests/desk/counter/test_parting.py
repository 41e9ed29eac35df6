"""Numbers that were joined wrongly are taken apart, and who used papers across them is named."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive.audit.models import Event
from archive.owners.joining import join_numbers
from archive.papers.models import PaperEnding
from archive.values.description import OwnerId, OwnerKind, Party, Role
from archive.values.ids import new_id
from reuse.check import check
from reuse.grounds import asking
from reuse.models import DossierNotice, Take
from tests.desk.web.support import HOME_AGENCY, OWNER, Office, csrf, office
from tests.factories import BIRTH, CLOCK, actor, dossier, paper

OLD = OwnerId(OwnerKind.CITIZEN, "012345678")
OURS, THEIRS, AWAY = f"{HOME_AGENCY}-260301-0001", f"{HOME_AGENCY}-260301-0002", "H98.01-260301-0003"
COMPONENT = f"{BIRTH}-TP04"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    """Two people's numbers are joined, and papers were taken across them and apart from that."""
    with office(tmp_path) as opened, opened.house.database.transaction() as session:
        join_numbers(session, CLOCK, OWNER, OLD)
        mine = paper(session, owner=OWNER, number="1/2020")
        other = paper(session, owner=OLD, number="2/2020", issued_on=dt.date(2020, 5, 13))
        across = ((OURS, other.id, OWNER), (AWAY, mine.id, OLD))
        for number, paper_id, who in (*across, (THEIRS, mine.id, OWNER)):
            agency = number.rsplit("-", 2)[0]
            dossier(
                session, number, applicant=who, receiving_agency=agency, deciding_agency=agency,
                keeping_agency=agency,
            )  # fmt: skip
            session.add(_take(number, paper_id, who, mine.original_sha256))
        session.commit()
        yield opened


def _take(number: str, paper_id: Any, who: OwnerId, sha256: str) -> Take:
    return Take(
        id=new_id(), paper_id=paper_id, dossier_number=number,
        component=COMPONENT, revision_sha256=sha256, owner_kind=who.kind.value, owner_number=who.number,
        requester=str(who), ground="self", purpose="Đăng ký khai sinh", verdict="PASSED", taken_by="lan",
        taken_at=CLOCK.now(),
    )  # fmt: skip


def _offered(desk: Office, owner: OwnerId) -> set[str]:
    with desk.house.database.reading() as session:
        answers = check(session, CLOCK, actor(), asking(owner, "", ""), BIRTH)
        return {
            offer.candidate.number for one in answers for offer in one.offers if one.component == COMPONENT
        }


def _part(desk: Office, who: str = "officer", **said: str) -> Any:
    body = {"owner": OWNER.number, "old": OLD.number, "reason": "hai người cùng tên", **said}
    return desk.program(who).post("/api/v1/owners/partings", json=body)


def test_what_was_used_across_is_named_and_nothing_is_offered_across_any_more(desk: Office) -> None:
    assert _offered(desk, OWNER) == _offered(desk, OLD) == {"1/2020", "2/2020"}
    answer = _part(desk).json()
    assert (answer["dossiers"], answer["elsewhere"]) == ([OURS], 1)
    assert (_offered(desk, OWNER), _offered(desk, OLD)) == ({"1/2020"}, {"2/2020"})
    assert _part(desk).status_code == 422  # they are not joined any more
    with desk.house.database.reading() as session:
        both = sa.select(DossierNotice, PaperEnding)
        rows = session.execute(both.join(PaperEnding, PaperEnding.id == DossierNotice.ending_id)).all()
    told = sorted((row.dossier_number, row.told, end.how, end.reason) for row, end in rows)
    why = f"{OLD} không phải số của {OWNER}: hai người cùng tên"
    assert told == sorted((number, "look-again", "owner", why) for number in (OURS, AWAY))


def test_what_was_taken_as_a_relatives_across_is_named_too(desk: Office) -> None:
    """The other one is married: by the wrong join the spouse was the owner's too, for both of them."""
    wife, day = OwnerId(OwnerKind.CITIZEN, "001184000018"), dt.date(2015, 4, 1)
    with desk.house.database.transaction() as session:
        couple = [Party(Role.SPOUSE, "", OLD), Party(Role.SPOUSE, "", wife)]
        paper(session, owner=OLD, parties=couple, issued_on=day)
        hers = paper(session, owner=wife, type="giay-khai-sinh", issued_on=day)
        mine = paper(session, owner=OWNER, type="giay-khai-sinh", issued_on=day)
        his = paper(session, owner=OLD, type="giay-khai-sinh", issued_on=day)
        used = ((OWNER, hers), (wife, mine), (OLD, hers), (wife, his), (wife, hers))
        for n, (taker, one) in enumerate(used, start=11):
            number = f"{HOME_AGENCY}-260302-{n:04d}"
            dossier(
                session, number, applicant=taker, receiving_agency=HOME_AGENCY,
                deciding_agency=HOME_AGENCY, keeping_agency=HOME_AGENCY,
            )  # fmt: skip
            session.add(_take(number, one.id, taker, one.original_sha256))
        session.commit()
    told = [f"{HOME_AGENCY}-260302-0011", f"{HOME_AGENCY}-260302-0012"]
    assert _part(desk).json()["dossiers"] == [OURS, *told]


def test_the_page_names_the_dossiers_too(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    both = {"owner": OWNER.number, "old": OLD.number}
    shown = client.get("/owners/join", params=both).text
    assert "Nếu ghép nhầm thì tách ra" in shown
    assert "Hai số này có phải của một người không?" not in shown
    sent = {**both, "reason": "hai người cùng tên", "csrf": csrf(shown)}
    done = client.post("/owners/join/part", data=sent).text
    assert "Đã tách hai số" in done
    assert OURS in done
    assert AWAY not in done
    assert "1 hồ sơ của cơ quan khác" in done


@pytest.mark.parametrize(("who", "said", "status"), [
    ("officer", {"reason": " "}, 422), ("officer", {"old": "023456789"}, 422), ("handler", {}, 404),
])  # fmt: skip
def test_a_refusal_changes_nothing_and_is_on_record(
    desk: Office, who: str, said: dict[str, str], status: int
) -> None:
    assert _part(desk, who, **said).status_code == status
    assert _offered(desk, OWNER) == {"1/2020", "2/2020"}
    query = sa.select(Event.outcome).where(Event.action == "owner:part")
    with desk.house.database.reading() as session:
        assert list(session.scalars(query)) == ["refused"]
