"""Who has no right to a paper learns nothing of it on the command line, not even that it is there."""

import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest

from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import Cli, handed

OWNER, DOSSIER = family(41).husband.owner, "H99.12-260302-0401"
ELSEWHERE = "H99.31.01"
# Every role at every route: tests/desk/web/test_rights.py.
STRANGERS = ["officer-xa", *(pytest.param(one, marks=pytest.mark.long) for one in ("handler-xa", "admin-xa"))]
MISSING = str(uuid.UUID(int=7 << 76 | 2 << 62 | 1))


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """An archive with accounts of each role at another agency."""
    opened = Cli(tmp_path_factory.mktemp("rights") / "home")
    for role in ("officer", "handler", "admin"):
        opened.run("user", "add", f"{role}-xa", "--role", role, "--agency", ELSEWHERE)
    opened.run("user", "add", "kiem-tra", "--role", "auditor", "--agency", ELSEWHERE)
    opened.run("user", "add", "thu-ly", "--role", "handler")
    return opened


@pytest.fixture(scope="module")
def paper(cli: Cli) -> str:
    """A signed paper of the first agency."""
    file = cli.home.parent / "quyet-dinh.jpg"
    file.write_bytes(scene("quyet-dinh/scan", 41)[0])
    return str(cli.run("ingest", file, *handed(OWNER, DOSSIER), "--confirm").line["paper"])


def _looks(paper: str, folder: Path) -> list[Sequence[object]]:
    export = ("export", paper, "--to", folder)
    return [("show", paper), export, (*export, "--what", "text"), ("verify", paper)]


def _acts(paper: str) -> list[Sequence[object]]:
    # Asked for the owner's papers on a ground, any desk is told of them; for another's it is not.
    other = ("--component", "1.001193-TP04", *handed(family(42).wife.owner, "H99-7", "1.001193"))
    return [
        ("confirm", paper, "--presented", "original"), ("sign", paper), ("retry", paper),
        ("read-again", paper),
        ("mark", paper, "returned"),
        ("revoke", paper, "--reason", "thử"), ("reuse", "take", paper, *other),
    ]  # fmt: skip


def _told(user: Cli, words: Sequence[object], paper: str) -> tuple[int, str]:
    answer = user.run(*words, code=None)
    assert answer.code in (1, 4), words
    return answer.code, answer.error.replace(paper, "…")


@pytest.mark.parametrize("account", STRANGERS)
def test_no_look_tells_a_paper_of_others_from_one_that_is_not_there(
    cli: Cli, paper: str, tmp_path: Path, account: str
) -> None:
    user, out = cli.as_user(account), tmp_path / "o"
    for there, missing in zip(_looks(paper, out), _looks(MISSING, out), strict=True):
        assert _told(user, there, paper) == _told(user, missing, MISSING), there
    assert not list(out.glob("*"))


@pytest.mark.parametrize("account", STRANGERS)
def test_no_act_tells_a_paper_of_others_from_one_that_is_not_there(
    cli: Cli, paper: str, account: str
) -> None:
    user = cli.as_user(account)
    for there, missing in zip(_acts(paper), _acts(MISSING), strict=True):
        assert _told(user, there, paper) == _told(user, missing, MISSING), there


@pytest.mark.parametrize("account", ["officer-xa", "handler-xa", "admin-xa"])
@pytest.mark.parametrize(
    "words", [["quyết định"], ["--dossier", DOSSIER], ["--owner", str(OWNER)], ["--type", "quyet-dinh"], []]
)
def test_no_search_finds_a_paper_of_others(cli: Cli, paper: str, account: str, words: list[str]) -> None:
    answer = cli.as_user(account).run("find", *words, code=None)
    assert answer.lines == []


def test_a_handler_of_the_same_agency_and_an_auditor_see_it_and_cannot_change_it(
    cli: Cli, paper: str
) -> None:
    for account in ("thu-ly", "kiem-tra"):
        user = cli.as_user(account)
        assert user.run("show", paper).line["paper"] == paper
        assert user.run("verify", paper).line["verdict"] == "PASSED"
        assert "forbidden" in user.run("revoke", paper, "--reason", "thử", code=4).error
    assert "forbidden" in cli.as_user("thu-ly").run("audit", "verify", code=4).error
    assert cli.as_user("kiem-tra").run("audit", "verify").line["ok"]


def test_every_look_and_refusal_is_in_the_history(cli: Cli, paper: str) -> None:
    cli.as_user("thu-ly").run("show", paper)
    cli.as_user("thu-ly").run("revoke", paper, "--reason", "thử", code=4)
    acts = [
        (event["actor"], event["action"], event["outcome"])
        for event in cli.run("show", paper).line["history"]
    ]
    assert ("thu-ly", "paper:show", "done") in acts
    assert ("thu-ly", "paper:revoke", "refused") in acts


def test_only_an_administrator_adds_accounts_and_loads_catalogues(cli: Cli) -> None:
    officer = cli.as_user("officer-xa")
    assert "forbidden" in officer.run("user", "add", "moi", "--role", "officer", code=4).error
    assert "forbidden" in officer.run("catalogue", "load", "src/archive/catalogue/data", code=4).error
