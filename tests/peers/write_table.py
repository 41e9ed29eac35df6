"""Writes the table of docs/peers.md: what we and the peers say of our own files and of all forgeries.

Must not write what a person said there: only what stands between the markers is made anew.
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from archive.values.verdict import Verdict
from scripts.write_docs import replaced
from tests.peers import dss_runner, pdfsig_runner
from tests.peers.copies import archive_copy
from tests.peers.corpus import Case, Corpus
from tests.peers.dss_runner import PASSED, Opinion, Report

FILE = Path("docs/peers.md")
HEAD = ("what was done", "to, or by", "ours", "EU DSS", "EU DSS, strict", "pdfsig")
TITLES = {
    "own": "What we sign ourselves",
    "foreign": "Genuine files as others sign",
}

NO_SIGNATURE = "no signature"

Row = tuple[str, str, str, str]
"""What we, DSS by both policies, and pdfsig say."""


def main() -> int:
    """Judge everything and write the table; fail where a verdict of ours is the more dangerous one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = Corpus(folder)
        cases = [*corpus.own(archive_copy(folder)), *corpus.foreign(), *corpus.forgeries()]
        opinions = dss_runner.judge([case.question for case in cases])
        home = folder / "nobody"
        home.mkdir()
        read = pdfsig_runner.read([case.question.file for case in cases], home)
    judged = zip(cases, opinions, read, strict=True)
    rows = [(case, _row(case, opinion, words)) for case, opinion, words in judged]
    before = FILE.read_text("utf-8")
    FILE.write_text(replaced(before, "peers", table(rows), by="make peers-table"), "utf-8")
    sys.stdout.write(f"wrote the table of {FILE}: {len(cases)} files\n")
    wrong = [f"{case.family} {case.name} {case.base}" for case, row in rows if _is_wrong(case, row)]
    sys.stdout.write("".join(f"wrong: {one}\n" for one in wrong))
    return int(bool(wrong))


def _is_wrong(case: Case, row: Row) -> bool:
    """Whether a forgery passes here, or something does that a reference implementation refuses."""
    passed = case.ours.verdict is Verdict.PASSED
    genuine = case.family in TITLES
    return passed != genuine or (passed and row[1:3] != (PASSED, PASSED))


def table(rows: list[tuple[Case, Row]]) -> str:
    """Return a table for each family, what is the same for several files in one row."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    parts = [
        f"EU DSS {dss_runner.version()} and pdfsig {pdfsig_runner.version()} (poppler) on {today}; "
        f"{len(rows)} files.\n"
    ]
    for family in dict.fromkeys(case.family for case, _ in rows):
        parts.append(
            f"\n### {TITLES.get(family, f'Forgeries: {family}')}\n\n{_line(HEAD)}{_line(['---'] * 6)}"
        )
        parts.extend(_lines((case, row) for case, row in rows if case.family == family))
    return "".join(parts)


def _lines(rows: Iterable[tuple[Case, Row]]) -> Iterable[str]:
    merged: dict[tuple[str, Row], list[str]] = {}
    for case, row in rows:
        merged.setdefault((case.name, row), []).append(case.base)
    for (name, row), bases in merged.items():
        yield _line((name, " ".join(bases), *row))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _row(case: Case, opinion: Opinion, words: tuple[str, ...]) -> Row:
    ours = _word(str(case.ours.verdict), case.ours.reason)
    return ours, _said(opinion, opinion.usual), _said(opinion, opinion.strict), _read(words)


def _said(opinion: Opinion, report: Report | None) -> str:
    if report is None:
        return f"stumbles: {opinion.error.partition(':')[0]}"
    said = NO_SIGNATURE if report.word == "none" else _word(report.word, report.reason)
    bad = sorted({_word(one.indication, one.reason) for one in report.stamps if one.indication != "PASSED"})
    return said + "".join(f"; stamp {one}" for one in bad)


def _word(word: str, reason: str) -> str:
    return f"{word} {reason}".strip()


def _read(words: tuple[str, ...]) -> str:
    """Say what pdfsig says of real signatures; of document timestamps it says nothing."""
    if words == (pdfsig_runner.NONE,):
        return NO_SIGNATURE
    judged = [word.rstrip(".").lower() for word in words if word != pdfsig_runner.UNJUDGED]
    return ", ".join(dict.fromkeys(judged)) or "unjudged"


if __name__ == "__main__":
    raise SystemExit(main())
