"""`sohoa verify` and `sohoa trust export`.

Must not need a database for files, nor write anything but the report and summary that were asked for.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from archive.clock import vietnam_iso
from archive.errors import Exit, SohoaError
from archive.values.verdict import FileVerdict, Verdict
from desk.bootstrap import open_house, start_logging
from desk.cli.gathered import Gathered
from desk.cli.judging import Bench, Conditions, Query
from desk.cli.output import Output, complain
from desk.cli.progress import Tally
from desk.cli.session import settings
from desk.cli.summary import summary_at
from desk.cli.targets import Kind, Target, targets_of
from desk.errors import Usage
from desk.picturing import Look
from signing.reports.json import report_row
from signing.reports.write import require_kind

_EXITS = {Verdict.PASSED: Exit.OK, Verdict.INDETERMINATE: Exit.INDETERMINATE, Verdict.FAILED: Exit.FAILED}


def verify(
    words: Sequence[str],
    query: Query,
    conditions: Conditions,
    report: Path | None,
    csv: Path | None,
    *,
    offline: bool,
    as_json: bool,
) -> int:
    """Judge files, folders and papers; every one gets exactly one line."""
    out = Output(as_json=as_json)
    del offline  # no part of this asks a server; the option is kept for those who must be sure
    if not words and not query:
        raise Usage(
            why_vi="cần tệp, thư mục, giấy tờ hoặc điều kiện tìm (--find, --dossier, …)",
            why_en="a file, folder, paper or query (--find, --dossier, …) is needed",
        )
    if report is not None:
        require_kind(report)
    read = [*map(Path, words), *conditions.trust, *conditions.crls]
    for option, written in (("--report", report), ("--csv", csv)):
        if written is not None:
            _spare(read, written, option)
    conf = settings()
    start_logging(conf)
    with ExitStack() as stack:
        bench = Bench(conf, conditions, stack)
        gathered = Gathered(report, bench.draw)
        papers = bench.found(query) if query else ()
        summary = stack.enter_context(summary_at(csv)) if csv is not None else None
        tally = Tally(0 if as_json else len(papers) + sum(1 for _ in targets_of(words)), out)
        for target in chain(targets_of(words), (Target(str(paper), Kind.PAPER) for paper in papers)):
            verdict = _judged(bench, target, gathered.look, out)
            gathered.add(target.name, verdict)
            if summary is not None:
                summary.add(target.name, verdict)
            tally.one_more()
        gathered.write(at=bench.at, font=conf.font)
    for written in (report, csv):
        if written is not None:
            out.say(f"→ {written}")
    return out.code


def _judged(bench: Bench, target: Target, look: Look | None, out: Output) -> FileVerdict:
    """Judge one target and give its line, whatever it is."""
    try:
        verdict = bench.judge(target, look)
    except SohoaError as error:
        complain(error.code, error.text_vi, error.text_en)
        verdict = _without(error)
        told = {"code": error.code, "text": error.text_vi}
        out.item({**report_row(target.name, verdict), "error": told})
        out.ended(error.exit)
        return verdict
    out.item(report_row(target.name, verdict), _text(target.name, verdict))
    out.ended(_EXITS[verdict.verdict])
    return verdict


def _without(error: SohoaError) -> FileVerdict:
    """Return the verdict where there was nothing to judge: what is only out of reach is not called bad."""
    if error.exit is Exit.UNAVAILABLE:
        return FileVerdict(Verdict.INDETERMINATE, "GENERIC", (), error.text_vi, error.text_en)
    return FileVerdict(Verdict.FAILED, "FORMAT_FAILURE", (), error.text_vi, error.text_en)


def _spare(read: Iterable[Path], written: Path, option: str) -> None:
    """Refuse to write over a file that is read.

    Raises:
        Usage: it would be.
    """
    if any(_same(path, written) or _within(path, written) for path in read):
        raise Usage(
            why_vi=f"{option} trỏ vào chính tệp được đọc: {written}",
            why_en=f"{option} names a file that is read: {written}",
        )


def _same(path: Path, written: Path) -> bool:
    try:
        return written.samefile(path)
    except OSError:  # one of them is not there
        return False


def _within(folder: Path, written: Path) -> bool:
    """Return whether it is one of the PDF files of a folder, or would be one of them next time."""
    if written.suffix.lower() != ".pdf" or not folder.is_dir():
        return False
    return written.resolve().is_relative_to(folder.resolve())


def _text(target: str, verdict: FileVerdict) -> str:
    reason = f" {verdict.reason}" if verdict.reason else ""
    lines = [
        f"{verdict.verdict.value}{reason}  {_plain(target)}",
        f"  {_plain(verdict.vi)}",
        f"  {_plain(verdict.en)}",
    ]
    for one in verdict.signatures:
        when = vietnam_iso(one.time) if one.time else "?"
        level = one.level.value if one.level else "-"
        lines.append(f"  {_plain(one.field)}: {_plain(one.signer)}, {when}, {level}")
        lines.append(
            f"    integrity {one.integrity.value} · certificate {one.certificate.value} · "
            f"changes {one.changes.value} → {one.verdict.value} {one.reason}"
        )
    lines += [f"  {one.code}: {_plain(one.vi)} / {_plain(one.en)}" for one in verdict.remarks]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return what a stranger wrote without the codes by which it could write over the verdict."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def trust_export(to: Path, *, as_json: bool) -> int:
    """Write anchors and current revocation lists."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        for file, kind, subject in house.signing.trust.export(to):
            out.item({"file": str(file), "kind": kind, "subject": subject}, f"{file}  {kind}  {subject}")
    return out.code
