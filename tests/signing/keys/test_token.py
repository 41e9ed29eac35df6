"""Keys on a token: a real SoftHSM2, with its own configuration and tokens in a temporary folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
PIN = "canary-pin-4711"
PROGRAM = Path(__file__).with_name("token_session.py")


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that sees one new token.

    The library reads its configuration once a process: each test runs one of its own.
    """
    module = next((path for path in MODULES if path.exists()), None)
    assert module is not None, "SoftHSM2 is missing; `make test` installs it (Debian: softhsm2)"
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n",
        encoding="ascii",
    )
    environment = dict(os.environ) | {"SOFTHSM2_CONF": str(configuration), "MODULE": str(module)}
    made = subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "sohoa", "--pin", PIN, "--so-pin", "87654321"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    environment["HOME_OF_TEST"] = str(folder / "home")
    assert _run(environment, "prepare", PIN) == "prepared"
    return environment


def _run(environment: dict[str, str], act: str, pin: str) -> str:
    source = str(Path(__file__).parents[3] / "src")
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), act],
        env=environment | {"PYTHONPATH": f"{source}:{root}", "PIN": pin},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert PIN not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


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
