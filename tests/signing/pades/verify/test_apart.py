"""A stranger's file costs its share of time and memory, whatever it announces; then there is a verdict."""

import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.values.verdict import Verdict
from fixtures.pki.office import Office
from signing.pades.verify import apart
from signing.pades.verify.apart import evidence_apart, judge_apart
from signing.pades.verify.carried import Evidence
from signing.pades.verify.judge import judge
from tests.fakes import judging_child
from tests.signing.pades.verify.judging import policy

SECONDS, MEMORY, LITTLE = 4, 600_000_000, 150_000_000


def _with_table(widths: str, entries: str, rows: bytes = b"") -> bytes:
    """Return a PDF whose cross-reference stream announces far more than it holds."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    out = b"%PDF-1.7\n"
    for number, body in enumerate(objects, start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, data = len(out), zlib.compress(rows)
    head = f"/Type/XRef/Size 20/Root 1 0 R/W[{widths}]/Index[{entries}]/Filter/FlateDecode/Length {len(data)}"
    table = b"10 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (head.encode(), data)
    return out + table + b"startxref\n%d\n%%%%EOF\n" % start


BOMBS = {
    "entries without any bytes": _with_table("0 0 0", "0 30000000"),
    "more entries than the file has bytes": _with_table("1 2 1", "0 999999999999", bytes(40)),
}


@pytest.mark.parametrize("memory", [MEMORY, LITTLE], ids=["time ends first", "memory ends first"])
@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_is_given_up_in_time_and_proves_nothing(office: Office, name: str, memory: int) -> None:
    began = time.monotonic()
    verdict = judge_apart(BOMBS[name], policy(office), seconds=SECONDS, memory=memory)
    assert time.monotonic() - began < SECONDS + 6
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "GENERIC")


@pytest.mark.parametrize("given", [lambda path: path, Path.read_bytes], ids=["path", "bytes"])
def test_an_honest_file_is_judged_as_without_limits(
    office: Office, files: dict[str, bytes], tmp_path: Path, given: Callable[[Path], bytes | Path]
) -> None:
    file = tmp_path / "lta.pdf"
    file.write_bytes(files["lta"])
    apart = judge_apart(given(file), policy(office), seconds=60, memory=1_500_000_000)
    assert apart == judge(files["lta"], policy(office))
    assert apart.verdict is Verdict.PASSED


def test_what_is_no_pdf_is_told_from_what_is_too_much(office: Office) -> None:
    assert judge_apart(b"nothing", policy(office), seconds=60, memory=MEMORY).reason == "FORMAT_FAILURE"


@pytest.mark.parametrize("ill", ["stops", "dies", "trickles", "floods"])
def test_a_child_that_falls_ill_while_it_answers_is_given_up_in_time(
    office: Office, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ill: str
) -> None:
    file = tmp_path / "lta.pdf"
    file.write_bytes(files["lta"])
    monkeypatch.setattr(apart, "_work", getattr(judging_child, ill))
    began = time.monotonic()
    verdict = judge_apart(file, policy(office), seconds=2, memory=10_000_000)
    assert time.monotonic() - began < 4
    assert (verdict.verdict, verdict.reason, verdict.signatures) == (Verdict.INDETERMINATE, "GENERIC", ())


def test_nothing_is_left_of_a_child_that_stopped_half_way(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lta.pdf"
    file.write_bytes(files["lta"])
    monkeypatch.setattr(apart, "_work", judging_child.stops)
    assert evidence_apart(file, seconds=2, memory=10_000_000) == Evidence()
    with pytest.raises(ProcessLookupError):
        os.kill(int(Path(f"{file}.pid").read_text("ascii")), 0)
