"""The agency's seal over the pages and over the API."""

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.catalogue.repository import profile_rights
from signing.authority.make import make_key
from tests.desk.web.support import HOME_AGENCY, OWNER, PASSWORD, Office, csrf

RESULT = "so-hoa-ket-qua"
BUTTON = "Đóng dấu cơ quan"


def _chief(desk: Office) -> str:
    """Return an account that is officer and administrator, with its key."""
    house = desk.house
    with house.database.transaction() as session:
        if accounts.by_name(session, "chief") is None:
            accounts.add(
                session, name="chief", full_name="Phạm Thị Lựu", agency=HOME_AGENCY,
                roles=frozenset({AccountRight.OFFICER, AccountRight.ADMIN}), password=PASSWORD,
                settings=house.settings, clock=house.clock, profile_rights=profile_rights(session),
            )  # fmt: skip
    make_key(house.settings.home, "chief", "Phạm Thị Lựu", HOME_AGENCY, house.clock)
    return "chief"


def _waiting(desk: Office, colour: int) -> str:
    """Return a paper that its officer signed and that waits for the seal."""
    program = desk.program(_chief(desk))
    paper = desk.handed(program, colour)
    said = {"presented": "original", "owners": [str(OWNER)], "profile": RESULT}
    answer = program.post(f"/api/v1/papers/{paper}/confirmations", json=said)
    assert answer.status_code == 200, answer.text
    desk.engine.run()
    return paper


def test_who_may_seal_finds_the_button_where_a_seal_is_missing_and_nowhere_else(desk: Office) -> None:
    paper = _waiting(desk, 101)
    chief, officer = desk.client("chief"), desk.client("officer")
    page = chief.get(f"/papers/{paper}").text
    assert BUTTON in page
    assert BUTTON not in officer.get(f"/papers/{paper}").text
    version = page.split('name="version" value="')[1].split('"')[0]
    sent = {"csrf": csrf(page), "version": version, "role": "seal"}
    assert chief.post(f"/papers/{paper}/sign", data=sent).status_code == 303
    assert BUTTON not in chief.get(f"/papers/{paper}").text
    desk.engine.run()
    page = chief.get(f"/papers/{paper}").text
    assert BUTTON not in page
    assert "cơ quan đóng dấu số" in page
    assert "dùng lại được" in page


def test_who_may_use_more_profiles_chooses_one_on_the_form(desk: Office) -> None:
    _chief(desk)
    paper = desk.handed(desk.program("chief"), 102)
    assert f'<option value="{RESULT}"' in desk.client("chief").get(f"/papers/{paper}").text
    assert "chung-thuc" not in desk.client("chief").get(f"/papers/{paper}").text
    assert 'name="profile"' not in desk.client("officer").get(f"/papers/{paper}").text


def test_the_api_seals_once_and_refuses_who_may_not(desk: Office) -> None:
    paper = _waiting(desk, 103)
    address = f"/api/v1/papers/{paper}/signing-sessions"
    refused = desk.program("officer").post(address, json={"role": "seal"})
    assert (refused.status_code, refused.json()["code"]) == (404, "not-found")
    program = desk.program("chief")
    for _ in range(2):
        assert program.post(address, json={"role": "seal"}).status_code == 200
        desk.engine.run()
    shown = program.get(f"/api/v1/papers/{paper}").json()
    assert [one["reason"] for one in shown["revisions"]] == ["signed", "sealed"]
    assert (shown["verdict"], shown["lacks_seal"]) == ("PASSED", False)


def test_the_api_refuses_a_profile_that_is_not_the_account_s(desk: Office) -> None:
    paper = desk.handed(desk.program("officer"), 104)
    said = {"presented": "original", "owners": [str(OWNER)], "profile": RESULT}
    answer = desk.program("officer").post(f"/api/v1/papers/{paper}/confirmations", json=said)
    assert answer.status_code == 404
