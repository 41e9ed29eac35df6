"""The desk runs while a folder is ingested: no page is read twice, no paper signed twice."""

import contextlib
import dataclasses as dc
import os
import shutil
import signal
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import PROGRAM, Cli, handed
from tests.servers.process import free_port, running

OWNER = family(9).husband.owner
MADE = 6


@dc.dataclass(frozen=True, slots=True)
class Counted:
    """A `tesseract` in front of the real one, which notes each page picture that it is asked to read."""

    folder: Path

    def settings(self) -> dict[str, str]:
        """The environment in which it is found first."""
        path = f"{self.folder}:{os.environ['PATH']}"
        return {"SOHOA_OCR_ENGINE": "pytesseract", "PATH": path}

    def calls(self) -> int:
        """How often it was asked since the last time."""
        notes = self.folder / "calls"
        count = len(notes.read_text("ascii").splitlines()) if notes.exists() else 0
        notes.unlink(missing_ok=True)
        return count


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    """That program."""
    real = shutil.which("tesseract")
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *--psm*) echo read >>"{program.parent}/calls" ;; esac\nexec {real} "$@"\n',
        "utf-8",
    )
    program.chmod(0o755)
    return Counted(program.parent)


@contextlib.contextmanager
def serving(cli: Cli, log: Path) -> Iterator[str]:
    """Run `sohoa serve`; yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    command = (*PROGRAM, "serve", "--listen", f"127.0.0.1:{port}")
    settings = {"SOHOA_HOME": str(cli.home), **cli.settings}
    with running(command, log=log, ready=ready, seconds=60, env=settings, stop=signal.SIGTERM):
        yield address


def _folder(folder: Path, seed: int) -> Path:
    folder.mkdir()
    for n in range(MADE):
        data, suffix, _ = scene("thong-bao/scan", seed + n)
        (folder / f"{n}{suffix}").write_bytes(data)
    return folder


def test_ingest_beside_serve_reads_and_signs_each_paper_once(
    embedded: Cli, counted: Counted, tmp_path: Path
) -> None:
    folder = _folder(tmp_path / "in", 700)
    words = ("ingest", folder, *handed(OWNER, "H99.12-260302-0101"), "--confirm")
    Cli(tmp_path / "alone", counted.settings()).run(*words)
    alone = counted.calls()
    assert alone >= MADE
    embedded.settings.update(counted.settings())
    embedded.run("init")
    with serving(embedded, tmp_path / "serve.log"):
        lines = embedded.run(*words).by("file")
        assert len(lines) == MADE
        assert {(line["state"], line["level"]) for line in lines.values()} == {("available", "B-LTA")}
    assert counted.calls() == alone
    with sqlite3.connect(embedded.home / "archive.db") as database:
        signed = database.execute("SELECT count(*), count(DISTINCT paper_id) FROM signed_revision").fetchone()
        read = database.execute("SELECT count(*), count(DISTINCT intake_id) FROM reading").fetchone()
        acts = dict(
            database.execute(
                "SELECT action, count(*) FROM event WHERE outcome = 'done' GROUP BY action"
            ).fetchall()
        )
    database.close()
    assert signed == read == (MADE, MADE)
    assert (acts["paper:sign"], acts["paper:describe"]) == (MADE, MADE)
    assert embedded.run("audit", "verify").line["ok"]


def test_two_calls_on_the_same_folder_at_once_make_each_paper_once(embedded: Cli, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "in", 750)
    words = ("ingest", folder, *handed(OWNER, "H99.12-260302-0102"), "--confirm", "--json")
    first = embedded.start(*words, log=tmp_path / "first.log")  # both meet an archive that is not there yet
    second = embedded.run(*words[:-1])
    assert first.wait(120) == 0, (tmp_path / "first.log").read_text("utf-8")
    assert len(second.by("file")) == MADE
    found = embedded.run("find", "--dossier", "H99.12-260302-0102").lines
    assert len(found) == MADE
    assert {line["state"] for line in found} == {"available"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_in_good_order_when_it_is_told_to(
    embedded: Cli, tmp_path: Path, number: signal.Signals
) -> None:
    embedded.run("init")
    process = embedded.start("serve", "--listen", f"127.0.0.1:{free_port()}", log=tmp_path / "log")
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(4)
    os.kill(process.pid, number)
    assert process.wait(30) in (0, 130, -number)
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")
    assert embedded.run("audit", "verify").line["ok"]
