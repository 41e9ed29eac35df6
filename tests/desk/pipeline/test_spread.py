"""A correction reaches the rest of its batch where the same is wrong, and never says who is who."""

import dataclasses as dc
import io
import itertools
import threading
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from archive.errors import BadValue, LostUpdate, SohoaError
from archive.papers import descriptions
from archive.papers import repository as papers
from archive.papers.models import Correction, Paper, PaperDescription
from archive.search.find import find
from archive.search.question import Question
from archive.values.description import Batch, Field, Presented, Role
from archive.values.reading import PageText
from desk.errors import NotSpread
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in
from desk.pipeline.spread import OWN, same_values, spread_rows
from desk.pipeline.view import whole
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import HOME_AGENCY, MARRIAGE, OWNER, PROCEDURE, picture
from tests.fakes.describer import FakeDescriber

WRONG, RIGHT = "UBND xã Lạc Dao", "UBND xã Lạc Đạo"
ELSE = {"issuer": Field("issuer", "UBND phường Mai", "UBND phường Mai", 0.7, 1)}
READ = {
    "issuer": Field("issuer", WRONG, WRONG, 0.7, 1, rule="head"),
    "number": Field("number", "17/2019", "17/2019", 0.95, 1),
}
_COUNT = itertools.count(1)


class OneEachPage(FakeDescriber):
    """Takes every page for a paper of its own; the third has another issuer."""

    def describe(self, pages: Sequence[PageText], **asked: Any) -> Batch:
        self.papers = tuple((page.number,) for page in pages)
        batch = super().describe(pages, **asked)
        said = [dc.replace(one, fields={**one.fields, **ELSE}) if one.pages == (3,) else one
                for one in batch.papers]  # fmt: skip
        return dc.replace(batch, papers=tuple(said))


def _batch(workshop: Workshop, pages: int = 4) -> list[Paper]:
    """Hand in one file of so many papers of a page each, and let it be read."""
    workshop.broken(describer=OneEachPage(MARRIAGE, dict(READ)))
    n = next(_COUNT)
    sheets = [Image.open(io.BytesIO(picture(n % 200 + page))) for page in range(pages)]
    data = io.BytesIO()
    sheets[0].save(data, "PDF", save_all=True, append_images=sheets[1:], title=f"batch {n}")
    handed = Handed(((OWNER, Role.APPLICANT),), PROCEDURE, f"{HOME_AGENCY}-BATCH-{n}")
    file = ("batch.pdf", lambda: io.BytesIO(data.getvalue()))
    (first,) = take_in(workshop.house, workshop.actor("officer"), [file], handed)
    workshop.run()
    with workshop.house.database.reading() as session:
        return list(papers.of_intake(session, first.leaves[0].intake_id))


def _confirm(
    workshop: Workshop, paper: Paper, changes: dict[str, str], rest: Sequence[str], **said: Any
) -> Paper:
    confirmation = Confirmation(Presented.ORIGINAL, changes, rest_of_batch=rest, **said)
    return confirm(workshop.house, workshop.actor("officer"), paper.code, confirmation)


def _values(workshop: Workshop, rows: Sequence[Paper], name: str) -> list[str]:
    with workshop.house.database.reading() as session:
        values = descriptions.current_values(session, [row.id for row in rows])
        return [values[row.id].get(name, "") for row in rows]


def _descriptions(workshop: Workshop) -> int:
    with workshop.house.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(PaperDescription)) or 0


def test_the_same_wrong_value_is_put_right_and_another_left_alone(workshop: Workshop) -> None:
    rows = _batch(workshop)
    stranger = _batch(workshop, pages=1)[0]
    _confirm(workshop, rows[0], {"issuer": RIGHT}, ["issuer"])
    assert _values(workshop, rows, "issuer") == [RIGHT, RIGHT, "UBND phường Mai", RIGHT]
    assert _values(workshop, [stranger], "issuer") == [WRONG]
    now = [workshop.paper(row.id) for row in rows]
    assert [row.stage for row in now] == ["confirmed", "needs_review", "needs_review", "needs_review"]
    assert [row.description_n for row in now] == [2, 2, 1, 2]
    assert [row.version for row in now[1:]] == [rows[1].version + 1, rows[2].version, rows[3].version + 1]


def test_each_is_a_version_of_its_own_by_that_officer_audited_found_and_kept_as_example(
    workshop: Workshop,
) -> None:
    rows = _batch(workshop)
    _confirm(workshop, rows[0], {"issuer": RIGHT}, ["issuer"])
    with workshop.house.database.reading() as session:
        said = session.get_one(PaperDescription, (rows[1].id, 2))
        assert (said.by, said.source, said.values["issuer"]["source"]) == ("officer", "officer", "officer")
        example = session.scalars(sa.select(Correction).where(Correction.paper_id == rows[1].id)).one()
        assert (example.before, example.after, example.by, example.description_n, example.spread_from) == (
            WRONG, RIGHT, "officer", 1, rows[0].id,
        )  # fmt: skip
        found = find(session, workshop.actor("officer"), Question(RIGHT, dossier=rows[1].dossier_number))
        assert rows[1].id in {row.id for row in found.papers}
        view = whole(session, workshop.house, workshop.actor("officer"), papers.at_work(session, rows[1].id))
    event = view["history"][-1]
    assert (event["actor"], event["action"]) == ("officer", "paper:correct")
    assert event["detail"] == {"spread_from": str(rows[0].id), "changed": ["issuer"]}
    assert "paper:correct" not in {action for _, action, _ in workshop.events(rows[2])}


def test_the_answer_lists_what_changed_also_when_the_same_is_said_again(workshop: Workshop) -> None:
    rows = _batch(workshop)
    expected = [{"paper": str(row.id), "code": row.code} for row in (rows[1], rows[3])]
    for _ in range(2):
        paper = _confirm(workshop, rows[0], {"issuer": RIGHT}, ["issuer"])
        with workshop.house.database.reading() as session:
            assert spread_rows(session, workshop.actor("officer"), paper) == expected
            assert spread_rows(session, workshop.actor("officer-elsewhere"), paper) == []
    assert [workshop.paper(row.id).description_n for row in rows[1:]] == [2, 1, 2]


def test_a_wrong_type_is_put_right_and_what_is_confirmed_stays(workshop: Workshop) -> None:
    rows = _batch(workshop)
    _confirm(workshop, rows[3], {}, ())
    _confirm(workshop, rows[0], {"type": "quyet-dinh", "issuer": RIGHT}, ["type"])
    assert _values(workshop, rows, "type") == ["quyet-dinh"] * 3 + [MARRIAGE]
    assert _values(workshop, rows, "issuer") == [RIGHT, WRONG, "UBND phường Mai", WRONG]


def test_a_value_that_was_not_there_is_no_error_to_spread(workshop: Workshop) -> None:
    rows = _batch(workshop)
    _confirm(workshop, rows[0], {"signer": "Lê Văn Bình", "issuer": ""}, ["signer", "issuer"])
    assert _values(workshop, rows, "signer") == ["Lê Văn Bình", "", "", ""]
    # One that should not be there is: it is taken away.
    assert _values(workshop, rows, "issuer") == ["", "", "UBND phường Mai", ""]


@pytest.mark.any_engine
@pytest.mark.parametrize("name", sorted(OWN))
def test_what_tells_one_paper_from_another_is_never_spread(workshop: Workshop, name: str) -> None:
    rows, value = _batch(workshop, pages=2), OWNER.number if name == "owner_id" else "2020-01-01"
    before, refused = _descriptions(workshop), workshop.refusals("paper:confirm")
    with pytest.raises(NotSpread) as error:
        _confirm(workshop, rows[0], {name: value, "issuer": RIGHT}, ["issuer", name])
    assert (error.value.code, error.value.status) == ("not-spread", 422)
    assert workshop.paper(rows[0].id).stage == "needs_review"
    assert _descriptions(workshop) == before
    assert workshop.refusals("paper:confirm") == refused + 1
    # Corrected on this paper alone, beside a correction that is spread, it goes.
    _confirm(workshop, rows[0], {name: value, "issuer": RIGHT}, ["issuer"])
    assert _values(workshop, rows, name)[1] != value
    assert _values(workshop, rows, "issuer") == [RIGHT, RIGHT]


def test_a_misspelt_name_is_refused(workshop: Workshop) -> None:
    with pytest.raises(BadValue, match="no such field"):
        _confirm(workshop, _batch(workshop, pages=1)[0], {"issuer": RIGHT}, ["isuer"])


def test_a_paper_that_was_shown_before_the_correction_reached_it_is_a_lost_update(
    workshop: Workshop,
) -> None:
    rows = _batch(workshop)
    _confirm(workshop, rows[0], {"issuer": RIGHT}, ["issuer"], version=rows[0].version)
    with pytest.raises(LostUpdate):
        _confirm(workshop, rows[1], {}, (), version=rows[1].version)
    _confirm(workshop, rows[2], {}, (), version=rows[2].version)


def test_two_officers_who_correct_the_same_batch_at_once_lose_nothing(workshop: Workshop) -> None:
    rows = _batch(workshop, pages=2)
    start, refused = threading.Barrier(2), list[SohoaError]()

    def work(paper: Paper, value: str) -> None:
        start.wait()
        try:
            _confirm(workshop, paper, {"issuer": value}, ["issuer"])
        except SohoaError as error:
            refused.append(error)

    threads = [
        threading.Thread(target=work, args=(row, f"{RIGHT} {n}")) for n, row in enumerate(rows)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert {workshop.paper(row.id).stage for row in rows} == {"confirmed"}
    assert _values(workshop, rows, "issuer") == [f"{RIGHT} 0", f"{RIGHT} 1"]


def test_the_page_is_told_on_how_many_others_the_same_stands(workshop: Workshop) -> None:
    rows = _batch(workshop)
    with workshop.house.database.reading() as session:
        row = papers.at_work(session, rows[0].id)
        assert same_values(session, workshop.actor("officer"), row) == {"issuer": 2, "type": 3}
        assert same_values(session, workshop.actor("officer-elsewhere"), row) == {}
        (alone,) = _batch(workshop, pages=1)
        assert same_values(session, workshop.actor("officer"), alone) == {}
