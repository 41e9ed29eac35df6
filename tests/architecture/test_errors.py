"""Every error that a person may see has a code, words in both languages, and a place in the reference."""

import string
from collections import Counter
from pathlib import Path

import pytest

from archive.errors import Exit, SohoaError
from scripts.write_docs import error_kinds, errors_table, notices, replaced

_REFERENCE = Path("docs/errors.md")
_KINDS = error_kinds()


def test_the_reference_lists_every_error_and_notice_as_it_is() -> None:
    text = _REFERENCE.read_text("utf-8")
    assert replaced(replaced(text, "errors", errors_table()), "notices", notices()) == text, "run `make docs`"


def test_the_reference_lists_every_exit_code() -> None:
    text = _REFERENCE.read_text("utf-8")
    for code in Exit:
        assert f"\n| {int(code)} | " in text


def test_no_two_errors_share_a_code() -> None:
    assert [code for code, times in Counter(kind.code for kind in _KINDS).items() if times > 1] == []


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.code)
def test_an_error_speaks_both_languages_of_the_same_facts(kind: type[SohoaError]) -> None:
    assert {"vi", "en"} <= set(vars(kind)), "its words are its base's"
    assert kind.vi != kind.en
    assert _facts(kind.vi) == _facts(kind.en)
    assert kind.exit is not Exit.BUG
    assert kind.code == kind.code.lower().strip("-")
    assert set(kind.code) <= set(string.ascii_lowercase + string.digits + "-")


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.code)
def test_an_error_can_be_told_and_carries_its_code(kind: type[SohoaError]) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(kind.vi + kind.en) if name]
    error = kind(**dict.fromkeys(names, "Đỗ Thị Mận"))
    assert str(error).startswith(f"{kind.code}: ")
    assert "{" not in error.text_vi + error.text_en


def test_errors_without_a_code_of_their_own_are_only_bases() -> None:
    def leaves(kind: type[SohoaError]) -> list[type[SohoaError]]:
        below = [each for each in kind.__subclasses__() if not each.__module__.startswith("tests")]
        return [leaf for each in below for leaf in leaves(each)] or [kind]

    assert [leaf.__name__ for leaf in leaves(SohoaError) if "code" not in vars(leaf)] == []


def _facts(text: str) -> set[str]:
    """Return the names that `text` is filled from; a reason may be told in each language."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix("_vi").removesuffix("_en") for name in names}
