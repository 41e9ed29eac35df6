"""Whatever lies in the archive, what is offered is the asked person's own, whole, in date and free.

The oracle is written from the design alone and shares no rule with the code.
"""

import dataclasses as dc
import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from archive.database.engine import Database
from archive.owners import repository as owners
from archive.papers.models import Paper
from archive.values.description import Party, Role
from reuse.check import check
from reuse.grounds import asking
from tests.factories import BIRTH, CLOCK, actor, citizen, dossier, paper

TODAY = dt.date(2026, 3, 2)
PEOPLE = (1, 2, 3)
COMPONENT = f"{BIRTH}-TP04"
OWNING = {"owner", "applicant", "spouse", "child", "right-holder", "giver", "taker"}


@dc.dataclass(frozen=True)
class Named:
    """Somebody named on a paper, all of one name; `who` is None where no number is printed."""

    role: Role
    who: int | None
    confirmed: bool


@dc.dataclass(frozen=True)
class Made:
    """A paper as it is put into the archive."""

    applicant: int
    named: tuple[Named, ...]
    columns: dict[str, object]


def _mostly(good: object, *others: object) -> st.SearchStrategy[object]:
    """Give the good value most of the times, so that good papers are made at all, and nearly good ones."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(others) if n == 9 else st.just(good))


NAMED = st.builds(
    Named,
    st.sampled_from([Role.OWNER, Role.SPOUSE, Role.PARENT, Role.CHILD, Role.APPLICANT]),
    st.sampled_from([*PEOPLE, None]),
    st.sampled_from([True, True, True, False]),
)
COLUMNS = st.fixed_dictionaries(
    {
        "type": _mostly("giay-chung-nhan-ket-hon", "khac", "giay-khai-sinh"),
        "stage": _mostly("kept", "needs_review", "signing", "failed", "rejected"),
        "standing": _mostly("available", "pending", "hidden", "revoked", "superseded"),
        "held": _mostly(False, True),
        "presented": _mostly("original", "compared_copy", "not_compared", None),
        "owner_confirmed": _mostly(True, False),
        "verdict": _mostly("PASSED", "INDETERMINATE", "FAILED", None),
        "level": _mostly("B-LTA", "B-B", "B-T", None),
        "came_signed": _mostly(False, True),
        "valid_until": _mostly(None, TODAY, TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)),
        "number": st.sampled_from(["", "54/2017", "7/2022"]),
    }
)
PAPERS = st.lists(
    st.builds(Made, st.sampled_from(PEOPLE), st.lists(NAMED, min_size=1, max_size=3).map(tuple), COLUMNS),
    min_size=1,
    max_size=5,
)


def _put(session: Session, made: Made) -> Paper:
    held = dossier(session, f"H99-{made.applicant}", applicant=citizen(made.applicant))
    parties = [
        Party(one.role, "Trần Thị Hoà", citizen(one.who) if one.who is not None else None)
        for one in made.named
    ]
    row = paper(session, held, parties=parties, confirmed_by=None, **made.columns)
    for party, one in zip(owners.party_rows(session, [row.id]), made.named, strict=True):
        party.confirmed_by = "lan" if one.confirmed and one.who is not None else None
    session.flush()
    return row


def _is_of(made: Made, person: int) -> bool:
    return made.columns["owner_confirmed"] is True and any(
        one.who == person and one.confirmed and one.role.value in OWNING for one in made.named
    )


def _is_good(columns: dict[str, object]) -> bool:
    valid_until = columns["valid_until"]
    return (
        columns["type"] == "giay-chung-nhan-ket-hon"
        and (columns["stage"], columns["standing"]) == ("kept", "available")
        and columns["presented"] in ("original", "compared_copy")
        and columns["held"] is False
        and columns["verdict"] == "PASSED"
        and (columns["came_signed"] is True or columns["level"] == "B-LTA")
        and (valid_until is None or valid_until >= TODAY)
    )


@given(papers=PAPERS)
@settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_offered_is_the_owners_own_by_a_confirmed_number_and_good(
    database: Database, papers: list[Made]
) -> None:
    with database.transaction() as session:
        rows = [(_put(session, made), made) for made in papers]
        for person in PEOPLE:
            answers = check(session, CLOCK, actor(), asking(citizen(person), "", ""), BIRTH)
            offered = {
                offer.candidate.id: answer.component
                for answer in answers
                for offer in answer.offers
                if offer.why_not is None
            }
            mine = {row.id for row, made in rows if _is_good(made.columns) and _is_of(made, person)}
            assert offered == dict.fromkeys(mine, COMPONENT)
        session.rollback()


@given(papers=PAPERS)
@settings(
    max_examples=30, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_not_even_a_reason_is_told_of_a_paper_that_does_not_show_ones_number(
    database: Database, papers: list[Made]
) -> None:
    with database.transaction() as session:
        rows = {_put(session, made).id: made for made in papers}
        for person in PEOPLE:
            answers = check(session, CLOCK, actor(), asking(citizen(person), "", ""), BIRTH)
            for offer in (offer for answer in answers for offer in answer.offers):
                named = rows[offer.candidate.id].named
                assert any(one.who == person and one.role.value in OWNING for one in named)
        session.rollback()
