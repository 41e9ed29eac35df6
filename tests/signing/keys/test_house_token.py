"""An agency's seal on an HSM, and an officer's key among several: real SoftHSM2 tokens."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from pkcs11.exceptions import DeviceRemoved, PinLocked, PKCS11Error, TokenNotPresent

from signing.errors import KeyUnavailable
from signing.keys.house_token import HouseToken, read_place
from tests.signing.keys.tokens import PIN, make_tokens, run

PROGRAM = Path(__file__).with_name("house_session.py")
TOGETHER = ("seals", "lost", "at-once", "bad-place", "readable-pin", "no-pin", "officer", "stranger",
            "which-token", "batch")  # fmt: skip
"""What may be done one after the other in one process; starting one costs a second or two."""


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that sees an agency's token and an officer's."""
    folder = tmp_path_factory.mktemp("tokens")
    environment = make_tokens(folder, "hsm", "usb") | {"PIN": PIN, "HOME_OF_TEST": str(folder / "home")}
    assert _said(environment, "prepare") == {"prepare": "prepared"}
    return environment


def _said(environment: dict[str, str], *acts: str) -> dict[str, str]:
    lines = run(environment, PROGRAM, *acts).splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.fixture(scope="module")
def said(tokens: dict[str, str]) -> dict[str, str]:
    """What came of each act."""
    return _said(tokens, *TOGETHER)


def test_a_seal_on_a_token_seals_and_the_paper_passes(said: dict[str, str]) -> None:
    assert said["seals"] == "PASSED"


def test_a_lost_session_is_opened_again(said: dict[str, str]) -> None:
    assert said["lost"] == "True True"


def test_threads_at_once_take_turns_and_all_sign(said: dict[str, str]) -> None:
    assert said["at-once"] == "8"


def test_two_processes_at_once_take_turns_and_all_sign(tokens: dict[str, str]) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, str(PROGRAM), "many"], env=tokens, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [one.communicate(timeout=60)[0] for one in both] == ["many: 25\n"] * 2


def test_a_wrong_pin_reaches_the_token_once_and_does_not_lock_it(tokens: dict[str, str]) -> None:
    first, *rest = _said(tokens, "wrong-pin")["wrong-pin"].split(" | ")
    assert first == "key-unavailable PinIncorrect"
    assert len(rest) == 4
    assert set(rest) == {"key-unavailable its PIN file was refused before and is unchanged"}


def test_a_pin_that_others_may_read_or_that_is_missing_is_refused(said: dict[str, str]) -> None:
    assert said["readable-pin"] == "key-unavailable PIN file has mode 0644 instead of 0600"
    assert said["no-pin"].startswith("key-unavailable PIN file:")


def test_a_place_that_is_none_is_told(said: dict[str, str]) -> None:
    assert set(said["bad-place"].split()) == {"key-unavailable"}


def test_an_officer_s_newest_key_is_found_by_its_certificate(said: dict[str, str]) -> None:
    assert said["officer"] == "TokenSigner('Nguyễn Thị Hồng Gấm') 2028"
    assert said["stranger"] == "certificate-of-another"


def test_of_several_tokens_one_must_be_named(said: dict[str, str]) -> None:
    assert said["which-token"].startswith("key-unavailable several tokens, name one:")
    assert "hsm" in said["which-token"]
    assert "usb" in said["which-token"]


def test_two_hundred_papers_need_one_pin(said: dict[str, str]) -> None:
    assert said["batch"] == "200 papers, PIN asked 1 time"


def test_the_pin_is_nowhere_to_be_seen(tokens: dict[str, str]) -> None:
    shown = run(tokens, PROGRAM, "shown")
    assert PIN not in shown
    assert "HouseToken('H99.12')" in shown
    assert "Traceback" in shown


class _Failing:
    """A device that answers every opening with an error; counts how often it was asked."""

    def __init__(self, error: type[PKCS11Error]) -> None:
        self._error, self.asked = error, 0

    def get_token(self, **_asked: Any) -> "_Failing":
        return self

    def open(self, **_asked: Any) -> None:
        self.asked += 1
        raise self._error


@pytest.mark.parametrize(("error", "asked"), [(PinLocked, 1), (DeviceRemoved, 3), (TokenNotPresent, 3)])
def test_a_locked_token_is_left_alone_and_one_that_was_pulled_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[PKCS11Error], asked: int
) -> None:
    device = _Failing(error)
    monkeypatch.setattr(pkcs11, "lib", lambda _module: device)
    pin, file = tmp_path / "pin", tmp_path / "H99.12.json"
    pin.write_text(PIN, encoding="utf-8")
    pin.chmod(0o600)
    file.write_text(json.dumps({"module": "x", "token": "t", "key": "k", "pin_file": str(pin)}), "utf-8")
    signer = HouseToken("H99.12", read_place(file), tmp_path / "turn")
    for _ in range(3):
        with pytest.raises(KeyUnavailable) as caught:
            signer.sign(b"a paper", "sha256")
        assert PIN not in repr(caught.value) + caught.value.text_vi
    assert device.asked == asked
