"""Pages to read, with what is printed on them: drawn ones by condition, and real scans of a folder."""

import dataclasses as dc
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measures import OUR_SEED
from fixtures.papers.catalogue import KINDS
from fixtures.scans.conditions import CONDITIONS, POOR
from fixtures.scenes import LEADERS, scene

TYPES = "every type"
REAL = "real"
_TURNED = {"upside-down": 180, "sideways": 90, "sideways-left": 270}


@dc.dataclass(frozen=True, slots=True)
class Sample:
    """A page in a file, its condition, what is printed on it, and by how many degrees it is turned."""

    condition: str
    file: Path
    text: str
    turned: int = 0


def usual(folder: Path, seeds: int) -> Iterator[Sample]:
    """Draw the same papers in every usual condition, and forms with dotted leaders."""
    for condition in (*CONDITIONS, LEADERS):
        for seed in range(OUR_SEED, OUR_SEED + seeds):
            yield _drawn(folder, condition, condition, seed)


def every_type(folder: Path) -> Iterator[Sample]:
    """Draw a scan of every document type."""
    for slug in KINDS:
        yield _drawn(folder, TYPES, f"{slug}/scan", OUR_SEED + 7)


def poor(folder: Path, seeds: int) -> Iterator[Sample]:
    """Draw pages of all types in each condition that readers fail on."""
    for condition in POOR:
        for seed in range(OUR_SEED, OUR_SEED + seeds):
            yield _drawn(folder, condition, condition, seed)


def real(folder: Path) -> Sequence[Sample]:
    """Return the scans of a folder: files, and beside them a truth.jsonl with `file` and `text`.

    `text` is a list of pages in reading order, the left block of a head first.
    """
    records = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    return [Sample(REAL, folder / record["file"], "\n".join(record["text"])) for record in records]


def _drawn(folder: Path, condition: str, kind: str, seed: int) -> Sample:
    data, suffix, truth = scene(kind, seed)
    file = folder / f"{kind.replace('/', '-')}-{seed}{suffix}"
    file.write_bytes(data)
    return Sample(condition, file, truth.text, _TURNED.get(condition, 0))
