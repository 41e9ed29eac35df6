"""A paper of 2026 is proved in 2032, 2038 and 2045 to whoever has nothing but its bundle and an anchor."""

import dataclasses as dc
from pathlib import Path

from fixtures import dossier as case
from tests.journeys.cli import Answer, Cli, handed


def _in(cli: Cli, day: str) -> Cli:
    """Return the same archive on that day."""
    return dc.replace(cli, settings={**cli.settings, "SOHOA_FIXED_TIME": f"{day}T08:00:00+07:00"})


def _bundle(cli: Cli, paper: str, to: Path) -> Path:
    """Return the bundle of a paper as it stands."""
    cli.run("export", paper, "--to", to, "--what", "evidence")
    (folder,) = to.iterdir()
    return folder


def test_a_bundle_is_proved_for_decades_when_renewed_on_time_and_says_why_when_not(
    embedded: Cli, tmp_path: Path
) -> None:
    scan = case.make(tmp_path / "scans")[0]
    start = _in(embedded, "2026-11-27")
    owner, number = case.FIRST.owner, case.FIRST.number
    paper = start.run("ingest", scan.path, *handed(owner, number), "--confirm").line["paper"]
    start.run("trust", "export", "--to", tmp_path / "trust")
    trusted = ("--offline", "--trust", tmp_path / "trust" / "sohoa-root.pem")
    elsewhere = Cli(tmp_path / "nobody")

    def judged(bundle: Path, day: str, code: int = 0) -> Answer:
        return elsewhere.run("verify", bundle, *trusted, "--at", f"{day}T00:00:00+07:00", code=code)

    first = _bundle(start, paper, tmp_path / "of-2026")
    assert start.run("renew", "--plan").line["due"] == 0
    assert judged(first, "2032-01-01").line["verdict"] == "PASSED"

    second_day = _in(embedded, "2036-01-15")
    assert second_day.run("renew", "--plan").line["due"] == 1
    assert second_day.run("renew").lines[-1]["due"] == 0
    second = _bundle(second_day, paper, tmp_path / "of-2036")
    assert judged(second, "2038-01-01").line["verdict"] == "PASSED"

    third_day = _in(embedded, "2045-01-15")
    third_day.run("renew")
    third = _bundle(third_day, paper, tmp_path / "of-2045")
    (signature,) = judged(third, "2045-12-01").line["signatures"]
    assert (signature["verdict"], signature["level"], signature["time"][:4]) == ("PASSED", "B-LTA", "2026")

    for bundle, day in ((first, "2038-01-01"), (second, "2046-06-01")):
        line = judged(bundle, day, code=3).line
        assert (line["verdict"], line["reason"]) == ("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE")
        assert "no time stamp proves" in line["en"]
    kinds = [row["reason"] for row in third_day.run("show", paper).line["revisions"]]
    assert kinds == ["signed", "renewed", "renewed"]
    assert not elsewhere.home.exists()
