"""`sohoa verify` and `sohoa trust export`.

Must not need a database for files, nor write anything but the report that was asked for.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from pathlib import Path

from archive.clock import VIETNAM, vietnam_iso
from archive.errors import BadValue, Exit, SohoaError
from archive.papers import repository as papers
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict, Verdict
from desk.bootstrap import acting, clock_of, open_house, start_logging
from desk.cli.output import Output, complain
from desk.cli.session import channel, settings
from desk.errors import NoSuchFile, Usage
from desk.exporting import What, files_of
from signing.reports.json import report_row
from signing.reports.write import require_kind, write_report
from signing.service import Judging, SigningRoom

_EXITS = {Verdict.PASSED: Exit.OK, Verdict.INDETERMINATE: Exit.INDETERMINATE, Verdict.FAILED: Exit.FAILED}


def verify(
    targets: Sequence[str],
    trust: Sequence[Path],
    crls: Sequence[Path],
    at: str,
    expected: Sequence[str],
    report: Path | None,
    *,
    offline: bool,
    as_json: bool,
) -> int:
    """Judge files and papers; every one gets exactly one line."""
    out = Output(as_json=as_json)
    del offline  # no part of this asks a server; the option is kept for those who must be sure
    if report is not None:
        require_kind(report)
        _spare([*map(Path, targets), *trust, *crls], report)
    conf = settings()
    start_logging(conf)
    clock = clock_of(conf)
    room = SigningRoom(conf, clock)
    as_of = _time(at) or clock.now()
    judging = Judging(
        at=as_of,
        anchors=tuple(_content(path) for path in trust),
        crls=tuple(_content(path) for path in crls),
        expected=tuple(expected),
    )
    judged: list[tuple[str, FileVerdict]] = []
    for target in targets:
        try:
            data = _bytes(target)
        except SohoaError as error:
            complain(error.code, error.text_vi, error.text_en)
            verdict = FileVerdict(Verdict.FAILED, "FORMAT_FAILURE", (), error.text_vi, error.text_en)
            judged.append((target, verdict))
            told = {"code": error.code, "text": error.text_vi}
            out.item({**report_row(target, verdict), "error": told})
            out.ended(error.exit)
            continue
        verdict = room.judge_foreign(data, judging)
        judged.append((target, verdict))
        out.item(report_row(target, verdict), _text(target, verdict))
        out.ended(_EXITS[verdict.verdict])
    if report is not None:
        write_report(report, judged, at=as_of, font=conf.font)
        out.say(f"→ {report}")
    return out.code


def _spare(read: Sequence[Path], report: Path) -> None:
    """Refuse to write the report over a file that is read.

    Raises:
        Usage: it would be.
    """
    if any(_same(path, report) for path in read):
        raise Usage(
            why_vi=f"--report trỏ vào chính tệp được đọc: {report}",
            why_en=f"--report names a file that is read: {report}",
        )


def _same(path: Path, report: Path) -> bool:
    try:
        return report.samefile(path)
    except OSError:  # one of them is not there
        return False


def _time(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            value=text, name="--at", why_vi="cần thời điểm ISO 8601", why_en="an ISO 8601 time is needed"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSuchFile(file=str(path), why=error.strerror or "?") from error


def _bytes(target: str) -> bytes:
    try:
        uuid.UUID(target)
    except ValueError:
        return _content(Path(target))
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.act(actor, "paper:verify", target) as session:
            paper = papers.get(session, actor, target)
            file = files_of(session, house, actor, paper, What.SIGNED)[0]
            house.done(session, actor, "paper:verify", str(paper.id), sha256=file.sha256)
        return house.store.read(Sha256(file.sha256))


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
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return what a stranger wrote without the codes by which it could write over the verdict."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def trust_export(to: Path, *, as_json: bool) -> int:
    """Write anchors and current revocation lists."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        for file, kind, subject in house.signing.export_trust(to):
            out.item({"file": str(file), "kind": kind, "subject": subject}, f"{file}  {kind}  {subject}")
    return out.code
