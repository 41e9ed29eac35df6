"""Asks veraPDF, the reference validator of PDF/A.

Must not say which files should pass.
"""

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

from tests.peers.java_front import Front

_FRONT = Front(Path(__file__).with_name("verapdf"), "Conformance")


@dc.dataclass(frozen=True, slots=True)
class Judgement:
    """What veraPDF says of one file; `broken` names the clauses."""

    flavour: str
    verdict: str
    broken: str


def judge(files: Sequence[Path]) -> list[Judgement]:
    """Hold each file against what it declares.

    Raises:
        NotHere: veraPDF cannot run on this machine.
    """
    said = _FRONT.run([*map(str, files)], seconds=280)
    return [Judgement(*line.split("\t", 2)) for line in said.splitlines()]
