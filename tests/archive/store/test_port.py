"""What every object store promises, whatever it is made of."""

import datetime as dt
from pathlib import Path

import pytest

from archive.errors import ObjectDamaged, ObjectMissing, ObjectRetained
from archive.store.port import ObjectStore
from archive.values.ids import Sha256

_PAPER = "Giấy khai sinh\n".encode() * 5_000
_KEY = Sha256.of(_PAPER)
_PDF = "application/pdf"


def test_gives_back_what_was_put_bit_for_bit(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(_PAPER)
    store.put(file, _KEY, media_type=_PDF)
    with store.open(_KEY) as stream:
        assert stream.read(7) + stream.read() == _PAPER
    store.fetch(_KEY, tmp_path / "back.pdf")
    assert store.read(_KEY) == (tmp_path / "back.pdf").read_bytes() == _PAPER
    assert store.exists(_KEY)
    assert store.size(_KEY) == len(_PAPER)


def test_keeps_an_empty_object(store: ObjectStore) -> None:
    store.put_bytes(b"", Sha256.of(b""), media_type=_PDF)
    assert store.read(Sha256.of(b"")) == b""
    assert store.size(Sha256.of(b"")) == 0


def test_putting_again_is_nothing_new(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(_PAPER)
    store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    store.put(file, _KEY, media_type=_PDF)
    assert [listed.key for listed in list(store.keys())] == [_KEY]


def test_refuses_bytes_that_are_not_those_of_the_key(store: ObjectStore, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(_PAPER + b"!")
    with pytest.raises(ObjectDamaged):
        store.put(file, _KEY, media_type=_PDF)
    with pytest.raises(ObjectDamaged):
        store.put_bytes(b"other", _KEY, media_type=_PDF)
    assert not store.exists(_KEY)
    assert list(store.keys()) == []


def test_says_what_is_missing(store: ObjectStore, tmp_path: Path) -> None:
    store.check()
    assert not store.exists(_KEY)
    for ask in (store.read, store.size, lambda key: store.retain(key, dt.datetime.now(dt.UTC))):
        with pytest.raises(ObjectMissing):
            ask(_KEY)
    with pytest.raises(ObjectMissing):
        store.fetch(_KEY, tmp_path / "none")
    assert not (tmp_path / "none").exists()
    store.delete(_KEY)


@pytest.mark.parametrize("damage", [_PAPER[:-1] + b"?", _PAPER[:-100], _PAPER + b"\n", b""])
def test_altered_bytes_are_never_given_out_as_whole(case, damage: bytes, tmp_path: Path) -> None:
    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    case.alter(_KEY, damage)
    with pytest.raises(ObjectDamaged):
        case.store.read(_KEY)
    with pytest.raises(ObjectDamaged):
        case.store.fetch(_KEY, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_putting_again_mends_a_damaged_object(case) -> None:
    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    case.alter(_KEY, _PAPER[:-1] + b"?")
    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    assert case.store.read(_KEY) == _PAPER


def test_lists_keys_in_order_with_size_and_time(case) -> None:
    papers = [f"tờ {n}".encode() * n for n in range(1, 8)]
    for paper in papers:
        case.store.put_bytes(paper, Sha256.of(paper), media_type=_PDF)
    listed = list(case.store.keys())
    assert [(each.key, each.size) for each in listed] == sorted((Sha256.of(p), len(p)) for p in papers)
    assert all(each.changed.utcoffset() == dt.timedelta(0) for each in listed)
    usage = case.store.usage()
    assert (usage.objects, usage.size) == (7, sum(map(len, papers)))


def test_a_deleted_object_is_gone_and_may_come_again(store: ObjectStore) -> None:
    store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    store.delete(_KEY)
    assert not store.exists(_KEY)
    assert list(store.keys()) == []
    store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    assert store.read(_KEY) == _PAPER


def test_a_retained_object_is_not_deleted(case) -> None:
    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    assert case.store.retain(_KEY, case.clock.now() + dt.timedelta(days=2))
    with pytest.raises(ObjectRetained):
        case.store.delete(_KEY)
    assert case.store.read(_KEY) == _PAPER


def test_a_retention_is_only_ever_extended(case) -> None:
    now = case.clock.now()
    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    case.store.retain(_KEY, now + dt.timedelta(days=3))
    case.store.retain(_KEY, now + dt.timedelta(days=1))
    case.clock.at = now + dt.timedelta(days=2)
    with pytest.raises(ObjectRetained):
        case.store.delete(_KEY)
    case.store.retain(_KEY, now + dt.timedelta(days=9))
    case.clock.at = now + dt.timedelta(days=5)
    with pytest.raises(ObjectRetained):
        case.store.delete(_KEY)


def test_an_object_goes_when_its_retention_is_over(case) -> None:
    import time

    case.store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    case.store.retain(_KEY, case.clock.now() + dt.timedelta(seconds=1))
    # A server has a clock of its own, which a test cannot put forward.
    time.sleep(2.1 if "S3" in type(case.store).__name__ else 0)
    case.clock.at += dt.timedelta(seconds=4)
    case.store.delete(_KEY)
    assert not case.store.exists(_KEY)


def test_check_passes_again_and_again_and_leaves_nothing(store: ObjectStore) -> None:
    store.check()
    store.check()
    assert list(store.keys()) == []


def test_an_error_of_the_reader_of_a_stream_stays_its_own(store: ObjectStore) -> None:
    store.put_bytes(_PAPER, _KEY, media_type=_PDF)
    with pytest.raises(FileNotFoundError), store.open(_KEY):
        raise FileNotFoundError("the caller's own")
