"""The command line as its users run it: a process of its own, JSON lines, an exit code.

Must not look into the archive: what a journey proves, it proves from outside.
"""

import atexit
import dataclasses as dc
import functools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.journeys.calls import Zygote

PROGRAM = (sys.executable, "-c", "from desk.cli import run; run()")
"""What the installed `sohoa` runs; its process tree is this one process and its readers."""
_SECONDS = 240


@functools.cache
def _zygote() -> Zygote:
    """Return the zygote of this process, started when it is first asked for."""
    made = Zygote()
    atexit.register(made.close)
    return made


@dc.dataclass(frozen=True, slots=True)
class Answer:
    """What one call said.

    Attributes:
        code: exit code.
        lines: its JSON lines.
        error: what it wrote on stderr.
    """

    code: int
    lines: list[dict[str, Any]]
    error: str

    @property
    def line(self) -> dict[str, Any]:
        """The only line."""
        assert len(self.lines) == 1, (self.lines, self.error)
        return self.lines[0]

    def by(self, key: str) -> dict[str, dict[str, Any]]:
        """Return the lines by one of their values, which no two share."""
        found = {line[key]: line for line in self.lines}
        assert len(found) == len(self.lines), self.lines
        return found


@dc.dataclass(frozen=True, slots=True)
class Cli:
    """One archive, and the settings that lead to it."""

    home: Path
    settings: dict[str, str] = dc.field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a call; compiled modules are kept, as they are for a user."""
        outer = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**outer, "SOHOA_HOME": str(self.home), **self.settings}

    def as_user(self, name: str) -> "Cli":
        """Return the same archive for another account."""
        return dc.replace(self, settings={**self.settings, "SOHOA_USER": name})

    def run(self, *words: object, code: int | None = 0) -> Answer:
        """Run a command with --json; its exit code must be `code`, None where the caller looks at it."""
        done = self._ended([*map(str, words), "--json"])
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        if code is not None:
            assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return Answer(done.returncode, lines, done.stderr)

    def _ended(self, words: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        return _zygote().call(words, self.environ, _SECONDS)

    def start(self, *words: object, log: Path) -> "subprocess.Popen[bytes]":
        """Start a command in a process group of its own, all it says in `log`."""
        with log.open("ab") as out:
            return subprocess.Popen(
                [*PROGRAM, *map(str, words)],
                env=self.environ, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip


class FreshCli(Cli):
    """The same, where each call starts Python anew: what the program imports, it imports by itself."""

    def _ended(self, words: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*PROGRAM, *words],
            env=self.environ, capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip


def handed(owner: object, dossier: str, procedure: str = "1.004222") -> Sequence[str]:
    """Return the options that say whose papers are handed in, and for what."""
    return ("--owner", str(owner), "--procedure", procedure, "--dossier", dossier)
