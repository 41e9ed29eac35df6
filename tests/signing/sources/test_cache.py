"""What authorities said is kept while it may serve, whole or not at all."""

import datetime as dt
from pathlib import Path

import pytest

from fixtures.pki.office import MADE_AT
from signing.sources import cache as module
from signing.sources.cache import LONGEST_ANSWER, LONGEST_LIST, Cache

SECOND = dt.timedelta(seconds=1)
URL = "http://127.0.0.1/a.crl"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def test_what_is_kept_serves_other_processes_too(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    first.keep_answer(b"certificate", b"answer", MADE_AT)
    first.keep_list(URL, b"issuer", b"list", MADE_AT)
    for cache in (first, Cache(tmp_path)):
        assert cache.answer(b"certificate", MADE_AT) == b"answer"
        assert cache.list_at(URL, b"issuer", MADE_AT) == b"list"
        assert cache.answer(b"another", MADE_AT) is None
        assert cache.list_at(URL, b"another", MADE_AT) is None
        assert cache.list_at("http://127.0.0.1/b.crl", b"issuer", MADE_AT) is None


def test_nothing_serves_for_ever_nor_before_it_came(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep_answer(b"certificate", b"answer", MADE_AT)
    cache.keep_list(URL, b"issuer", b"list", MADE_AT)
    assert cache.answer(b"certificate", MADE_AT + LONGEST_ANSWER)
    assert cache.answer(b"certificate", MADE_AT + LONGEST_ANSWER + SECOND) is None
    assert cache.answer(b"certificate", MADE_AT - SECOND) is None
    assert cache.list_at(URL, b"issuer", MADE_AT + LONGEST_LIST)
    assert cache.list_at(URL, b"issuer", MADE_AT + LONGEST_LIST + SECOND) is None


def test_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep_answer(b"certificate", b"answer", MADE_AT)
    cache.keep_answer(b"certificate", b"newer", MADE_AT + SECOND)
    assert Cache(tmp_path).answer(b"certificate", MADE_AT + SECOND) == b"newer"
    assert len(_files(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage",
    [b"", b"\n", b"answer", b"2026-03-02T01:30:00\nanswer", b"\xff\xfe\nanswer", b"yesterday\nanswer"],
)
def test_a_damaged_entry_is_none(tmp_path: Path, damage: bytes) -> None:
    Cache(tmp_path).keep_answer(b"certificate", b"answer", MADE_AT)
    Cache(tmp_path).remember_revocation(b"certificate", b"revoked", MADE_AT)
    for file in _files(tmp_path):
        file.write_bytes(damage)
    cache = Cache(tmp_path)
    assert cache.answer(b"certificate", MADE_AT) is None
    assert cache.revocation(b"certificate") is None
    cache.keep_answer(b"certificate", b"answer", MADE_AT)
    assert cache.answer(b"certificate", MADE_AT) == b"answer"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file")
    cache.keep_answer(b"certificate", b"answer", MADE_AT)
    cache.remember_revocation(b"certificate", b"revoked", MADE_AT)
    cache.forget_revocation(b"certificate")
    assert cache.answer(b"certificate", MADE_AT) == b"answer"  # in memory
    assert Cache(tmp_path / "file").answer(b"certificate", MADE_AT) is None


def test_half_an_entry_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.keep_answer(b"certificate", b"answer", MADE_AT)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep_answer(b"certificate", b"newer", MADE_AT)
    monkeypatch.undo()
    assert len(_files(tmp_path)) == 1
    assert Cache(tmp_path).answer(b"certificate", MADE_AT) == b"answer"


def test_memory_does_not_grow_with_what_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMORY", 1_000)
    cache = Cache(tmp_path)
    for number in range(50):
        cache.keep_answer(b"%d" % number, b"a" * 100, MADE_AT)
    cache.keep_list(URL, b"issuer", b"l" * 2_000, MADE_AT)
    assert sum(map(len, cache._recent.values())) <= 1_000
    assert cache.answer(b"0", MADE_AT) == b"a" * 100
    assert cache.list_at(URL, b"issuer", MADE_AT) == b"l" * 2_000


def test_a_revocation_that_another_process_heard_is_known_at_once(tmp_path: Path) -> None:
    here, there = Cache(tmp_path), Cache(tmp_path)
    assert here.revocation(b"certificate") is None
    there.remember_revocation(b"certificate", b"revoked", MADE_AT)
    assert here.revocation(b"certificate") == b"revoked"
    here.forget_revocation(b"certificate")
    assert there.revocation(b"certificate") is None
