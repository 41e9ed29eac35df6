"""Passwords are kept as argon2 hashes only, and a wrong one never fits."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from archive.accounts import passwords
from archive.accounts.passwords import hash_password, password_fits

GOOD = "mật khẩu dài 42"


@pytest.fixture(scope="module", autouse=True)
def _as_it_is(costly_hasher: PasswordHasher) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", costly_hasher)
        yield


@pytest.fixture(scope="module")
def kept() -> str:
    return hash_password(GOOD)


def test_what_is_kept_is_an_argon2id_hash_without_the_password(kept: str) -> None:
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept


def test_guessing_costs_as_much_as_the_rfc_advises(kept: str) -> None:
    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY


def test_two_accounts_with_one_password_have_different_hashes(kept: str) -> None:
    assert hash_password(GOOD) != kept


def test_the_password_fits(kept: str) -> None:
    assert password_fits(kept, GOOD)


@pytest.mark.parametrize("wrong", ["", GOOD + " ", GOOD.upper(), "mat khau dai 42", GOOD[:-1]])
def test_a_wrong_password_does_not_fit(kept: str, wrong: str) -> None:
    assert not password_fits(kept, wrong)


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$", "mat khau dai 42"])
def test_a_broken_hash_fits_nothing(broken: str) -> None:
    for guess in ("", GOOD, broken, "nobody"):
        assert not password_fits(broken, guess)


def test_no_password_fits_an_account_that_is_not_there() -> None:
    for guess in ("", "nobody", GOOD):
        assert not password_fits(None, guess)


def test_an_unknown_account_costs_a_check_all_the_same(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the time of an answer would tell which names exist."""
    checked: list[str] = []

    class Counting:
        def verify(self, password_hash: str, password: str) -> None:
            checked.append(password_hash)

    monkeypatch.setattr(passwords, "_NOBODY", [kept])
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert not password_fits(None, GOOD)
    assert checked == [kept]
