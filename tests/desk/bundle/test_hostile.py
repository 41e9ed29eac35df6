"""Whatever a stranger sends as a bundle gets a verdict within limits, never PASSED, and writes nowhere."""

import json
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.values.verdict import Verdict
from desk.bundle import manifest, opened
from desk.bundle.description import BadDescription, as_json, from_json
from desk.bundle.manifest import NoManifest
from desk.bundle.names import stem_of, suffix_of
from tests.desk.bundle.box import Box, Elsewhere

UNREADABLE = ("FAILED", "FORMAT_FAILURE")
HASH = "0" * 64


@pytest.mark.parametrize(
    "text",
    [
        "", "no list", f"{HASH}  ../a", f"{HASH}  /etc/passwd", f"{HASH}  a/b", f"{HASH}  a\\b",
        f"{HASH}  .a",
        f"{HASH}  a\n{HASH}  a", f"{HASH}  a\n{HASH}  A", f"{HASH[1:]}  a", f"{HASH.replace('0', 'F')}  a",
        f"{HASH} a", f"{HASH}  a\x00b", f"{HASH}  " + "a" * 300, f"{HASH}  a\u202eb", f"{HASH}  C:a",
    ],
)  # fmt: skip
def test_no_list_names_anything_but_plain_files_once(text: str, box: Box, elsewhere: Elsewhere) -> None:
    with pytest.raises(NoManifest):
        manifest.read(text)
    with box.one("SHA256SUMS").open("w", encoding="utf-8") as stream:
        stream.write(text)
    assert elsewhere.word(box) == UNREADABLE


def test_without_its_list_or_its_description_it_is_no_bundle_and_no_folder_of_good_files(
    box: Box, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    names = [path.name for path in box.folder.iterdir()]
    assert opened.looks_like_one(names)
    for ending in ("SHA256SUMS", "-bundle.json"):
        less = box.copied(tmp_path / ending)
        less.one(ending).unlink()
        assert opened.looks_like_one(path.name for path in less.folder.iterdir())
        assert elsewhere.judge(less).verdict is Verdict.FAILED
    (box.folder / "more-SHA256SUMS").write_text(box.one("SHA256SUMS").read_text("utf-8"), "utf-8")
    assert elsewhere.word(box) == UNREADABLE
    assert not opened.looks_like_one(["a.pdf", "b.txt"])


def test_a_list_that_is_no_text_or_endless_is_refused(box: Box, elsewhere: Elsewhere) -> None:
    for data in (b"\xff\xfe" * 10, f"{HASH}  a\n".encode() * 20_000):
        box.one("SHA256SUMS").write_bytes(data)
        assert elsewhere.word(box) == UNREADABLE


def _without(key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda said: {name: value for name, value in said.items() if name != key}


def _with(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda said: {**said, **changes}


BAD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nothing": lambda _: None,
    "a list": lambda said: [said],
    "another format": _with(format="sohoa-evidence-2"),
    "no paper": _with(paper="not an id"),
    "a number": _with(signed=1),
    "no list of revisions": _with(revisions="x"),
    "a bad hash": _with(revisions=[{"n": 1, "file": "a", "sha256": "x", "parent": HASH, "reason": "signed"}]),
    "a page that is none": lambda said: {**said, "copy": {**said["copy"], "pages": [["a", "b"]]}},
    "a size below nothing": lambda said: {**said, "copy": {**said["copy"], "size": -1}},
    "a size without end": lambda said: {**said, "copy": {**said["copy"], "size": 1 << 60}},
    "a truth for a number": lambda said: {**said, "copy": {**said["copy"], "size": True}},
    "a lone surrogate": _with(code="\ud800"),
    "too many": _with(crls=["a"] * 20_000),
    **{f"no {key}": _without(key) for key in ("format", "copy", "originals", "chain", "audit", "others")},
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_a_bundle_says_of_itself_has_one_form(box: Box, elsewhere: Elsewhere, name: str) -> None:
    assert json.loads(as_json(from_json(json.dumps(box.said)))) == box.said
    text = json.dumps(BAD[name](box.said))
    with pytest.raises(BadDescription):
        from_json(text)
    box.one("-bundle.json").write_text(text, "utf-8")
    box.relist()
    assert elsewhere.word(box) == UNREADABLE


def test_deep_nesting_is_no_crash(box: Box, elsewhere: Elsewhere) -> None:
    for ending in ("-bundle.json", "-audit.jsonl"):
        before = box.one(ending).read_bytes()
        box.one(ending).write_text("[" * 200_000, "utf-8")
        box.relist()
        assert elsewhere.judge(box).verdict is Verdict.FAILED
        box.one(ending).write_bytes(before)


@pytest.mark.parametrize(
    "changes",
    [
        {"signed": "../../etc/passwd"}, {"audit": "/dev/zero"}, {"crls": ["/dev/zero"]}, {"signed": "."},
        {"originals": ["../a.jpg"]}, {"signed": ""}, {"others": ["../x"]}, {"anchors": ["/dev/zero"]},
    ],
)  # fmt: skip
def test_what_it_names_is_only_looked_for_in_its_list(
    box: Box, elsewhere: Elsewhere, changes: dict[str, Any]
) -> None:
    box.say(**changes)
    box.relist()
    assert elsewhere.judge(box).verdict is not Verdict.PASSED


def test_a_folder_of_too_much_is_refused_before_it_is_read(
    box: Box, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (box.folder / "hole").open("wb") as stream:
        os.truncate(stream.fileno(), 1 << 40)  # takes no disk
    assert elsewhere.word(box) == UNREADABLE
    (box.folder / "hole").unlink()
    monkeypatch.setattr(opened, "MOST_FILES", 5)
    assert elsewhere.word(box) == UNREADABLE


def test_a_pipe_in_the_folder_is_not_waited_for(box: Box, elsewhere: Elsewhere) -> None:
    os.mkfifo(box.folder / "pipe")
    assert elsewhere.word(box) == ("INDETERMINATE", "BUNDLE_UNLISTED")


NAMES = ["../evil.txt", "/tmp/evil-sohoa.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt",
         "a/b/c.txt", ".hidden", "x\x00.txt", "ev\u202eil.txt"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_in_a_zip_leads_elsewhere(box: Box, elsewhere: Elsewhere, tmp_path: Path, name: str) -> None:
    path = box.packed(tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"evil")
    before = sorted(tmp_path.rglob("*"))
    assert elsewhere.judge(path).verdict is not Verdict.PASSED
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/evil-sohoa.txt").exists()


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    return made


def test_a_zip_with_a_link_a_name_twice_or_two_folders_is_refused(
    box: Box, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    for number, add in enumerate(
        (
            lambda archive: archive.writestr(_entry("link", stat.S_IFLNK | 0o777), "/etc/passwd"),
            lambda archive: archive.writestr(_entry("device", stat.S_IFCHR | 0o777), ""),
            lambda archive: archive.writestr(box.signed.name.upper(), b"%PDF"),
            lambda archive: archive.writestr("more/a.txt", b""),
        )
    ):
        path = box.packed(tmp_path / f"{number}.zip")
        with zipfile.ZipFile(path, "a") as archive:
            add(archive)
        assert elsewhere.word(path) == UNREADABLE


def test_a_bomb_is_not_unpacked(box: Box, elsewhere: Elsewhere, tmp_path: Path) -> None:
    path = box.packed(tmp_path / "bomb.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb", "w") as stream:
        for _ in range(64):
            stream.write(b"\0" * (1 << 20))
    began = time.monotonic()
    assert elsewhere.word(path) == UNREADABLE
    assert time.monotonic() - began < 10


def test_a_bomb_that_states_another_size_is_not_unpacked_either(elsewhere: Elsewhere, tmp_path: Path) -> None:
    data = zlib.compress(b"\0" * (64 << 20), 9)[2:-4]
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 10, 4, 0) + b"bomb"
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(data), 10, 4, 0, 0, 0, 0, 0, 0
    )
    central += b"bomb"
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    path = tmp_path / "lying.zip"
    path.write_bytes(local + data + central + end)
    assert elsewhere.word(path) == UNREADABLE


@pytest.mark.parametrize("number", [2_001, 65_535])
def test_a_directory_of_too_many_is_refused_by_its_count(
    elsewhere: Elsewhere, tmp_path: Path, number: int
) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, number, number, 46 * number, 0, 0))
    assert elsewhere.word(path) == UNREADABLE


@pytest.mark.parametrize("cut", ["end", "middle", "all", "not one"])
def test_a_broken_zip_is_refused(box: Box, elsewhere: Elsewhere, tmp_path: Path, cut: str) -> None:
    path = box.packed(tmp_path / "b.zip")
    data = path.read_bytes()
    half = len(data) // 2
    path.write_bytes(
        {"end": data[:-30], "middle": data[:half] + data[half + 999 :], "all": b"", "not one": b"%PDF-1.7"}[
            cut
        ]
    )
    assert elsewhere.judge(path).verdict is Verdict.FAILED


def test_names_are_plain_whatever_the_code_of_a_paper_and_the_name_of_its_file() -> None:
    assert stem_of("12/2026-A") == "12-2026-A"
    assert stem_of("../x") == "x"
    assert stem_of("//") == "paper"
    assert suffix_of("scan.JPG") == ".jpg"
    assert suffix_of("scan.p/../df") == ""
    assert suffix_of("scan.\u202efdp") == ""
