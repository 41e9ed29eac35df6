"""The review queue over API and pages: least sure first, one paper one act, and the next one follows."""

import dataclasses as dc
import io
import itertools
import re
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from archive.accounts import repository as accounts
from archive.audit.repository import EventQuestion, events
from archive.papers import repository as papers
from archive.values.description import Batch, Description, Field, Party, Role
from archive.values.reading import PageText
from tests.desk.web.support import HOME_AGENCY, MARRIAGE, OWNER, PROCEDURE, Office, TestClient, csrf, picture
from tests.fakes.describer import FakeDescriber

WRONG, RIGHT = "UBND xã Lạc Dao", "UBND xã Lạc Đạo"
READ = {"number": "17/2019", "issued_on": "2019-05-06", "owner_name": "Đỗ Văn Mận", "owner_id": OWNER.number}
_COUNT = itertools.count(1)


class OneEachPage(FakeDescriber):
    """Takes every page for a paper: the first is sure, each that follows less so."""

    def describe(self, pages: Sequence[PageText], **asked: Any) -> Batch:
        self.papers = tuple((page.number,) for page in pages)
        batch = super().describe(pages, **asked)
        return dc.replace(batch, papers=tuple(map(_as_sure, batch.papers)))


def _as_sure(one: Description) -> Description:
    sure = 1.0 - 0.3 * (one.pages[0] - 1)
    fields = {name: Field(name, value, value, sure, 1) for name, value in READ.items()}
    fields["issuer"] = Field("issuer", WRONG, WRONG, 0.95, 1)
    return dc.replace(one, fields=fields)


@pytest.fixture
def batch(desk: Office) -> list[str]:
    """Three papers out of one file, the sure one first; nothing else waits."""
    program = desk.visitor("officer", program=True)
    for row in program.get("/api/v1/queue", params={"limit": 200}).json()["papers"]:
        said = {"mark": "rejected", "reason": "-"}
        assert program.post(f"/api/v1/papers/{row['paper']}/marks", json=said).status_code == 200
    described = OneEachPage(MARRIAGE, parties=(Party(Role.SPOUSE, "Đỗ Văn Mận", OWNER),), sure=0.99)
    n = next(_COUNT)
    sheets = [Image.open(io.BytesIO(picture(n + page))) for page in range(3)]
    data = io.BytesIO()
    sheets[0].save(data, "PDF", save_all=True, append_images=sheets[1:], title=f"batch {n}", resolution=100)
    sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": f"{HOME_AGENCY}-QUEUE-{n}"}
    with desk.built_with(describer=described):
        answer = program.post("/api/v1/uploads", data=sent, files={"files": ("lô.pdf", data.getvalue())})
        desk.engine.run()
    first = answer.json()["results"][0]["papers"][0]["paper"]
    with desk.house.database.reading() as session:
        intake = papers.at_work(session, uuid.UUID(first)).leaves[0].intake_id
        return [str(row.id) for row in papers.of_intake(session, intake)]


def _form(page: str, **more: Any) -> dict[str, Any]:
    """Return the confirmation form of a page as it is shown."""
    inside = page.split('/confirm"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', inside))
    typed = dict(re.findall(r'id="(field_[^"]+)" name="field_[^"]+" value="([^"]*)"', inside))
    return {**hidden, **typed, "field_type": hidden["was_type"], "csrf": csrf(page), **more}


def _next(page: str) -> str | None:
    found = re.search(r'href="/papers/([0-9a-f-]{36})"[^>]*>(Giấy tờ tiếp theo|Để sau)', page)
    return found and found[1]


def test_the_queue_is_listed_part_by_part_the_least_sure_first(desk: Office, batch: list[str]) -> None:
    program, seen, cursor = desk.visitor("officer", program=True), [], ""
    while True:
        answer = program.get("/api/v1/queue", params={"limit": 1, "cursor": cursor}).json()
        seen += answer["papers"]
        if answer["next"] is None:
            break
        cursor = answer["next"]
    assert [row["paper"] for row in seen] == batch[::-1]
    assert [row["doubt"] for row in seen] == sorted((row["doubt"] for row in seen), reverse=True)
    # 0.99 of the type, 0.7 of number, date and owner's name; the owner's number is the dossier's, hence 0.99
    assert seen[1]["doubt"] == pytest.approx(1 - 0.99 * 0.7**3 * 0.99, abs=1e-4)
    assert {reason["text"] for reason in seen[1]["reasons"]} >= {"số, ký hiệu: đọc chưa chắc (0,70)"}
    assert (seen[2]["reasons"], seen[2]["file"], seen[2]["pages"]) == ([], "lô.pdf", [1])


@pytest.mark.parametrize("cursor", ["?", "bmFuOjE", "MC41", "MC41Ong"])
def test_a_cursor_that_is_none_is_refused(desk: Office, cursor: str) -> None:
    program = desk.visitor("officer", program=True)
    assert program.get("/api/v1/queue", params={"cursor": cursor}).status_code == 422


def test_the_queue_is_each_offices_own_and_of_the_dossier_asked_for(desk: Office, batch: list[str]) -> None:
    elsewhere = desk.visitor("officer-elsewhere", program=True)
    assert elsewhere.get("/api/v1/queue").json() == {"papers": [], "next": None}
    program = desk.visitor("officer", program=True)
    (dossier,) = {row["dossier"] for row in program.get("/api/v1/queue").json()["papers"]}
    assert len(program.get("/api/v1/queue", params={"dossier": dossier}).json()["papers"]) == 3
    assert program.get("/api/v1/queue", params={"dossier": "H99-0"}).json()["papers"] == []


@pytest.mark.parametrize("path", ["/queue", "/api/v1/queue"])
def test_a_look_at_the_queue_is_one_event_that_names_what_was_shown(
    desk: Office, batch: list[str], path: str
) -> None:
    asked = EventQuestion(subject="queue", limit=1000)

    def looks() -> list[dict[str, Any]]:
        with desk.house.database.reading() as session:
            return events(session, accounts.acting(session, "auditor", channel="test"), asked)

    before = looks()
    assert desk.visitor("officer", program=path.startswith("/api")).get(path).status_code == 200
    (event, *rest) = looks()
    assert rest == before
    assert (event["actor"], event["action"], event["detail"]["shown"]) == (
        "officer",
        "paper:list",
        batch[::-1],
    )


def test_the_page_says_why_and_offers_no_act_on_several(desk: Office, batch: list[str]) -> None:
    page = desk.visitor("officer", program=False).get("/queue").text
    assert re.findall(r'<td><a href="/papers/([^"]+)"', page) == batch[::-1]
    assert "số, ký hiệu: đọc chưa chắc (0,70)" in page
    assert "chắc chắn, chỉ cần đối chiếu" in page
    assert "<form" not in page.split("<main")[1]


def test_from_paper_to_paper_the_queue_is_gone_through_in_order(desk: Office, batch: list[str]) -> None:
    client = desk.visitor("officer", program=False)
    sure, middle, doubtful = batch
    page = client.get(f"/papers/{doubtful}").text
    assert _next(page) == middle  # left for later
    page = client.get(f"/papers/{middle}").text
    assert _next(page) == sure
    done = client.post(
        f"/papers/{middle}/confirm", data=_form(page, presented="original", complete="1", field_number="1")
    )
    # Behind the confirmed one, although its correction made it the surest of all.
    assert _next(client.get(done.headers["location"]).text) == sure
    # The last one leads to what was left at the front.
    assert _next(client.get(f"/papers/{sure}").text) == doubtful


def test_a_sure_paper_goes_through_with_one_button(desk: Office, batch: list[str]) -> None:
    client = desk.visitor("officer", program=False)
    page = client.get(f"/papers/{batch[0]}").text
    assert "Chưa chắc" not in page
    buttons = re.findall(r"<button[^>]*>", page.split('/confirm"')[1].split("</form>")[0])
    assert [("at_once" in one, "accesskey" in one) for one in buttons] == [(False, False), (True, True)]
    done = client.post(f"/papers/{batch[0]}/confirm", data=_form(page, at_once="original"))
    assert done.status_code == 303, done.text
    view = desk.visitor("officer", program=True).get(f"/api/v1/papers/{batch[0]}").json()
    assert (view["presented"], view["stage"], len(view["descriptions"])) == ("original", "confirmed", 1)


def test_what_is_not_sure_has_no_such_button_and_says_why(desk: Office, batch: list[str]) -> None:
    client = desk.visitor("officer", program=False)
    page = client.get(f"/papers/{batch[2]}").text
    assert "at_once" not in page
    assert "số, ký hiệu: đọc chưa chắc (0,40)" in page
    refused = client.post(f"/papers/{batch[2]}/confirm", data=_form(page))
    assert refused.status_code == 422


def test_a_correction_is_spread_where_the_box_is_ticked(desk: Office, batch: list[str]) -> None:
    client = desk.visitor("officer", program=False)
    page = client.get(f"/papers/{batch[2]}").text
    assert set(re.findall(r'name="rest" value="([^"]+)"', page)) == {"type", "issuer"}
    assert "sửa luôn ở 2 giấy tờ khác cùng tệp" in page
    sent = _form(page, presented="original", complete="1", field_issuer=RIGHT, rest=["issuer", "type"])
    assert client.post(f"/papers/{batch[2]}/confirm", data=sent).status_code == 303
    program = desk.visitor("officer", program=True)
    views = [program.get(f"/api/v1/papers/{paper}").json() for paper in batch]
    assert [view["fields"]["issuer"]["value"] for view in views] == [RIGHT] * 3
    assert [view["stage"] for view in views] == ["needs_review", "needs_review", "confirmed"]


def test_ticks_survive_a_refused_confirmation(desk: Office, batch: list[str]) -> None:
    client = desk.visitor("officer", program=False)
    page = client.get(f"/papers/{batch[2]}").text
    sent = _form(page, complete="1", field_issuer=RIGHT, rest=["issuer"])
    refused = client.post(f"/papers/{batch[2]}/confirm", data=sent)
    assert refused.status_code == 422
    assert re.search(r'value="issuer" checked', refused.text)
    assert not re.search(r'value="type" checked', refused.text)


def _confirmed(program: TestClient, paper: str, **said: Any) -> Any:
    return program.post(f"/api/v1/papers/{paper}/confirmations", json={"presented": "original", **said})


def test_the_api_spreads_and_lists_what_changed(desk: Office, batch: list[str]) -> None:
    program = desk.visitor("officer", program=True)
    answer = _confirmed(program, batch[1], changes={"issuer": RIGHT}, rest_of_batch=["issuer"]).json()
    assert [row["paper"] for row in answer["spread"]] == [batch[0], batch[2]]
    assert _confirmed(program, batch[0]).json()["spread"] == []


def test_the_api_refuses_to_spread_who_is_who(desk: Office, batch: list[str]) -> None:
    program = desk.visitor("officer", program=True)
    answer = _confirmed(program, batch[1], changes={"owner_name": "X"}, rest_of_batch=["owner_name"])
    assert (answer.status_code, answer.json()["code"]) == (422, "not-spread")
    assert len(program.get("/api/v1/queue").json()["papers"]) == 3


def test_a_papers_page_and_api_tell_its_doubt_until_it_is_confirmed(desk: Office, batch: list[str]) -> None:
    program = desk.visitor("officer", program=True)
    before = program.get(f"/api/v1/papers/{batch[1]}").json()
    assert before["doubt"] > 0.5
    assert "field-unsure" in {reason["code"] for reason in before["reasons"]}
    _confirmed(program, batch[1])
    assert program.get(f"/api/v1/papers/{batch[1]}").json()["reasons"] == []
