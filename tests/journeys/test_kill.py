"""Kill -9 at any moment loses no paper, doubles none, and leaves nothing half-done behind.

`make test` kills a few times on the embedded engine; `make chaos` kills 25 times, also on servers.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.values.ids import Sha256
from fixtures.people import family
from fixtures.scenes import scene
from tests.journeys.cli import Cli, handed
from tests.journeys.conftest import ENGINES, archive_on

PAPERS = 20
OWNER, DOSSIER = family(7).wife.owner, "H99.12-260302-0020"
KINDS = ("quyet-dinh", "cong-van", "don-de-nghi", "giay-uy-quyen", "thong-bao")
LONGEST = 6.0
"""Seconds after which a run is killed at the latest: past start-up, into reading, copying and signing."""


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twenty scans."""
    folder = tmp_path_factory.mktemp("scans")
    for n in range(PAPERS):
        data, suffix, _ = scene(f"{KINDS[n % len(KINDS)]}/scan", 300 + n)
        (folder / f"{n:02d}{suffix}").write_bytes(data)
    return folder


def _kill(cli: Cli, words: Sequence[object], after: float, log: Path) -> None:
    process = cli.start(*words, log=log)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:  # still at work: this is the moment
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def _survive(cli: Cli, scans: Path, moments: Sequence[float], log: Path, *, looks: int = PAPERS) -> None:
    words = ("ingest", scans, *handed(OWNER, DOSSIER), "--confirm")
    for after in moments:
        _kill(cli, words, after, log)
    done = cli.run(*words)
    files = {file.name: Sha256.of_file(file) for file in scans.iterdir()}
    assert Counter(line["file"] for line in done.lines) == Counter(list(files))
    for line in done.lines:
        told = (line["state"], line["level"], line["verdict"], line["error"])
        assert told == ("available", "B-LTA", "PASSED", None)
        assert line["sha256"] == files[line["file"]]
    assert len(cli.run("find", "--dossier", DOSSIER, "--limit", 100).lines) == PAPERS
    for paper in random.Random(1).sample(list(done.by("paper")), looks):
        assert [row["reason"] for row in cli.run("show", paper).line["revisions"]] == ["signed"]
    assert cli.run(*words).by("paper") == done.by("paper")
    last = cli.run("archive", "check").line
    assert (last["damaged"], last["missing"], last["orphans"]) == ([], [], [])
    trail = cli.run("audit", "verify").line
    assert (trail["ok"], trail["unsealed"]) == (True, 0)


def test_a_few_kills_of_ingest_lose_nothing(embedded: Cli, scans: Path, tmp_path: Path) -> None:
    moments = random.Random(26)
    # The first one falls into the first start, while the archive is being made.
    first = moments.uniform(0.2, 1.5)
    later = [moments.uniform(1.0, LONGEST) for _ in range(4)]
    _survive(embedded, scans, [first, *later], tmp_path / "log", looks=5)


@pytest.mark.chaos
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("engine", ENGINES)
def test_25_kills_of_ingest_lose_nothing(
    engine: str, request: pytest.FixtureRequest, scans: Path, tmp_path: Path
) -> None:
    seed = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1 << 30)
    sys.stderr.write(f"CHAOS_SEED={seed}\n")
    moments = random.Random(seed)
    with archive_on(engine, tmp_path / "home", request) as cli:
        _survive(cli, scans, [moments.uniform(0.05, LONGEST) for _ in range(25)], tmp_path / "log")
