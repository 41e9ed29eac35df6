"""Keys on a token: a real SoftHSM2, with its own configuration and tokens in a temporary folder."""

from pathlib import Path

import pytest

from tests.signing.keys.tokens import PIN, make_tokens, run

PROGRAM = Path(__file__).with_name("token_session.py")


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that sees one new token.

    The library reads its configuration once a process: each test runs one of its own.
    """
    folder = tmp_path_factory.mktemp("softhsm")
    environment = make_tokens(folder, "sohoa")
    environment["HOME_OF_TEST"] = str(folder / "home")
    assert _run(environment, "prepare", PIN) == "prepared"
    return environment


def _run(environment: dict[str, str], act: str, pin: str) -> str:
    return run(environment, PROGRAM, act, PIN=pin)


@pytest.mark.parametrize("act", ["sign-ec", "sign-rsa"])
def test_a_token_signs_a_pdf_that_verifies(softhsm: dict[str, str], act: str) -> None:
    assert _run(softhsm, act, PIN) == "intact and valid"


def test_a_wrong_pin_is_an_unavailable_key(softhsm: dict[str, str]) -> None:
    assert _run(softhsm, "open", "0000") == "key-unavailable PinIncorrect"


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        ("no-key", "key-unavailable the token has no such key"),
        ("no-token", "key-unavailable NoSuchToken"),
        ("no-module", "key-unavailable"),
        ("no-certificate", "certificate-unfit the token has no certificate under the key's label"),
        ("pulled", "key-unavailable"),
    ],
)
def test_what_a_token_lacks_is_named(softhsm: dict[str, str], act: str, answer: str) -> None:
    assert _run(softhsm, act, PIN).startswith(answer)
