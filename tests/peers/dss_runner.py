"""Asks EU DSS, the reference implementation of the European signature standards, offline.

Must not say which files should pass, nor know where they come from.
"""

import dataclasses as dc
import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.peers.java_front import Front

_SOURCE = Path(__file__).with_name("dss")
_FRONT = Front(_SOURCE, "Opinion")
PASSED = "TOTAL_PASSED"
_ORDER = (PASSED, "INDETERMINATE", "TOTAL_FAILED")
_SECONDS = 1_500
"""A thousand files take two minutes on two idle cores."""


@dc.dataclass(frozen=True, slots=True)
class Question:
    """One file, and by what it is to be judged.

    Attributes:
        file: the PDF.
        at: aware time that is taken for now.
        anchors: certificates that are trusted, DER or PEM.
        lists: DER revocation lists beside those in the file.
    """

    file: Path
    at: dt.datetime
    anchors: tuple[Path, ...]
    lists: tuple[Path, ...] = ()

    def line(self) -> str:
        """Return the question as the front reads it."""
        at = self.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        paths = {"anchors": [*map(str, self.anchors)], "lists": [*map(str, self.lists)]}
        return json.dumps({"file": str(self.file), "at": at, **paths})


@dc.dataclass(frozen=True, slots=True)
class Word:
    """What DSS says of one signature, or of one time stamp, which has no level."""

    name: str
    signer: str
    level: str | None
    indication: str
    reason: str
    said: tuple[str, ...]


@dc.dataclass(frozen=True, slots=True)
class Report:
    """What DSS says of one file by one policy."""

    signatures: tuple[Word, ...]
    stamps: tuple[Word, ...]

    @property
    def word(self) -> str:
        """The worst word over a signature of the file; `none` where it finds no signature."""
        found = [one.indication for one in self.signatures]
        return max(found, key=_ORDER.index) if found else "none"

    @property
    def reason(self) -> str:
        """The reason of the first signature that is as bad as the file; empty where there is none."""
        return next((one.reason for one in self.signatures if one.indication == self.word), "")


@dc.dataclass(frozen=True, slots=True)
class Opinion:
    """What DSS says of one file.

    Attributes:
        usual: by the policy that it comes with; None where it stumbled over the file.
        strict: by one whose rules about changes fail a signature instead of warning.
        error: over what it stumbled.
    """

    usual: Report | None
    strict: Report | None
    error: str


def judge(questions: Sequence[Question]) -> list[Opinion]:
    """Judge all files in one run of Java.

    Raises:
        NotHere: DSS cannot run on this machine.
    """
    given = "".join(one.line() + "\n" for one in questions)
    answers = [json.loads(line) for line in _FRONT.run(given=given, seconds=_SECONDS).splitlines()]
    if [one["file"] for one in answers] != [str(one.file) for one in questions]:
        raise RuntimeError("the front answered something else than it was asked")
    return [Opinion(_report(one["usual"]), _report(one["strict"]), one["error"] or "") for one in answers]


def version() -> str:
    """Return the version of DSS that is asked."""
    found = re.search(r"<dss>([^<]+)</dss>", (_SOURCE / "pom.xml").read_text("utf-8"))
    if found is None:
        raise RuntimeError("pom.xml names no version")
    return found[1]


def _report(raw: dict[str, list[Any]] | None) -> Report | None:
    if raw is None:
        return None
    return Report(*(tuple(Word(**one | {"said": tuple(one["said"])}) for one in raw[part]) for part in raw))
