"""`sohoa sign --way token`: a batch with one PIN, which is seen nowhere afterwards."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.desk.web.support import Office, office
from tests.signing.keys.tokens import PIN, make_tokens, run

SIGN = (sys.executable, "-c", "from desk.cli import run; run()", "sign")
OFFICER = "Lê Thị Officer"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, list[str]]:
    """An archive without keys of its own, and three papers that wait for their officer's token."""
    with office(tmp_path_factory.mktemp("desk")) as opened:
        (opened.house.settings.home / "officers" / "officer.p12").unlink()
        program = opened.program("officer")
        made = [opened.kept(program, colour) for colour in (31, 32, 33)]
        return opened, made


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory, papers: tuple[Office, list[str]]) -> dict[str, str]:
    """The environment of a command with the officer's token plugged in."""
    environment = make_tokens(tmp_path_factory.mktemp("tokens"), "usb")
    home = papers[0].house.settings.home
    program = Path(__file__).with_name("token_keys.py")
    run(environment | {"PIN": PIN}, program, str(home), "usb", OFFICER, "Trần Văn B")
    return environment | {
        "SOHOA_HOME": str(home), "SOHOA_USER": "officer", "SOHOA_LOG": "debug",
        "SOHOA_TOKEN_MODULE": environment["MODULE"],
    }  # fmt: skip


def _sign(
    environment: dict[str, str], *words: str, pin: str = PIN
) -> tuple[int, list[dict[str, object]], str]:
    done = subprocess.run(
        [*SIGN, *words, "--way", "token", "--pin-stdin", "--json"],
        env=environment, input=f"{pin}\nmore\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert PIN not in done.stdout + done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_batch_is_signed_with_one_pin_that_is_seen_nowhere(
    papers: tuple[Office, list[str]], token: dict[str, str]
) -> None:
    opened, waiting = papers
    code, lines, said = _sign(token, *waiting, "2099-000001")
    assert code == 4, said
    assert "not-found" in said
    states = {str(line["paper"]): (line["state"], line["verdict"], line["level"]) for line in lines}
    assert states.pop("2099-000001") == (None, None, None)
    assert states == dict.fromkeys(waiting, ("available", "PASSED", "B-LTA"))
    with opened.house.database.reading() as session:
        for table in sa.inspect(session.get_bind()).get_table_names():
            assert PIN not in str(session.execute(sa.text(f'SELECT * FROM "{table}"')).all()), table
    home = opened.house.settings.home
    assert [path for path in home.rglob("*") if path.is_file() and PIN.encode() in path.read_bytes()] == []
    assert _sign(token, waiting[0])[0] == 4


@pytest.mark.parametrize(("pin", "code"), [("0000", "key-unavailable"), ("", "usage")])
def test_a_pin_that_is_none_is_told_and_nothing_is_signed(
    papers: tuple[Office, list[str]], token: dict[str, str], pin: str, code: str
) -> None:
    assert code in _sign(token, papers[1][0], pin=pin)[2]


def test_without_the_module_or_with_a_stranger_s_account_nothing_is_signed(
    papers: tuple[Office, list[str]], token: dict[str, str]
) -> None:
    without = {name: value for name, value in token.items() if name != "SOHOA_TOKEN_MODULE"}
    assert "SOHOA_TOKEN_MODULE" in _sign(without, papers[1][0])[2]
    assert "certificate-of-another" in _sign(token | {"SOHOA_USER": "handler"}, papers[1][0])[2]
