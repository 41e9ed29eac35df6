"""`sohoa verify` as tests of its lines call it: in this process, with the settings of an office."""

import dataclasses as dc
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desk.cli.judging import Conditions, Query
from desk.cli.verify import verify
from fixtures.pki.office import Office


@dc.dataclass(frozen=True, slots=True)
class Judged:
    """What one call said: exit code, JSON lines, and what stood on stderr."""

    code: int
    lines: list[dict[str, Any]]
    error: str

    @property
    def words(self) -> list[tuple[str, str]]:
        """Verdict and reason of each line."""
        return [(line["verdict"], line["reason"]) for line in self.lines]


@dc.dataclass(frozen=True, slots=True)
class Judge:
    """Calls the command."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def at(self, home: Path, **settings: str) -> "Judge":
        """Let it work with the archive, or the keys, at `home`."""
        self.monkeypatch.setenv("SOHOA_HOME", str(home))
        for name, value in settings.items():
            self.monkeypatch.setenv(f"SOHOA_{name.upper()}", value)
        return self

    def by(self, office: Office) -> "Judge":
        """Let it trust that office's authority, as of the office's time."""
        return self.at(office.home, fixed_time=office.clock.now().isoformat())

    def __call__(
        self,
        *targets: object,
        query: Query | None = None,
        trust: Sequence[Path] = (),
        crls: Sequence[Path] = (),
        at: str = "",
        schemes: Sequence[str] = (),
        report: Path | None = None,
        csv: Path | None = None,
    ) -> Judged:
        self.capsys.readouterr()
        code = verify(
            [str(target) for target in targets], query or Query(),
            Conditions(trust, crls, at, schemes=schemes), report, csv,
            offline=True, as_json=True,
        )  # fmt: skip
        said = self.capsys.readouterr()
        return Judged(code, [json.loads(line) for line in said.out.splitlines()], said.err)
