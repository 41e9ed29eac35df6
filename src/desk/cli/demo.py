"""`sohoa demo`: one family's dossier goes the whole way, and a second one reuses it.

Must not fake anything: it calls what the other commands call, and tells what it sees.
"""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.accounts.actor import Actor
from archive.audit.seal import seal
from archive.audit.seal import verify as verify_chain
from archive.owners.identifiers import parse_owner
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Presented, Role
from archive.values.ids import Sha256
from archive.values.states import Stage
from desk.bootstrap import acting, at_work, open_house
from desk.cli.ingest import coming_to_rest, take_in
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.counter import reusing
from desk.counter.request import CounterRequest
from desk.counter.shown import shown_now
from desk.errors import NoSuchFile
from desk.house import House
from desk.pipeline.confirm import Confirmation, confirm
from desk.pipeline.receive import Handed
from desk.pipeline.sweep import sweep
from desk.pipeline.view import history
from desk.prepare import PASSWORD_FILE
from reuse.answers import conclusion
from reuse.values import Answer, Status

MANIFEST = "dossiers.json"
_AT_DESK = Confirmation(Presented.ORIGINAL)


def demo(folder: Path | None) -> int:
    """Run the demo on the papers in `folder`, by default those beside the archive."""
    out = Output(as_json=False)
    conf = settings()
    source = folder or conf.home / "papers"
    first, second = _manifest(source)
    started = time.monotonic()
    out.say(f"Kho lưu trữ / archive: {conf.home}")
    with open_house(conf) as house, at_work(house):
        sweep(house)
        actor = acting(house, channel())
        kept = _digitise(house, actor, source, first, out)
        _verify(house, kept, out)
        answers = _check(house, actor, second, out)
        taken = _take(house, actor, second, answers, out)
        _prove(house, taken, out)
    _next(out, str(conf.home), kept, second, time.monotonic() - started)
    return 0 if kept else 1


def _manifest(source: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    try:
        dossiers = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        return dossiers[0], dossiers[1]
    except (OSError, ValueError, IndexError) as error:
        raise NoSuchFile(file=str(source / MANIFEST), why=_written_by(source)) from error


def _written_by(folder: Path) -> str:
    return f"“python -m fixtures.dossier {folder}” hoặc/or “make demo” tạo ra nó/writes it"


def _handed(case: Mapping[str, Any], component: str) -> Handed:
    owner = parse_owner(case["owner"])
    return Handed(((owner, Role.APPLICANT),), case["procedure"], case["dossier"], component)


def _digitise(
    house: House, actor: Actor, source: Path, case: Mapping[str, Any], out: Output
) -> list[uuid.UUID]:
    out.say(
        f"\n1. Hồ sơ {case['dossier']} (thủ tục {case['procedure']}): tiếp nhận, quét, đọc / received, read"
    )
    ids: dict[uuid.UUID, str] = {}
    for entry in case["files"]:
        path = source / entry["file"]
        ids.update(take_in(house, actor, [path], _handed(case, entry.get("component") or ""), out))
    if _all_at_rest(house, ids):
        out.say(
            "   Mọi giấy tờ đã có sẵn; không làm lại việc gì. / All are there already; nothing is done twice."
        )
    told: set[uuid.UUID] = set()
    for paper_id in coming_to_rest(house, ids, told):
        with house.database.reading() as session:
            paper = papers.at_work(session, paper_id)
        if papers.state(paper) == "needs_review":
            out.say(f"   {paper.code}  {ids[paper_id]:<48} → {paper.type}: {paper.title[:50]}")
            confirm(house, actor, str(paper_id), _AT_DESK)
            continue
        told.add(paper_id)
        _tell_kept(house, paper, ids[paper_id], out)
    return [paper_id for paper_id in ids if paper_id in told]


def _all_at_rest(house: House, ids: Mapping[uuid.UUID, str]) -> bool:
    with house.database.reading() as session:
        return all(papers.at_work(session, paper_id).stage == Stage.KEPT.value for paper_id in ids)


def _tell_kept(house: House, paper: Paper, name: str, out: Output) -> None:
    signed = f"ký số / signed {paper.level}" if paper.level else paper.error or ""
    out.say(f"   {paper.code}  {name:<48} ✓ {papers.state(paper)}, {signed}")


def _verify(house: House, kept: Sequence[uuid.UUID], out: Output) -> None:
    out.say("\n2. Kiểm tra chữ ký số / signatures verified")
    with house.database.reading() as session:
        rows = [
            (paper, shown_now(session, paper).revision)
            for paper in (papers.at_work(session, k) for k in kept)
        ]
    for paper, revision in rows:
        if not revision:
            out.say(f"   {paper.code}  —")
            continue
        verdict = house.signing.judge(house.store.read(Sha256(revision)))
        sure = verdict.signatures[0].signer if verdict.signatures else ""
        out.say(f"   {paper.code}  {verdict.verdict.value} {verdict.reason}  {verdict.level}  {sure}")


def _check(house: House, actor: Actor, case: Mapping[str, Any], out: Output) -> list[Answer]:
    out.say(f"\n3. Hồ sơ mới {case['dossier']} ({case['procedure']}) của cùng công dân: không phải nộp gì?")
    out.say("   A second dossier of the same citizen: what need not be brought?")
    answers = reusing.check(house, actor, CounterRequest.of(case["owner"], case["procedure"]))
    for answer in answers:
        mark = {Status.REUSABLE: "✓", Status.FROM_DATABASE: "✓", Status.NOT_NEEDED: "–"}.get(
            answer.status, "·"
        )
        out.say(f"   {mark} {answer.component:<14} {answer.status.value:<14} {answer.say}")
        for offer in answer.offers:
            out.say(f"       {offer.candidate.code}  {offer.candidate.number}  {offer.why}")
    out.say(f"   {conclusion(answers)}")
    return answers


def _take(
    house: House, actor: Actor, case: Mapping[str, Any], answers: Sequence[Answer], out: Output
) -> list[uuid.UUID]:
    out.say("\n4. Khai thác lại / taken over")
    taken = []
    for answer in answers:
        if answer.status is not Status.REUSABLE:
            continue
        best = answer.offers[0].candidate
        request = CounterRequest.of(
            case["owner"], case["procedure"], dossier=case["dossier"], component=answer.component
        )
        row = reusing.take(house, actor, best.code, request)
        out.say(
            f"   {best.code} → {row.dossier_number} {row.component}, bản/revision {row.revision_sha256[:16]}…"
        )
        taken.append(row.paper_id)
    return taken


def _prove(house: House, taken: Sequence[uuid.UUID], out: Output) -> None:
    out.say("\n5. Nhật ký kiểm toán / the audit trail proves it")
    seal(house.database)
    with house.database.reading() as session:
        for paper_id in taken:
            for event in history(session, str(paper_id)):
                out.say(f"   {event['at']}  {event['actor']:<8} {event['action']:<16} {event['outcome']}")
        report = verify_chain(session)
    state = "nguyên vẹn / whole" if report.ok else "HỎNG / BROKEN"
    out.say(f"   {report.events} sự kiện / events, {report.sealed} trong chuỗi / chained: {state}")


def _next(out: Output, home: str, kept: Sequence[uuid.UUID], case: Mapping[str, Any], seconds: float) -> None:
    out.say(f"\n{len(kept)} giấy tờ, {seconds:.0f} giây / papers, seconds. Thử tiếp / try next:")
    for command, what in (
        (f"export SOHOA_HOME={home} PATH=$PWD/.venv/bin:$PATH", ""),
        ('sohoa find "giay chung nhan"', "tra cứu không dấu / search without accents"),
        ("sohoa show 2026-000002", "mọi điều về một giấy tờ / everything about a paper"),
        ("sohoa export 2026-000002 --to out && sohoa verify out/*.pdf", "PASSED"),
        (
            f"sohoa reuse check --owner {case['owner']} --procedure {case['procedure']}",
            "không phải nộp gì / not needed",
        ),
        (
            "sohoa ingest SCAN.pdf --owner … --procedure 1.004222 --dossier …",
            "bản quét của anh/chị / a scan of yours",
        ),
        ("sohoa serve", f"bàn làm việc / the web desk; mật khẩu / password: {home}/{PASSWORD_FILE}"),
    ):
        out.say(f"   {command}" + (f"   # {what}" if what else ""))
