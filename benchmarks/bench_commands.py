"""How long commands take on an archive of some thousand papers, against what is promised.

Each command is a process of its own, as users run it. Must not change what it measures.
"""

import argparse
import dataclasses as dc
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from archive.database.engine import Database
from archive.settings import PREFIX
from archive.values.description import Party, Role
from benchmarks.measures import OUR_SEED, Effort, machine, show
from fixtures.papers.catalogue import KINDS, paper
from fixtures.people import family
from fixtures.scenes import scene
from tests import factories

_SOHOA = Path(sysconfig.get_path("scripts")) / "sohoa"
_OWNERS, _BATCH = 1_000, 500
_HEADS = ("command", "median s", "slowest s", "CPU s", "promise s", "kept")
_ASKED, _SPELT_WRONG = "giấy khai sinh", "giay khaj sinh"


@dc.dataclass(frozen=True, slots=True)
class Archive:
    """An archive of this run alone."""

    home: Path

    def run(self, *words: object) -> Effort:
        """Run a command and return what it took.

        Raises:
            CalledProcessError: it failed.
        """
        effort = Effort()
        with effort.spending():
            subprocess.run(
                [_SOHOA, *map(str, words)], env=self._environ, stdout=subprocess.DEVNULL, check=True
            )
        return effort

    @property
    def _environ(self) -> dict[str, str]:
        """No settings from outside, and compiled modules, as an installed program has them."""
        left = (PREFIX, "PYTHONDONTWRITEBYTECODE")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(left)}
        compiled = str(self.home.with_name("compiled"))
        return kept | {"SOHOA_HOME": str(self.home), "PYTHONPYCACHEPREFIX": compiled}

    def fill(self, papers: int) -> str:
        """Keep papers of every type, rows and index only, five an owner; return the id of the last one."""
        database = Database(f"sqlite:///{self.home / 'archive.db'}")
        last = ""
        try:
            for start in range(0, papers, _BATCH):
                with database.transaction() as session:
                    for n in range(start, min(start + _BATCH, papers)):
                        made, owner = paper(list(KINDS)[n % len(KINDS)], OUR_SEED + n), _owner(n)
                        row = factories.paper(
                            session,
                            owner=owner.owner,
                            parties=[owner],
                            scan=factories.Scan(text=made.truth.text),
                            type=made.truth.type,
                            title=made.truth.fields.get("title", ""),
                            number=made.truth.fields.get("number", ""),
                        )
                        last = str(row.id)
        finally:
            database.close()
        return last


def _owner(n: int) -> Party:
    person = family(n % _OWNERS).husband
    return Party(Role.OWNER, person.name, person.owner)


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    asked = _arguments(words)
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "home")
        archive.run("init")
        key = archive.fill(asked.papers)
        calls: list[tuple[str, float, tuple[object, ...]]] = [
            ("--help", 0.3, ("--help",)),
            ("find, words", 1.0, ("find", _ASKED)),
            ("find, misspelt", 1.0, ("find", _SPELT_WRONG)),
            ("find --owner", 1.0, ("find", "--owner", _owner(3).owner)),
            ("find --reusable", 1.0, ("find", _ASKED, "--reusable")),
            ("show", 1.0, ("show", key)),
            ("doctor", 5.0, ("doctor",)),
        ]
        rows = [_row(name, promise, _times(asked.times, archive, call)) for name, promise, call in calls]
        print(f"{asked.papers} papers; {asked.times} runs each, after one that is not counted")
        show(_HEADS, rows)
        efforts = _ingest(archive, Path(folder), asked.pages, asked.times)
        seconds = statistics.median(effort.wall for effort in efforts)
        cpu = statistics.median(effort.cpu for effort in efforts)
        print(f"ingest --confirm: {asked.pages} pages in {seconds:.1f} s ({cpu:.1f} s CPU), ", end="")
        print(f"{60 * asked.pages / seconds:.0f} pages a minute, the start included")
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--pages", type=int, default=6, help="pages of one ingest")
    return parser.parse_args(words)


def _times(times: int, archive: Archive, call: Sequence[object]) -> list[Effort]:
    archive.run(*call)
    return [archive.run(*call) for _ in range(times)]


def _row(name: str, promise: float, efforts: Sequence[Effort]) -> list[str]:
    median = statistics.median(effort.wall for effort in efforts)
    slowest = max(effort.wall for effort in efforts)
    cpu = statistics.median(effort.cpu for effort in efforts)
    kept = "yes" if median <= promise else "NO"
    return [name, *(f"{seconds:.2f}" for seconds in (median, slowest, cpu, promise)), kept]


def _ingest(archive: Archive, folder: Path, pages: int, times: int) -> list[Effort]:
    """Digitise other papers each time, confirmed and signed: before that none serves anybody."""
    efforts = []
    for run in range(times):
        scans = folder / f"scans-{run}"
        scans.mkdir()
        for n in range(run * pages, (run + 1) * pages):
            slug = list(KINDS)[n % len(KINDS)]
            data, suffix, _ = scene(f"{slug}/scan", OUR_SEED + run)
            (scans / f"{n}-{slug}{suffix}").write_bytes(data)
        who = ("--owner", _owner(run).owner, "--procedure", "1.004222")
        efforts.append(
            archive.run("ingest", scans, *who, "--dossier", f"H99.32.01-260302-{run}", "--confirm")
        )
    return efforts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
