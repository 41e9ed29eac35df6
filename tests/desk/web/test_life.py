"""An officer ends, replaces and corrects from the page; the desk that took the paper is told on its pages."""

import re
import uuid

import pytest

from archive.accounts.machine import MACHINE
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import How
from archive.papers.models import Paper
from archive.values.ids import new_id
from archive.values.states import Ended
from desk.pipeline.ending import End, end
from reuse.models import Take
from tests.desk.web.support import DOSSIER, HOME_AGENCY, OWNER, PROCEDURE, Office, csrf, picture

NEW = f"{HOME_AGENCY}-261105-0777"
_COLOURS = iter(range(1, 250))


@pytest.fixture
def kept(desk: Office) -> str:
    """A signed paper of its own."""
    return desk.kept(desk.program("officer"), next(_COLOURS))


def _code(desk: Office, key: str) -> str:
    with desk.house.database.reading() as session:
        return session.get_one(Paper, uuid.UUID(key)).code


def _taken(desk: Office, key: str, number: str = NEW) -> None:
    """Let a dossier of the desk have taken the paper."""
    house = desk.house
    with house.database.transaction() as session:
        row = session.get_one(Paper, uuid.UUID(key))
        dossiers.open_dossier(
            session, house.clock, _officer(desk), number=number, procedure=PROCEDURE, applicant=OWNER
        )
        dossiers.put_paper(session, house.clock, number, row.id, How.TAKEN, "TP04")
        session.add(
            Take(
                id=new_id(), paper_id=row.id, dossier_number=number, component="TP04",
                revision_sha256=row.original_sha256, owner_kind=OWNER.kind.value, owner_number=OWNER.number,
                requester=str(OWNER), ground="self", purpose="Đăng ký khai sinh", verdict="PASSED",
                taken_by="officer", taken_at=house.clock.now(),
            )
        )  # fmt: skip


def _officer(desk: Office):
    from archive.accounts import repository as accounts

    with desk.house.database.reading() as session:
        row = accounts.by_name(session, "officer")
        assert row is not None
        return accounts.actor_of(session, row, channel="web")


def _post(desk: Office, path: str, **sent: str) -> str:
    """Send a form as the officer; return the page that follows."""
    client = desk.visitor("officer", program=False)
    answer = client.post(path, data={"csrf": csrf(client.get("/verify").text), **sent})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


def test_a_revoked_paper_shows_why_and_the_dossier_that_took_it_is_told_until_seen(
    desk: Office, kept: str
) -> None:
    _taken(desk, kept)
    page = _post(
        desk, f"/papers/{kept}/revoke", reason="cấp sai họ tên", authority="UBND xã Hoà An",
        decision="12/QĐ-UBND", since="01/10/2026",
    )  # fmt: skip
    assert "bị thu hồi từ 01/10/2026: cấp sai họ tên – UBND xã Hoà An, 12/QĐ-UBND" in page
    client = desk.visitor("officer", program=False)
    home, shown = client.get("/").text, client.get(f"/dossiers/{NEW}").text
    assert _code(desk, kept) in home
    assert "nay đổi trạng thái" in home
    assert "Cần xem lại" in shown
    notice = re.search(r"/notices/([0-9a-f-]{36})/acknowledge", shown)
    assert notice is not None
    assert "officer đã xem" in _post(desk, f"/notices/{notice[1]}/acknowledge", dossier=NEW)
    assert "nay đổi trạng thái" not in client.get("/").text


def test_a_day_that_nobody_can_read_ends_nothing_and_what_was_typed_is_told(desk: Office, kept: str) -> None:
    client = desk.visitor("officer", program=False)
    sent = {"csrf": csrf(client.get("/verify").text), "reason": "cấp sai", "since": "31/02/2026"}
    answer = client.post(f"/papers/{kept}/revoke", data=sent)
    assert answer.status_code == 422
    assert "31/02/2026" in answer.text
    assert "bị thu hồi" not in client.get(f"/papers/{kept}").text


def test_an_incomplete_copy_is_replaced_from_its_page(desk: Office, kept: str) -> None:
    whole = desk.kept(desk.program("officer"), next(_COLOURS))
    page = _post(desk, f"/papers/{kept}/replace", by=_code(desk, whole), reason="thiếu trang 2")
    assert "được thay bằng bản quét đủ trang" in page
    assert _code(desk, kept) in desk.visitor("officer", program=False).get(f"/papers/{whole}").text


def ended_by_rule(desk: Office, old: str, new: str) -> None:
    """Let the rule have ended the paper by the newer one: the canned papers' type has none of its own."""
    house = desk.house
    with house.database.transaction() as session:
        older, newer = (session.get_one(Paper, uuid.UUID(key)) for key in (old, new))
        end(
            session,
            house,
            MACHINE,
            older,
            End(Ended.SUPERSEDED, today(house.clock), "giấy tờ mới hơn", newer),
        )


def test_a_wrong_end_is_taken_back_from_the_page_once_the_newer_paper_is_revoked(
    desk: Office, kept: str
) -> None:
    number, newer = f"{NEW}-7", desk.kept(desk.program("officer"), next(_COLOURS))
    _taken(desk, kept, number)
    ended_by_rule(desk, kept, newer)
    client = desk.visitor("officer", program=False)
    assert "Máy thay nhầm" in client.get(f"/papers/{kept}").text
    assert "Nay nghi ngờ" not in client.get(f"/papers/{kept}").text
    page = _post(desk, f"/papers/{newer}/revoke", reason="giấy của người khác")
    assert "Có thể đã thay nhầm giấy tờ khác" in page
    assert _code(desk, kept) in page
    assert "Nay nghi ngờ" in client.get(f"/papers/{kept}").text
    assert "Xem giấy tờ này có bị thay nhầm không" in client.get("/").text
    page = _post(desk, f"/papers/{kept}/reinstate", reason="giấy mới là của người khác")
    assert "Đã lấy lại; các hồ sơ liên quan được báo" in page
    assert "officer đã lấy lại" in page
    assert "Máy thay nhầm" not in page
    shown = client.get(f"/dossiers/{number}").text
    assert "Dùng lại được, đã lấy lại vì bị thay nhầm" in shown
    assert "giấy mới là của người khác" in shown


def test_a_dossier_is_closed_from_its_page_and_takes_nothing_in(desk: Office) -> None:
    number, program = f"{HOME_AGENCY}-261105-0555", desk.program("officer")
    waiting = desk.handed(program, next(_COLOURS), number)
    client = desk.visitor("officer", program=False)
    sent = {"csrf": csrf(client.get("/verify").text)}
    refused = client.post(f"/dossiers/{number}/close", data=sent)
    assert refused.status_code == 409
    assert _code(desk, waiting) in refused.text
    program.post(f"/api/v1/papers/{waiting}/marks", json={"mark": "rejected", "reason": "mờ"})
    page = _post(desk, f"/dossiers/{number}/close")
    assert "Đã đóng hồ sơ." in page
    assert "không mở lại được" not in page
    assert "Tiếp nhận thêm" not in page
    form = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": number}
    files = {"files": ("scan.jpg", picture(next(_COLOURS)))}
    (result,) = program.post("/api/v1/uploads", data=form, files=files).json()["results"]
    assert result["error"]["code"] == "dossier-closed"
    answer = program.post(f"/api/v1/dossiers/{number}/closures", json={})
    assert answer.json()["closed_at"] is not None
    assert program.post(f"/api/v1/dossiers/{number}/closures", json={"why": "?"}).status_code == 422


def test_a_decided_end_is_not_taken_back_and_the_page_says_what_to_do(desk: Office, kept: str) -> None:
    page = _post(desk, f"/papers/{kept}/revoke", reason="cấp sai", authority="UBND tỉnh")
    assert "Máy thay nhầm" not in page
    client = desk.visitor("officer", program=False)
    answer = client.post(f"/papers/{kept}/reinstate", data={"csrf": csrf(page), "reason": "nhầm"})
    assert answer.status_code == 409
    assert "số hóa lại bản chính" in answer.text


def test_programs_are_told_what_a_revoked_paper_had_ended_and_take_it_back(desk: Office, kept: str) -> None:
    program = desk.visitor("officer", program=True)
    newer = desk.kept(program, next(_COLOURS))
    ended_by_rule(desk, kept, newer)
    answer = program.post(f"/api/v1/papers/{newer}/revocations", json={"reason": "cấp sai"}).json()
    assert [(one["paper"], one["doubtful"]) for one in answer["ended"]] == [(kept, True)]
    sent = {"reason": "giấy mới cấp sai"}
    assert program.post(f"/api/v1/papers/{kept}/reinstatements", json=sent).json()["state"] == "available"
    (ending,) = program.get(f"/api/v1/papers/{kept}").json()["endings"]
    assert ending["reinstated"]["by"] == "officer"
    refused = program.post(f"/api/v1/papers/{newer}/reinstatements", json=sent)
    assert (refused.status_code, refused.json()["code"]) == (409, "end-stands")


def test_a_correction_is_shown_on_the_page_and_beside_the_offer(desk: Office, kept: str) -> None:
    page = _post(
        desk, f"/papers/{kept}/note-correction", agency="UBND xã Hoà An", number="12/ĐC-UBND",
        issued_on="01/03/2021", reason="sửa năm sinh",
    )  # fmt: skip
    assert "Đã đính chính bởi 12/ĐC-UBND UBND xã Hoà An ngày 01/03/2021: sửa năm sinh" in page
    asked = {"procedure": PROCEDURE, "owner": OWNER.number, "ground": "self"}
    offers = desk.visitor("officer", program=False).get("/reuse", params=asked).text
    assert "đã đính chính bởi 12/ĐC-UBND, UBND xã Hoà An, 2021-03-01: sửa năm sinh" in offers
    preview = f"/reuse/previews/{kept}"
    asked = {**asked, "component": f"{PROCEDURE}-TP04"}
    assert "sửa năm sinh" in desk.visitor("officer", program=False).get(preview, params=asked).text
    rows = desk.visitor("officer", program=True).post(
        "/api/v1/reuse/checks", json={"owner": OWNER.number, "procedure": PROCEDURE}
    )
    told = [p["corrected"] for row in rows.json()["components"] for p in row["papers"] if p["paper"] == kept]
    assert told
    assert all(len(lines) == 1 for lines in told)


def test_the_owners_page_tells_who_used_what_for_what(desk: Office, kept: str) -> None:
    number = f"{NEW}-9"
    _taken(desk, kept, number)
    asked = {"owner": OWNER.number, "ground": "self"}
    page = desk.visitor("handler", program=False).get("/reuse/uses", params=asked).text
    assert "Đăng ký khai sinh" in page
    assert number in page
    program = desk.visitor("officer", program=True)
    rows = program.get("/api/v1/reuse/uses", params=asked).json()["uses"]
    assert number in {row["dossier"] for row in rows}
    assert program.get("/api/v1/reuse/uses", params={"owner": OWNER.number}).status_code == 403


OLD, OTHER = "012345678", "099184000024"


def test_numbers_are_joined_after_a_look_at_both(desk: Office, kept: str) -> None:
    client = desk.visitor("officer", program=False)
    assert "Người này có số cũ?" in client.get("/reuse").text
    asked = {"owner": OWNER.number, "old": OLD}
    shown = client.get("/owners/join", params=asked).text
    assert "Đỗ Văn Mận" in shown
    assert "chưa thấy trên giấy tờ nào" in shown
    assert "được dùng giấy tờ của người khác" in shown
    assert "Nếu ghép nhầm thì tách ra" not in shown
    page = _post(desk, "/owners/join", **asked, until="31/05/2021", reason="thẻ căn cước ghi số cũ")
    assert "Đã ghép hai số của một người" in page
    elsewhere = desk.visitor("officer-elsewhere", program=False).get("/owners/join", params=asked).text
    assert "Đỗ Văn Mận" not in elsewhere  # papers that this officer may not read


def test_what_must_not_be_joined_is_refused_in_clear_words_and_stays_typed(desk: Office) -> None:
    client = desk.visitor("officer", program=False)
    token = {"csrf": csrf(client.get("/verify").text)}
    for old, told in ((OTHER, "mỗi người chỉ có một số định danh"), (OWNER.number, "hai số khác nhau"),
                      ("không phải số", "không hợp lệ")):  # fmt: skip
        answer = client.get("/owners/join", params={"owner": OWNER.number, "old": old})
        assert told in answer.text
        assert "Ghép: hai số" not in answer.text
    wrong_way = client.get("/owners/join", params={"owner": OLD, "old": OWNER.number}).text
    assert "hãy đổi chỗ hai số" in wrong_way
    assert "Ghép: hai số" not in wrong_way
    both = {"owner": OWNER.number, "old": OLD}
    for said, told in (({"until": "31/02/2021", "reason": "thẻ"}, "ngày cuối của số cũ"),
                       ({"until": "31/12/2999", "reason": "thẻ"}, "không thể ở sau hôm nay"),
                       ({"reason": " ", "until": "30/05/2021"}, "hãy ghi căn cứ")):  # fmt: skip
        answer = client.post("/owners/join", data={**token, **both, **said})
        assert answer.status_code == 422
        assert told in answer.text
        assert said["until"] in answer.text


def test_programs_end_correct_and_acknowledge_too(desk: Office, kept: str) -> None:
    number = f"{NEW}-8"
    _taken(desk, kept, number)
    program = desk.visitor("officer", program=True)
    noted = {"agency": "UBND xã", "number": "1/ĐC", "issued_on": "2021-03-01", "reason": "sửa"}
    assert program.post(f"/api/v1/papers/{kept}/correction-notices", json=noted).status_code == 200
    whole = desk.kept(program, next(_COLOURS))
    sent = {"by": _code(desk, whole), "reason": "thiếu trang"}
    assert program.post(f"/api/v1/papers/{kept}/replacements", json=sent).json()["state"] == "superseded"
    row, corrected = program.get("/api/v1/notices", params={"dossier": number}).json()["notices"]
    assert (row["told"], row["how"], row["newer_code"]) == ("look-again", "replaced", _code(desk, whole))
    assert (corrected["told"], corrected["how"], corrected["reason"]) == ("look-again", "corrected", "sửa")
    seen = program.post(f"/api/v1/notices/{row['notice']}/acknowledgements", json={"dossier": number})
    assert seen.json()["seen_by"] == "officer"
    view = program.get(f"/api/v1/papers/{kept}").json()
    assert [one["how"] for one in view["endings"]] == ["replaced"]
    assert view["provenance"]["dossier"] == DOSSIER
    assert [one["says"] for one in view["corrections"]] == ["sửa"]
